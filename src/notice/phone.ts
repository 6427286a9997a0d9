// Decides what a mobile number of Indonesia is, however it is written (E.164: +62 8…, 10 to 13 digits behind the country code's zero).

/** The number as gateways take it (`+628…`), or null when it is none. */
export function readPhone(written: string): string | null {
  const digits = written.normalize('NFKC').replaceAll(/[\s().-]/g, '');
  const behind = /^(?:\+?62|0)(8[1-9]\d{7,10})$/.exec(digits)?.[1];
  return behind === undefined ? null : `+62${behind}`;
}

/** A number as screens show it: enough to be recognised by its owner. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 5)}****${phone.slice(-3)}`;
