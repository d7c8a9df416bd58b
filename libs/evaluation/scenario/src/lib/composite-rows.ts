import { err, ok, type Result } from '@holdpoint/kernel';
import { compositeStatus, STATUSES, type CiModel, type Status } from '@holdpoint/pipeline-domain';
import type { CaseResult } from './run-case';

/** One row on how statuses fold; fields as in the data taken from GitLab's composite specification. */
export interface CompositeRow {
  readonly statuses: readonly Status[];
  readonly allow_failure_flags: readonly boolean[];
  readonly dag: boolean;
  readonly expected: { readonly status: string | null; readonly warnings: boolean };
}

/** Reads composite rows from JSON; answers what is wrong with them otherwise. */
export function readCompositeRows(text: string): Result<readonly CompositeRow[], string> {
  const rows = parseJson(text);
  if (!Array.isArray(rows)) return err('composite rows should be a JSON list');
  const bad = rows.findIndex((row) => !isRow(row));
  return bad === -1 ? ok(rows as readonly CompositeRow[]) : err(`row ${bad} is not a composite row`);
}

/** Folds the statuses of a row and compares status and warnings. */
export function runCompositeRow(model: CiModel, row: CompositeRow): CaseResult {
  const jobs = row.statuses.map((status, index) => ({ status, allowFailure: row.allow_failure_flags[index] === true }));
  const actual = compositeStatus(model.statuses, row.dag ? 'fold.needs' : 'fold.stage', jobs);
  const lines = [
    ...differs('status', row.expected.status, actual.status),
    ...differs('warnings', row.expected.warnings, actual.warnings),
  ];
  return { name: nameOf(row), failure: lines.length > 0 ? { step: 'fold', lines } : null };
}

const differs = (what: string, expected: unknown, actual: unknown): readonly string[] =>
  expected === actual ? [] : [`${what}: expected ${String(expected)}, got ${String(actual)}`];

const nameOf = ({ dag, statuses, allow_failure_flags: flags }: CompositeRow): string =>
  `${dag ? 'needs' : 'stage'} of ${statuses.map((status, index) => `${status}${flags[index] ? '*' : ''}`).join(', ')}`;

function isRow(value: unknown): value is CompositeRow {
  const { statuses, allow_failure_flags: flags, dag, expected } = Object(value) as Record<string, unknown>;
  if (!Array.isArray(statuses) || !Array.isArray(flags) || statuses.length !== flags.length) return false;
  const known = statuses.every((status) => (STATUSES as readonly unknown[]).includes(status));
  return known && typeof dag === 'boolean' && typeof expected === 'object' && expected !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
