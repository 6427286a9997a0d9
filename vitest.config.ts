// Decides how tests run: pure ones share threads (fast start), those that touch a database or files run in isolated processes.
import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './test/closing-line-reporter.ts';

const rules = ['test/houserules/**/*.test.ts', 'test/*.test.ts'];
const acts = [
  'src/**/*-{store,steps,client,routes,pages,commands}.test.{ts,tsx}',
  'src/platform/**/*.test.{ts,tsx}',
  'src/*.test.ts',
  'simulator/**/*.test.ts',
  'bench/**/*.test.ts',
  'test/**/*.test.ts',
];

export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'hono/jsx' },
  test: {
    reporters: ['default', new ClosingLineReporter()],
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: ['src/**/*.test.{ts,tsx}'], exclude: acts, pool: 'threads', isolate: false, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'rules', include: rules, pool: 'forks', testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'acts',
          include: acts,
          exclude: rules,
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/global-setup.ts'],
          fileParallelism: true,
          maxWorkers: 2,
          // After the fast ones: groups with another number of workers may not run side by side.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
