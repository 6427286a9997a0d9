// Decides how text is spelled inside workbook XML, both ways: entities, line ends, and Excel's `_x000D_` for what XML cannot hold (ECMA-376 part 1, 22.9.2.19).

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Excel's escapes undone; everything else as it is. */
export const unescapeCell = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

/** Character data as it stands between tags, decoded; null when it holds a reference this cannot resolve. */
export const decodeXml = (raw: string): string | null => {
  let text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (text.includes('&')) {
    let known = true;
    text = text.replace(/&([^;&]*);?/g, (all, name: string) => {
      const character = named[name];
      if (character !== undefined && all.endsWith(';')) return character;
      const code = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));$/.exec(all.slice(1));
      const point = code === null ? -1 : Number(code[1] === undefined ? code[2] : `0x${code[1]}`);
      if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
      known = false;
      return '';
    });
    if (!known) return null;
  }
  return text;
};

// Lone surrogates, control characters and non-characters do not exist in XML; CR would be read as LF; what looks like an escape must be one.
const unwritable = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[0-9A-Fa-f]{4}_)/g;
const special = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]|_x/;

/** Text as it may stand between tags of a cell, such that reading gives the same text back. */
export const encodeCell = (text: string): string =>
  special.test(text)
    ? text
        .replace(unwritable, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
    : text;

/** Text as it may stand in an attribute in double quotes. */
export const encodeAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
