// Decides where the law is read from: one YAML file per parameter in one folder; a file that is not valid is named with its field.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { RowDigest } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Law } from './law.ts';
import { type Parameter, parameterSchema } from './parameter.ts';

/**
 * Reads every `*.yaml` of a folder. The version is the SHA-256 over (file name, content) in the order of parameter names,
 * with line endings as LF, so that a checkout on any system gives the same. Bad-input faults: `law-file-not-valid`
 * (file, and field as the column), `law-folder-empty`; not-found: `law-folder-missing`.
 */
export function loadLaw(lawDir: string): Law {
  const digest = new RowDigest();
  const parameters = new Map<string, Parameter>();
  for (const file of yamlFiles(lawDir)) {
    const content = readFileSync(join(lawDir, file), 'utf8').replace(/\r\n?/g, '\n');
    digest.add([file, content]);
    const parameter = readParameter(file, content);
    parameters.set(parameter.name, parameter);
  }
  return { parameters, version: digest.finish() };
}

function yamlFiles(lawDir: string): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(lawDir);
  } catch {
    throw new Fault('not-found', 'law-folder-missing', {
      id: 'Folder aturan hukum (law) tidak ditemukan; periksa letak pemasangan.',
      en: 'The folder of the law (law) was not found; check the installation.',
    });
  }
  const suffix = '.yaml';
  const files = names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort((one, other) => (one < other ? -1 : 1))
    .map((name) => `${name}${suffix}`);
  if (files.length > 0) return files;
  throw new Fault('bad-input', 'law-folder-empty', {
    id: 'Folder aturan hukum (law) tidak berisi berkas .yaml.',
    en: 'The folder of the law (law) holds no .yaml file.',
  });
}

/** One parameter from the text of its file; the name must be the file's. */
export function readParameter(file: string, content: string): Parameter {
  const document = parseDocument(content, { uniqueKeys: true });
  const wrong = document.errors[0];
  if (wrong !== undefined) throw notValid(file, `line ${wrong.linePos?.[0].line ?? 1}`, wrong.code);
  const read = parameterSchema.safeParse(document.toJS());
  const issue = read.error?.issues[0];
  if (issue !== undefined) throw notValid(file, issue.path.join('.') || '(file)', issue.message);
  const parameter = read.data as Parameter;
  if (`${parameter.name}.yaml` !== file) throw notValid(file, 'name', 'is not the name of the file');
  return parameter;
}

const notValid = (file: string, field: string, message: string): Fault =>
  new Fault(
    'bad-input',
    'law-file-not-valid',
    {
      id: `Berkas aturan law/${file} salah pada "${field}": ${message}.`,
      en: `The law file law/${file} is wrong at "${field}": ${message}.`,
    },
    { file, column: field },
  );
