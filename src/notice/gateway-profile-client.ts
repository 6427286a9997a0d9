// Reads how providers of messages word their reports from a folder (gateways/): each file a profile, checked when it is read.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { Fault } from '../kernel/fault.ts';
import { projectRoot } from '../platform/project-root.ts';
import { type GatewayProfile, postedText, readGatewayProfile } from './delivery-report.ts';

/** Where the profiles are. */
export const gatewaysFolder: string = path.join(projectRoot, 'gateways');

/** Every profile of a folder, in the order of names. Fault: bad-input `gateway-profile-wrong`. */
export async function gatewayProfiles(folder: string = gatewaysFolder): Promise<readonly GatewayProfile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => readGatewayProfile(name, parse(await readFile(path.join(folder, name), 'utf8')))));
}

/** The profile of that name. Fault: not-found `gateway-unknown`, naming those there are. */
export async function gatewayProfile(name: string, folder: string = gatewaysFolder): Promise<GatewayProfile> {
  const every = await gatewayProfiles(folder);
  const found = every.find(({ gateway }) => gateway === name);
  if (found !== undefined) return found;
  const known = every.map(({ gateway }) => gateway).join(', ');
  throw new Fault(
    'not-found',
    'gateway-unknown',
    { id: `Gerbang pesan itu tidak dikenal; yang ada: ${known}.`, en: `That gateway is not known; there are: ${known}.` },
    { column: 'gateway' },
  );
}

/** What a provider posted, from a file of JSON. Fault: bad-input `delivery-report-not-understood`. */
export const postedIn = async (file: string): Promise<unknown> => postedText(await readFile(file, 'utf8'));
