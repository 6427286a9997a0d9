// Reads the administrator's forms from their folder (profiles/): each file a profile, checked when it is read.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { sha256 } from '../kernel/digest.ts';
import { projectRoot } from '../platform/project-root.ts';
import { type ExportProfile, readProfile } from './export-profile.ts';

/** Where the profiles are. */
export const profilesFolder: string = path.join(projectRoot, 'profiles');

/** Every profile of a folder, by name. Fault: bad-input `export-profile-wrong`. */
export async function exportProfiles(folder = profilesFolder): Promise<readonly ExportProfile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => readProfile(name, parse(await readFile(path.join(folder, name), 'utf8')))));
}

/** The version of a profile: the digest of what it says. */
export const profileDigest = (profile: ExportProfile): string => sha256(JSON.stringify(profile));
