// Decides what a test run has before its first test: one server and one migrated template, and that both sides are closed at its end.
import type { TestProject } from 'vitest/node';
import { makeTemplate, startTestServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly serverUrl: string;
    readonly template: string;
  }
}

let stop: () => Promise<void> = async () => {};

export async function setup(project: TestProject): Promise<void> {
  const server = await startTestServer();
  try {
    project.provide('serverUrl', server.url);
    project.provide('template', await makeTemplate(server.url));
  } catch (error) {
    await server.stop();
    throw error;
  }
  stop = server.stop;
}

export const teardown = (): Promise<void> => stop();
