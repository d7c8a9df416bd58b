import { err, ok, type Result } from '@holdpoint/kernel';
import { parseArgs } from 'node:util';
import { SCENARIO_NAMES, type ScenarioName } from './scenarios/scenario-names';

/** What to measure and how thoroughly, as asked for on the command line. */
export interface BenchOptions {
  readonly help: boolean;
  readonly only: readonly ScenarioName[];
  readonly rounds: number;
  readonly quick: boolean;
  /** A failed bar then ends with exit code 1. */
  readonly strict: boolean;
  readonly out: string | null;
  /** Folder for CPU profiles of the API; null when none is wanted. */
  readonly profile: string | null;
}

/** The text of `--help`. */
export const BENCH_HELP = `npm run bench [-- OPTIONS]

Measures how fast Holdpoint is, as it is run: real PostgreSQL with durable settings, the API as a process of its own,
callers over HTTP in another. Rates are compared with pgbench on the same server in the same minute.

  --only NAME     ${SCENARIO_NAMES.join(', ')}; may be given again
  --rounds N      how often everything is measured, in turns (3)
  --quick         one round on a fraction of the rows: to see that it works, not for numbers to quote
  --out FILE      also writes what was measured as JSON
  --strict        exit code 1 also when something is below its bar
  --profile DIR   writes CPU profiles of the API to DIR and prints where its time goes; figures suffer
  --help          this text

The exit code is 1 when rows, verdicts or next jobs are not what they must be after a run.

Environment
  DATABASE_URL  measure on this server instead of a new one; its role must be able to create databases
`;

const OPTIONS = {
  help: { type: 'boolean', default: false },
  only: { type: 'string', multiple: true },
  rounds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  out: { type: 'string' },
  profile: { type: 'string' },
} as const;

/** Reads the command line; answers what is wrong with it otherwise. */
export function readBenchOptions(args: readonly string[]): Result<BenchOptions, string> {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const { only = SCENARIO_NAMES, help, quick, strict, out = null, profile = null } = values;
    const unknown = only.find((name) => !isScenario(name));
    if (unknown !== undefined) return err(`--only takes one of ${SCENARIO_NAMES.join(', ')}, not ${unknown}`);
    const rounds = Number(values.rounds ?? (quick ? 1 : 3));
    if (!Number.isInteger(rounds) || rounds < 1) return err('--rounds takes a whole number from 1');
    return ok({ help, only: only.filter(isScenario), rounds, quick, strict, out, profile });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

const isScenario = (name: string): name is ScenarioName => (SCENARIO_NAMES as readonly string[]).includes(name);
