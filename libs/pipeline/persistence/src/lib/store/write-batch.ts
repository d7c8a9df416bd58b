import { assert, type Instant } from '@holdpoint/kernel';
import type { JobNumbers, WriteBatch } from '@holdpoint/pipeline-application';
import type { JobClone, JobId, JobRowChange, PipelineChanges, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { insertClones, type CloneRow } from './clone-statement';
import { jobKeys, tableOf, type JobTable } from './job-table';
import type { SendStatement } from '../sql/run-transaction';
import { numberKey, writeCommitStatuses, type GivenNumbers } from './write-commit-statuses';
import { writeRows, type WrittenRows } from './write-statement';

/** How a batch is written. */
export interface WriteSettings {
  /** The clock's reading under the lock; null where nothing was locked. */
  readonly now: Instant | null;
  /** Whether a wake-up that comes nearer moves the scheduled task of its pipeline. */
  readonly withTasks: boolean;
}

type Records = Pick<WrittenRows, 'history' | 'matches'>;

const NO_RECORDS: Records = { history: [], matches: [] };
const NO_STATES: Omit<WrittenRows, keyof Records> = {
  builds: [],
  externalJobs: [],
  stages: [],
  pipelines: [],
  callbacks: [],
};

/**
 * Writes a batch: one statement, or three when jobs are retried: the states, with the old attempts marked as retried;
 * the new attempts, which get their numbers; then history and matches, which refer to those numbers. Commit statuses
 * have statements of their own, so that what others write stays as short as it is.
 */
export async function writeBatch(
  client: ClientBase,
  send: SendStatement,
  batch: WriteBatch,
  settings: WriteSettings,
): Promise<JobNumbers> {
  const cloned = await writeJobs(client, send, batch, settings);
  const added = await writeCommitStatuses(client, send, batch.changes, settings.now);
  return cloned.size + added.size === 0 ? stored : numbersOf(new Map([...cloned, ...added]));
}

async function writeJobs(client: ClientBase, send: SendStatement, batch: WriteBatch, settings: WriteSettings): Promise<GivenNumbers> {
  const { now, withTasks } = settings;
  const states = statesOf(batch, now);
  if (batch.changes.every(({ clones }) => clones.length === 0)) {
    send(writeRows(client, { ...states, ...recordsOf(batch, now, stored) }, withTasks));
    return new Map();
  }
  send(writeRows(client, { ...states, ...NO_RECORDS }, withTasks));
  const numbers = await cloneJobs(client, batch.changes, now);
  send(writeRows(client, { ...NO_STATES, ...recordsOf(batch, now, numbersOf(numbers)) }, withTasks));
  return numbers;
}

/** A job that is stored keeps its number. */
const stored: JobNumbers = (_pipelineId, jobId) => {
  assert(jobId > 0, 'a job without a number was made in this batch');
  return jobId;
};

const numbersOf =
  (numbers: GivenNumbers): JobNumbers =>
  (pipelineId, jobId) =>
    numbers.get(numberKey(pipelineId, jobId)) ?? stored(pipelineId, jobId);

function statesOf({ changes, callbacks }: WriteBatch, now: Instant | null): typeof NO_STATES {
  const jobs = changes.flatMap(({ jobs }) => jobs);
  const externalJobs = jobs.filter(isIn('external_jobs'));
  externalJobs.forEach(assertStorable);
  return {
    builds: jobs.filter(isIn('builds')),
    externalJobs,
    stages: changes.flatMap(({ stages }) => stages),
    pipelines: changes.flatMap(({ pipelineId, pipeline }) => (pipeline ? [{ id: pipelineId, row: pipeline }] : [])),
    callbacks: callbacks.map((callback) => ({ callback, receivedAt: now })),
  };
}

/** The table of external jobs has no columns for these: a value that cannot be kept must not be lost unseen. */
function assertStorable({ id, state }: JobRowChange): void {
  const { queuedAt, scheduledAt, enqueueImmediately } = state;
  assert(queuedAt === null && scheduledAt === null && !enqueueImmediately, `external job ${id} is neither queued nor timed`);
}

function recordsOf({ changes }: WriteBatch, now: Instant | null, numberOf: JobNumbers): Records {
  return {
    history: changes.flatMap(({ pipelineId, history }) =>
      history.filter(isPlanned).map((line) => ({ pipelineId, line, keys: jobKeys(line.kind, numberOf(pipelineId, line.jobId)) })),
    ),
    matches: changes.flatMap(({ pipelineId, matches }) =>
      matches.map((match) => ({ pipelineId, match, at: now, keys: matchKeys(pipelineId, match, numberOf) })),
    ),
  };
}

const isIn =
  (table: JobTable) =>
  ({ kind }: Pick<JobRowChange, 'kind'>): boolean =>
    tableOf(kind) === table;

const isPlanned = (job: Pick<JobRowChange, 'kind'>): boolean => !isIn('generic_commit_statuses')(job);

/** A callback can only be about a job that a plan can have. */
function matchKeys(
  pipelineId: PipelineId,
  { kind, jobId }: PipelineChanges['matches'][number],
  numberOf: JobNumbers,
): ReturnType<typeof jobKeys> {
  if (kind === null || jobId === null || !isPlanned({ kind })) return jobKeys(null, null);
  return jobKeys(kind, numberOf(pipelineId, jobId));
}

async function cloneJobs(
  client: ClientBase,
  changes: readonly PipelineChanges[],
  now: Instant | null,
): Promise<GivenNumbers> {
  const clones = changes.flatMap(({ pipelineId, clones }) => cloneRows(clones).map((row) => ({ pipelineId, ...row })));
  clones.map(({ clone }) => clone).filter(isIn('external_jobs')).forEach(assertStorable);
  const ids = await insertClones(client, clones, now);
  return new Map(clones.map(({ pipelineId, clone }, index) => [numberKey(pipelineId, clone.id), ids[index] ?? 0]));
}

/** A job may be retried more than once in a pass: every copy goes back to the row that is stored. */
function cloneRows(clones: readonly JobClone[]): readonly CloneRow[] {
  const sources = new Map(clones.map(({ id, sourceId }) => [id, sourceId]));
  const storedSource = (id: JobId): JobId => {
    const source = sources.get(id);
    return source === undefined ? id : storedSource(source);
  };
  return clones.map((clone) => ({ clone, storedSourceId: storedSource(clone.id) }));
}
