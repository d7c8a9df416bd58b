import { err, ok, type Result } from '@holdpoint/kernel';
import { parseArgs } from 'node:util';
import { SCENARIO_NAMES, type ScenarioName } from './scenarios/scenario-names';

/** What to measure and how thoroughly, as asked for on the command line. */
export interface BenchOptions {
  readonly only: readonly ScenarioName[];
  readonly rounds: number;
  readonly quick: boolean;
  /** What is below its bar or was not measured then ends with exit code 1. */
  readonly strict: boolean;
  readonly out: string | null;
  /** Folder for CPU profiles of the API; null when none is wanted. */
  readonly profile: string | null;
}

const OPTIONS = {
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
    const { only = SCENARIO_NAMES, quick, strict, out = null, profile = null } = values;
    const unknown = only.find((name) => !isScenario(name));
    if (unknown !== undefined) return err(`--only takes one of ${SCENARIO_NAMES.join(', ')}, not ${unknown}`);
    const rounds = Number(values.rounds ?? (quick ? 1 : 3));
    if (!Number.isInteger(rounds) || rounds < 1) return err('--rounds takes a whole number from 1');
    return ok({ only: only.filter(isScenario), rounds, quick, strict, out, profile });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

const isScenario = (name: string): name is ScenarioName => (SCENARIO_NAMES as readonly string[]).includes(name);
