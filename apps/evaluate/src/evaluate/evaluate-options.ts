import { FAMILIES, type Experiment, type Family } from '@holdpoint/evaluation-experiment';
import { err, ok, type Result } from '@holdpoint/kernel';
import { parseArgs } from 'node:util';

/** What to run and where to, as asked for on the command line. */
export interface EvaluateOptions {
  readonly experiments: readonly Experiment[];
  readonly seed: number;
  /** Folder of the report. */
  readonly out: string;
  /** A `report.json` to compare with. */
  readonly baseline: string | null;
  /** A difference from the baseline then ends with exit code 1. */
  readonly strict: boolean;
  /** Where the findings alone are written, too. */
  readonly findings: string | null;
  readonly inMemory: boolean;
  /** Runs also what an interrupted run has finished. */
  readonly fresh: boolean;
}

/** The largest seed: what is random takes 32 bits. */
const MAX_SEED = 2 ** 32 - 1;

const OPTIONS = {
  only: { type: 'string', multiple: true },
  family: { type: 'string', multiple: true },
  seed: { type: 'string', default: '1' },
  out: { type: 'string', default: 'dist/evaluation' },
  baseline: { type: 'string' },
  strict: { type: 'boolean', default: false },
  findings: { type: 'string' },
  'in-memory': { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
} as const;

/** Reads the command line; answers what is wrong with it otherwise. */
export function readEvaluateOptions(args: readonly string[], all: readonly Experiment[]): Result<EvaluateOptions, string> {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const { out, baseline = null, strict, findings = null, fresh, 'in-memory': inMemory } = values;
    const seed = /^\d+$/.test(values.seed) ? Number(values.seed) : Number.NaN;
    if (!(seed <= MAX_SEED)) return err(`--seed takes a whole number from 0 to ${MAX_SEED}`);
    if (strict && baseline === null) return err('--strict needs a --baseline');
    const chosen = choose(all, values.only, values.family);
    return chosen.ok ? ok({ experiments: chosen.value, seed, out, baseline, strict, findings, inMemory, fresh }) : chosen;
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function choose(
  all: readonly Experiment[],
  only: readonly string[] | undefined,
  families: readonly string[] | undefined,
): Result<readonly Experiment[], string> {
  const ids = all.map(({ id }) => id);
  const unknownId = only?.find((id) => !ids.includes(id));
  if (unknownId !== undefined) return err(`--only takes one of ${ids.join(', ')}, not ${unknownId}`);
  const unknownFamily = families?.find((family) => !isFamily(family));
  if (unknownFamily !== undefined) return err(`--family takes one of ${FAMILIES.join(', ')}, not ${unknownFamily}`);
  const chosen = all.filter(({ id, family }) => (only?.includes(id) ?? true) && (families?.includes(family) ?? true));
  return chosen.length > 0 ? ok(chosen) : err('no experiment is what --only and --family ask for');
}

const isFamily = (name: string): name is Family => (FAMILIES as readonly string[]).includes(name);
