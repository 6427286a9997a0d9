// Where the tests find the law and the programmes.
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
export const lawFolder = path.join(root, 'law');
export const programmesFolder = path.join(root, 'programmes');
