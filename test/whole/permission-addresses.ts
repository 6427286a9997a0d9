// Decides what there is to be permitted: every act the commands, operations and pages go by, and every address a server answers.
import { Command } from 'commander';
import { actOfCommand, registerCommands } from '../../src/commands.ts';
import type { CommandContext } from '../../src/platform/command-context.ts';
import type { createApp } from '../../src/server.ts';
import { allOperations } from '../../src/surfaces.ts';
import { actOf, pageKey } from '../../src/web/permit.ts';
import type { Operation } from '../../src/web/operation.ts';

/** Every command that does something, as the command line itself has it. */
export function allCommands(): readonly Command[] {
  const program = new Command('payung');
  registerCommands(program, {} as CommandContext, () => {
    throw new Error('nothing is run here');
  });
  const leaves = (of: Command): readonly Command[] => (of.commands.length === 0 ? [of] : of.commands.flatMap(leaves));
  return program.commands.flatMap(leaves);
}

export { actOf, actOfCommand, allOperations };

/** Addresses of operations under /v1. */
export const operationAddress = ({ method, path }: Operation): string => `${method.toUpperCase()} /v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

/** Every address the server answers, without the files of style and script. */
export const addressesOf = (app: ReturnType<typeof createApp>): readonly string[] => [
  ...new Set(app.routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*')).map(({ method, path }) => pageKey(method, path))),
];
