import type { JobId, NamedKeys, SeenCallback, Verdict } from '@holdpoint/pipeline-domain';
import type { CallbackRow, CallbackWithMatches, JobRow } from '@holdpoint/pipeline-persistence';

/** A callback of the ledger as a possible near miss. */
export interface LedgerCallback extends SeenCallback {
  readonly stored: CallbackWithMatches;
}

/** With these a callback is nobody's yet. */
const UNTAKEN: readonly Verdict[] = ['ignored', 'parked', 'unmatched', 'expired'];

/** The callbacks that did not concern a job itself. */
export const seenBy = (jobId: JobId, callbacks: readonly CallbackWithMatches[]): readonly LedgerCallback[] =>
  callbacks
    .filter(({ matches }) => matches.every((match) => match.jobId !== jobId))
    .map((stored) => ({ stored, keys: givenKeys(stored.callback), isTaken: stored.matches.some(isTaking) }));

const isTaking = ({ jobId, verdict }: CallbackWithMatches['matches'][number]): boolean =>
  jobId !== null && !UNTAKEN.includes(verdict);

/** The keys of a job, all of which a callback may name. */
export const ownKeys = ({ id, name, options, pipeline }: JobRow): NamedKeys => ({
  pipelineId: pipeline.id,
  ref: pipeline.ref,
  sha: pipeline.sha,
  jobName: name,
  matchKey: options.external?.matchKey ?? options.external?.commitStatus ?? null,
  jobId: id,
});

const givenKeys = ({ request }: CallbackRow): NamedKeys => ({
  pipelineId: numberOf(request['pipeline_id']),
  ref: textOf(request['ref']),
  sha: textOf(request['sha']),
  jobName: textOf(request['job_name']),
  matchKey: textOf(request['match_key']) ?? textOf(request['name']),
  jobId: numberOf(request['job_id']),
});

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
