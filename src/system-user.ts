// Decides under which name whoever typed a command is known: his operating-system user's, spelled one way.
import os from 'node:os';

/** One person is one name, however he writes it: small letters, and a dash for what a name has no place for. */
export const oneSpelling = (name: string): string =>
  name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');

/** The operating-system user. */
export const systemUser = (): string => os.userInfo().username;
