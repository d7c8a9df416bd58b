import { redactText } from '@holdpoint/pipeline-application';
import { VERDICTS, type JobId, type JobSubject, type NamedKeys, type RevisionClaims, type SeenCallback, type Verdict, type VerdictReason, type WatchedObject } from '@holdpoint/pipeline-domain';
import type { CallbackRow, CallbackWithMatches, JobRow } from '@holdpoint/pipeline-persistence';

/** A callback of the ledger as a possible near miss. */
export interface LedgerCallback extends SeenCallback {
  readonly stored: CallbackWithMatches;
}

/** With these a callback is nobody's yet. */
const UNTAKEN: readonly Verdict[] = ['ignored', 'parked', 'unmatched', 'expired'];

/** With these an event met the job and passed it over, as any callback does that fits several: it is a part of why the job still waits. */
const PASSED_OVER: readonly Verdict[] = ['ignored', 'stale', 'conflict', 'expired'];

/** What near misses have come to: a sign of life was taken for what it is, and one job may give one every few seconds. */
export const MISSED_VERDICTS: readonly Verdict[] = VERDICTS.filter((verdict) => verdict !== 'progress');

/** The callbacks that did nothing to a job. */
export const seenBy = (jobId: JobId, callbacks: readonly CallbackWithMatches[]): readonly LedgerCallback[] =>
  callbacks
    .filter(({ matches }) => matches.every((match) => match.jobId !== jobId || isPassedOver(match)))
    .map((stored) => ({
      stored,
      keys: givenKeys(stored.callback),
      isTaken: stored.matches.some(isTaking),
      reason: reasonFor(jobId, stored.matches),
    }));

type Match = CallbackWithMatches['matches'][number];

/** The latest for the job itself, else for none: that its time was over is not what was wrong with it. */
function reasonFor(jobId: JobId, matches: readonly Match[]): VerdictReason | null {
  const judged = matches.filter(({ verdict }) => verdict !== 'expired');
  const match = judged.findLast((one) => one.jobId === jobId) ?? judged.findLast((one) => one.jobId === null);
  return match?.reason ?? null;
}

const isPassedOver = ({ event, verdict, reason }: Match): boolean =>
  reason === 'ambiguous' || (event !== null && (PASSED_OVER.includes(verdict) || reason === 'digest_unknown'));

const isTaking = ({ jobId, verdict, reason }: Match): boolean =>
  jobId !== null && reason !== 'ambiguous' && !UNTAKEN.includes(verdict);

/** The keys of a job, all of which a callback may name. */
export const ownKeys = ({ id, name, options: { external = {} }, pipeline }: JobRow): NamedKeys => ({
  pipelineId: pipeline.id,
  ref: pipeline.ref,
  sha: pipeline.sha,
  jobName: name,
  matchKey: external.matchKey ?? null,
  object: external.object === undefined ? null : inWords(external.object),
  commitStatus: external.commitStatus ?? null,
  jobId: id,
  receiver: external.receiver ?? null,
});

function givenKeys({ event, request, actor }: CallbackRow): NamedKeys {
  if (event === null) return namedKeys(request);
  const { subject, revision } = event;
  return subject.type === 'object' ? watchedKeys(subject.object, revision, actor) : subjectKeys(subject, revision);
}

/** Of an event that names its jobs, which hear of it by any receiver; nothing that looks like a secret is shown. */
const subjectKeys = ({ jobId, jobName, pipelineId, ref, matchKey }: JobSubject, { sha }: RevisionClaims): NamedKeys => ({
  pipelineId,
  ref: ref && redactText(ref),
  sha,
  jobName: jobName && redactText(jobName),
  matchKey: matchKey && redactText(matchKey),
  object: null,
  commitStatus: null,
  jobId,
  receiver: null,
});

/** Of an event: what it is about, and the sha if it names one itself; the receiver that it came by reports it. */
const watchedKeys = (object: WatchedObject, { sha, claimed, unusable }: RevisionClaims, receiver: string): NamedKeys => ({
  pipelineId: null,
  ref: null,
  sha: sha ?? claimed.at(0)?.sha ?? unusable,
  jobName: null,
  matchKey: null,
  object: inWords(object),
  commitStatus: null,
  jobId: null,
  receiver,
});

const namedKeys = (request: CallbackRow['request']): NamedKeys => ({
  pipelineId: numberOf(request['pipeline_id']),
  ref: textOf(request['ref']),
  sha: textOf(request['sha']),
  jobName: textOf(request['job_name']),
  matchKey: textOf(request['match_key']),
  object: null,
  // Only a commit status is sent by a `name`.
  commitStatus: textOf(request['name']),
  jobId: numberOf(request['job_id']),
  receiver: null,
});

const inWords = ({ kind, namespace, name }: WatchedObject): string => `${kind} ${namespace}/${name}`;

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
