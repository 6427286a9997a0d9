// Decides whether imports keep to the chain, by dependency-cruiser, and whether it looked at every file (one it cannot read it would pass over in silence).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { repository } from './source-tree.ts';

export interface ImportViolation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface Cruise {
  readonly violations: readonly ImportViolation[];
  /** Paths of the modules seen in the folders asked for. */
  readonly seen: readonly string[];
}

/** Source files a cruise must have seen: TypeScript of the folders, without tests and type declarations. */
export const isCruised = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`)) && /\.tsx?$/.test(path) && !/\.(test\.tsx?|d\.ts)$/.test(path);

/** Cruises folders of a tree by the rules of `.dependency-cruiser.cjs`. */
export async function cruiseTree(root: string, folders: readonly string[]): Promise<Cruise> {
  const options = await extractDepcruiseOptions(join(repository, '.dependency-cruiser.cjs'));
  const tsConfigFile = join(repository, 'tsconfig.json');
  const came = process.cwd();
  try {
    const present = folders.filter((folder) => existsSync(join(root, folder)));
    const { output } = await cruise(present, { ...options, baseDir: root, tsConfig: { fileName: tsConfigFile } }, undefined, {
      tsConfig: extractTSConfig(tsConfigFile),
    });
    const result = output as ICruiseResult;
    return {
      violations: result.summary.violations.map((violation) => ({ rule: violation.rule.name, from: violation.from, to: violation.to })),
      seen: result.modules.map((module) => module.source).filter((path) => isCruised(path, folders)),
    };
  } finally {
    process.chdir(came);
  }
}

/** Files on disk that the cruise passed over: there must be none. */
export const passedOver = (seen: readonly string[], onDisk: readonly string[], folders: readonly string[]): readonly string[] => {
  const known = new Set(seen);
  return onDisk.filter((path) => isCruised(path, folders) && !known.has(path));
};
