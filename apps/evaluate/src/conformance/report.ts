import type { CaseResult } from '@holdpoint/evaluation-scenario';
import { performance } from 'node:perf_hooks';

/** Prints results as they come, in full where something failed, and closes with the counts. */
export class Report {
  private passed = 0;
  private failed = 0;
  private readonly startedMs = performance.now();

  constructor(private readonly store: string) {}

  add({ name, failure }: CaseResult): void {
    if (!failure) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    print(`FAILED ${name}, ${failure.step}`);
    for (const line of failure.lines) print(`  ${line}`);
  }

  /** Prints the summary and answers the exit code. */
  close(): number {
    const seconds = ((performance.now() - this.startedMs) / 1_000).toFixed(1);
    print(`store: ${this.store}; ${this.passed + this.failed} cases in ${seconds} s`);
    print(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
