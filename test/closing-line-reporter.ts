// Decides the last line of a test run, `N passed, N failed`, which people and programs read; a file that cannot be loaded is a failure too.
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Counts of a finished run: tests by result; every module or error outside a test that failed counts as one failure. */
export function closingLine(modules: readonly Pick<TestModule, 'children' | 'errors'>[], unhandled: readonly unknown[]): string {
  let [passed, failed] = [0, unhandled.length];
  for (const module of modules) {
    failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      // One still pending was never answered. Skipped ones are those a filter left out (the house rules refuse `.skip`).
      if (state === 'failed' || state === 'pending') failed += 1;
    }
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
  }
  return `${passed} passed, ${failed} failed`;
}

/** Prints the closing line after vitest's own summary. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    process.stdout.write(`${closingLine(modules, unhandled)}\n`);
  }
}
