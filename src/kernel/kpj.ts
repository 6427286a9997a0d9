// Decides how a membership number (KPJ) is shown until a reason is given.

/** `23*******01`: the first two and the last two signs, by which a person knows his own card. */
export const maskKpj = (kpj: string): string => (kpj.length <= 4 ? '*'.repeat(kpj.length) : `${kpj.slice(0, 2)}${'*'.repeat(kpj.length - 4)}${kpj.slice(-2)}`);
