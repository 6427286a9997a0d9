// Decides how a text is kept that was cut out of a larger one.

/** The same text as a string of its own. A piece of a larger string may keep all of that in memory: whoever remembers pieces of what streams by keeps copies. */
export const ownText = (text: string): string => Array.from(text).join('');
