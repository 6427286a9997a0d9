// Decides where the permission table is read from: one file of the installation; a file that is not valid is named with its field.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { Fault } from '../kernel/fault.ts';
import { projectRoot } from '../platform/project-root.ts';
import { type PermissionTable, readPermissions } from './permission.ts';

export const permissionsFile: string = path.join(projectRoot, 'permissions', 'permissions.yaml');

let read: PermissionTable | undefined;

/** The table of this installation, read once. Faults: bad-input `permission-table-wrong`, not-found `permission-table-missing`. */
export const permissions = (): PermissionTable => (read ??= loadPermissions(permissionsFile));

export function loadPermissions(file: string): PermissionTable {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Fault('not-found', 'permission-table-missing', {
      id: 'Tabel kewenangan (permissions/permissions.yaml) tidak ditemukan; periksa letak pemasangan.',
      en: 'The permission table (permissions/permissions.yaml) was not found; check the installation.',
    });
  }
  const document = parseDocument(text, { uniqueKeys: true });
  const [wrong] = document.errors;
  if (wrong !== undefined) {
    const line = wrong.linePos?.[0].line ?? 1;
    throw new Fault(
      'bad-input',
      'permission-table-wrong',
      { id: `Tabel kewenangan tidak terbaca pada baris ${line}.`, en: `The permission table cannot be read at line ${line}.` },
      { file: path.basename(file), row: line },
    );
  }
  return readPermissions(path.basename(file), document.toJS());
}
