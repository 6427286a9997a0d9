// Decides src/platform/schema.ts (the row types of the migrated database), docs/operate/permissions.md (the permission table told to people) and docs/operate/findings.md (the vocabulary of findings). With
// --verify, ends with 1 if a file says something else.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { permissions } from '../src/permission/permission-client.ts';
import { permissionsPage } from '../src/permission/permission-text.ts';
import { ownerSession } from '../src/platform/database.ts';
import { migrate } from '../src/platform/migrate.ts';
import { migrationsFolder, projectRoot } from '../src/platform/project-root.ts';
import { findingsPage } from './findings-page.ts';
import { databaseOn, startTestServer } from './server.ts';

const firstLine = '// Decides nothing: the row types of the migrated database, written by `npm run generate`. Do not edit.\n';
const target = path.join(projectRoot, 'src', 'platform', 'schema.ts');

async function generate(): Promise<string> {
  const server = await startTestServer();
  const name = `payung_generate_${process.pid}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'payung-generate-'));
  try {
    await ownerSession(server.url, (client) => client.query(`create database ${name}`));
    const url = databaseOn(server.url, name);
    await migrate(url, migrationsFolder);
    const program = path.join(path.dirname(createRequire(import.meta.url).resolve('kysely-codegen/package.json')), 'dist', 'cli', 'bin.js');
    const out = path.join(folder, 'schema.ts');
    // instants are text as dates are: see connection.ts
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        program,
        '--dialect',
        'postgres',
        '--url',
        url,
        '--out-file',
        out,
        '--log-level',
        'error',
        '--numeric-parser',
        'string',
        '--date-parser',
        'string',
        '--type-mapping',
        '{"timestamptz":"string"}',
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`kysely-codegen failed: ${stderr}`);
    return firstLine + readFileSync(out, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
    await ownerSession(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
    await server.stop();
  }
}

const written: readonly (readonly [file: string, content: string])[] = [
  [target, await generate()],
  [path.join(projectRoot, 'docs', 'operate', 'permissions.md'), permissionsPage(permissions())],
  [path.join(projectRoot, 'docs', 'operate', 'findings.md'), findingsPage()],
];
for (const [file, content] of written) {
  if (!process.argv.includes('--verify')) writeFileSync(file, content);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    process.stderr.write(`${path.relative(projectRoot, file)} differs from what it is made from: run \`npm run generate\`\n`);
    process.exitCode = 1;
  }
}
