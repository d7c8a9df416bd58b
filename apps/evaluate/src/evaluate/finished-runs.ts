import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExperimentRun } from './run-experiment';

/**
 * What an interrupted run has finished, a file for each experiment and seed, so that the next run goes on from there.
 * A file counts only for the build and the store that it was made with.
 */
export class FinishedRuns {
  constructor(
    private readonly directory: string,
    /** Tells builds and stores apart. */
    private readonly key: string,
    private readonly seed: number,
  ) {}

  /** What became of an experiment; null when it has to be run. */
  async find(id: string): Promise<ExperimentRun | null> {
    const text = await readFile(this.fileOf(id), 'utf8').catch(() => '');
    const kept = parseKept(text);
    return kept?.key === this.key ? kept.run : null;
  }

  /** Keeps what became of an experiment; a file is there as a whole or not at all. */
  async keep(run: ExperimentRun): Promise<void> {
    const file = this.fileOf(run.experiment.id);
    await mkdir(this.directory, { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify({ key: this.key, run } satisfies Kept));
    await rename(`${file}.new`, file);
  }

  /** Forgets experiments: their results are in a report, or must not be used. */
  async forget(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => rm(this.fileOf(id), { force: true })));
    // It may hold what a run of other experiments has finished, or not be there at all.
    await rmdir(this.directory).catch(() => undefined);
  }

  private fileOf(id: string): string {
    return join(this.directory, `${id}-${this.seed}.json`);
  }
}

interface Kept {
  readonly key: string;
  readonly run: ExperimentRun;
}

/** A file that a crash of the machine has cut short counts as none. */
function parseKept(text: string): Kept | null {
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return null;
  }
}
