import { writeFileSync } from 'node:fs';
import type { Suite } from '@playwright/test/reporter';
import type { TestModule } from 'vitest/node';

/** What one run of Vitest or Playwright adds to the last line of `npm test`. */
export type Counts = { passed: number; failed: number; skipped: { name: string; reason: string }[] };

/**
 * A reporter for both Vitest and Playwright: writes the run's `Counts` as JSON to the file that GALLEY_TALLY names.
 * (Vitest's own JSON leaves the reason of a skipped test out.)
 */
export default class Tally {
  #suite: Suite | undefined;

  /** Vitest calls this at the end. A file that cannot be loaded has no tests and counts as one failure. */
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const states = tests.map((test) => test.result().state);
    const brokenFiles = modules.filter((module) => module.state() === 'failed' && module.errors().length > 0);
    write({
      passed: states.filter((state) => state === 'passed').length,
      failed: states.filter((state) => state === 'failed' || state === 'pending').length + brokenFiles.length,
      skipped: tests.flatMap((test) => {
        const result = test.result();
        return result.state === 'skipped' ? [{ name: test.fullName, reason: result.note ?? '' }] : [];
      }),
    });
  }

  /** Playwright calls this at the beginning, */
  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  /** and this at the end. A test that passed only when it was tried again counts as a failure. */
  onEnd(): void {
    const tests = this.#suite?.allTests() ?? [];
    const skipped = tests.filter((test) => test.outcome() === 'skipped');
    const passed = tests.filter((test) => test.outcome() === 'expected').length;
    write({
      passed,
      failed: tests.length - passed - skipped.length,
      skipped: skipped.map((test) => ({
        name: test.titlePath().filter(Boolean).join(' > '),
        reason: test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? '',
      })),
    });
  }
}

function write(counts: Counts): void {
  if (process.env.GALLEY_TALLY) writeFileSync(process.env.GALLEY_TALLY, JSON.stringify(counts));
}
