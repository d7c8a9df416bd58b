import { assert } from '@holdpoint/kernel';
import { madeOnce } from './made-once';
import { isHidden } from './in-set';
import type { Status } from './status';
import type { FoldRow, FoldValue, StatusModel } from './status-model';
import type { FoldReader } from './status-readers';

/** What a fold reads of a job. */
export interface FoldedJob {
  readonly status: Status;
  readonly allowFailure: boolean;
}

/** The status of many jobs together; null for no job at all. */
export interface CompositeStatus {
  readonly status: Status | null;
  /** True when a job that may fail has failed or was canceled. */
  readonly warnings: boolean;
}

/**
 * Folds the statuses of jobs into one, by the first row of the model's table that applies.
 * `fold.needs` also reads the rows that hold for needs only. Source: GitLab's `Gitlab::Ci::Status::Composite`.
 */
export function compositeStatus(
  model: StatusModel,
  reader: FoldReader,
  jobs: Iterable<FoldedJob>,
): CompositeStatus {
  const table = compiledTable(model, reader);
  let mask = 0;
  for (const job of jobs) mask |= (job.allowFailure ? table.lenient : table.strict).get(job.status) ?? 0;
  return { status: foldMask(table, mask), warnings: (mask & table.warned) !== 0 };
}

function foldMask(table: CompiledTable, mask: number): Status | null {
  if (mask === 0) return null;
  const row = table.rows.find(({ only, of }) => (only ? (mask & ~of) === 0 : (mask & of) !== 0));
  return row ? row.result : table.otherwise;
}

/** The table with every set of statuses as bits: a stage of 1,000 jobs is folded by 1,000 ORs. */
interface CompiledTable {
  readonly strict: ReadonlyMap<Status, number>;
  readonly lenient: ReadonlyMap<Status, number>;
  readonly warned: number;
  readonly rows: readonly { readonly only: boolean; readonly of: number; readonly result: Status }[];
  readonly otherwise: Status;
}

const compiledTable = madeOnce(compile);

function compile(model: StatusModel, reader: FoldReader): CompiledTable {
  const values: readonly FoldValue[] = [...model.statuses, 'success_with_warnings', 'ignored'];
  assert(values.length <= 31, 'the statuses of a fold fit into the bits of a small integer');
  const bit = (value: FoldValue): number => 1 << values.indexOf(value);
  const bits = (row: FoldRow): number =>
    row.of.reduce((mask, value) => (isKnown(model, reader, value) ? mask | bit(value) : mask), 0);
  return {
    strict: new Map(model.statuses.map((status) => [status, bit(status)])),
    lenient: new Map(model.statuses.map((status) => [status, bit(lenientValue(model, status))])),
    warned: bit('success_with_warnings'),
    rows: model.fold.rows
      .filter((row) => !row.needsOnly || reader === 'fold.needs')
      .map((row) => ({ only: row.match === 'only', of: bits(row), result: row.result })),
    otherwise: model.fold.otherwise,
  };
}

function isKnown(model: StatusModel, reader: FoldReader, value: FoldValue): boolean {
  return value === 'success_with_warnings' || value === 'ignored' || !isHidden(model, reader, value);
}

function lenientValue(model: StatusModel, status: Status): FoldValue {
  if (model.fold.warned.includes(status)) return 'success_with_warnings';
  return model.fold.ignored.includes(status) ? 'ignored' : status;
}
