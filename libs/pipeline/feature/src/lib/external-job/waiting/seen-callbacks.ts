import { redactText } from '@holdpoint/pipeline-application';
import {
  receiverOfActor,
  seenBy,
  type JobId,
  type JobSubject,
  type NamedKeys,
  type RevisionClaims,
  type SeenCallback,
  type WatchedObject,
} from '@holdpoint/pipeline-domain';
import type { CallbackRow, CallbackWithMatches, JobRow } from '@holdpoint/pipeline-persistence';

/** A callback of the ledger as a possible near miss. */
export interface LedgerCallback extends SeenCallback {
  readonly stored: CallbackWithMatches;
}

/** The callbacks that did nothing to a job. */
export const missesOf = (jobId: JobId, callbacks: readonly CallbackWithMatches[]): readonly LedgerCallback[] =>
  callbacks.flatMap((stored) => {
    const seen = seenBy(jobId, stored.callback.event !== null, stored.matches);
    return seen ? [{ stored, keys: givenKeys(stored), ...seen }] : [];
  });

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

function givenKeys({ callback: { event, request, actor }, matches }: CallbackWithMatches): NamedKeys {
  if (event === null) return reportedKeys(namedKeys(request), matches);
  const { subject, revision } = event;
  return subject.type === 'object' ? watchedKeys(subject.object, revision, receiverOfActor(actor)) : subjectKeys(subject, revision);
}

/** A report by the number or the token of an earlier attempt may say no more: it means the job of that attempt. */
function reportedKeys(named: NamedKeys, matches: CallbackWithMatches['matches']): NamedKeys {
  const earlier = matches.find(({ verdict }) => verdict === 'superseded');
  return earlier ? { ...named, pipelineId: earlier.pipelineId, jobName: earlier.jobName, jobId: earlier.jobId } : named;
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

/** Of an event: what it is about, and the sha if it names one itself, else what stood there; the receiver that it came by reports it. */
const watchedKeys = (object: WatchedObject, { sha, claimed, unusable }: RevisionClaims, receiver: string): NamedKeys => ({
  pipelineId: null,
  ref: null,
  sha: sha ?? claimed.at(0)?.sha ?? (unusable && redactText(unusable)),
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
