// Decides what every step works with: the installation, the law it reads, and the keys that seal and sign.
import path from 'node:path';
import type { Law } from '../law/law.ts';
import { loadLaw } from '../law/law-store.ts';
import { type Installation, type InstallationOptions, openInstallation } from './installation.ts';
import { projectRoot } from './project-root.ts';
import { type Vault, createVault } from './vault.ts';

export interface Workplace extends Installation {
  readonly law: Law;
  readonly vault: Vault;
  /** 32 secret bytes instruments are signed with until a signing provider is connected. */
  readonly signingKey: Buffer;
  /** `host:port` of a virus scanner (clamd), where there is one. */
  readonly clamd?: string | undefined;
}

/** Where the law files are. */
export const lawFolder: string = path.join(projectRoot, 'law');
/** Where the programme files are. */
export const programmesFolder: string = path.join(projectRoot, 'programmes');
/** Where the profiles of banks' statements are. */
export const banksFolder: string = path.join(projectRoot, 'banks');

/** Opens an installation with the law and the keys; the first call makes them. */
export async function openWorkplace(options: InstallationOptions & { readonly lawDir?: string; readonly clamd?: string | undefined } = {}): Promise<Workplace> {
  const installation = await openInstallation(options);
  const vault = createVault(await installation.secrets.key('vault'));
  const signingKey = await installation.secrets.key('signing');
  return { ...installation, law: loadLaw(options.lawDir ?? lawFolder), vault, signingKey, clamd: options.clamd };
}
