import type { CallbackCommand } from '../commands/pipeline-command';
import type { Judgement, LedgerMatch } from './callback-match';
import type { EventFacts } from './event-facts';
import type { ExternalEvent } from './external-event';
import { judgeEvent } from './judge-event';
import { selectByKey } from './match-policy';
import { actorOfReceiver } from './receiver-actor';
import type { ResolvedRevision } from './resolve-revision';
import type { Watcher, Watchers } from './watcher';

/** An event about an object, with all that is known of it before any pipeline is locked. */
export interface KnownEvent {
  readonly callbackId: string;
  readonly matchKey: string;
  readonly receiver: string;
  readonly event: ExternalEvent;
  readonly revision: ResolvedRevision;
  readonly watchers: Watchers;
}

/** Under what an event is parked: until a job of one of these shas waits, or until its digest is known. */
export type EventParking =
  | { readonly type: 'revision'; readonly matchKey: string; readonly shas: readonly string[]; readonly receiver: string; readonly command: CallbackCommand }
  | { readonly type: 'digest'; readonly digest: string };

/** What is to be done about an event. */
export interface EventPlan {
  /** What it came to without a pipeline's lock. */
  readonly matches: readonly LedgerMatch[];
  readonly parking: EventParking | null;
  /** What the pipelines of these jobs have to decide. */
  readonly submitted: readonly { readonly watcher: Watcher; readonly command: CallbackCommand }[];
}

/** Whether an event is an outcome, which is kept for whoever comes; a sign of life says nothing that would still hold then. */
export const endsJobs = ({ outcome }: ExternalEvent): boolean => outcome === 'success' || outcome === 'failed';

/** Plans what becomes of an event: at once where nothing of a job's state matters, by its pipeline where it does. */
export function planEvent(known: KnownEvent): EventPlan {
  const { event, revision } = known;
  if (revision.type === 'unknown_digest' && endsJobs(event)) return parkUnderDigest(known, revision.digest);
  const concerned = concernedBy(known);
  const plan = concerned.filter(({ isDecided }) => !isDecided).map((watcher) => planFor(known, watcher));
  const matches = plan.flatMap((step) => ('verdict' in step ? [step] : []));
  const submitted = plan.flatMap((step) => ('command' in step ? [step] : []));
  const parking = parkingOf(known);
  const alone = parking !== null || concerned.length === 0 ? [withoutJob(known, parking !== null)] : [];
  return { matches: [...withoutRepeats(matches), ...alone], parking, submitted };
}

/**
 * Jobs that are not over, and the last that is of the revision: unless another of that revision or of a later one is open,
 * to whom it is an outcome or stale, or the event is a sign of life while anybody waits.
 */
function concernedBy({ event, watchers: { jobs } }: KnownEvent): readonly Watcher[] {
  const open = jobs.filter(({ isOver }) => !isOver);
  const hearsInstead = open.some(({ relation }) => relation === 'same' || relation === 'older' || !endsJobs(event));
  const over = hearsInstead ? undefined : jobs.findLast(({ isOver, relation }) => isOver && relation === 'same');
  return jobs.filter((job) => !job.isOver || job === over);
}

type Step = LedgerMatch | EventPlan['submitted'][number];

function planFor(known: KnownEvent, watcher: Watcher): Step {
  const facts = factsFor(known, watcher);
  const judged = judgeEvent(watcher.external, known.event.outcome, facts) ?? passedOver(known, watcher);
  return judged ? matchOf(watcher, judged) : { watcher, command: commandFor(known, meantBy(watcher), facts) };
}

/** Of several jobs of the revision, those that the project's policy leaves out. */
function passedOver({ watchers: { policy, jobs } }: KnownEvent, watcher: Watcher): Judgement | undefined {
  if (watcher.relation !== 'same') return undefined;
  const selected = selectByKey(policy, jobs.filter(({ relation }) => relation === 'same'));
  if (!selected.ok) return ['conflict', 'ambiguous'];
  return selected.value.includes(watcher) ? undefined : ['ignored', 'newest_is_meant'];
}

function factsFor({ event, receiver, revision }: KnownEvent, { relation, isConsumed }: Pick<Watcher, 'relation' | 'isConsumed'>): EventFacts {
  const { occurredAt, id } = event;
  const known = { receiver, occurredAt, isConsumed, ...(id !== undefined && { eventId: id }) };
  if (revision.type === 'shas') return { ...known, relation, source: revision.source };
  return { ...known, relation: revision.type === 'conflict' ? 'conflict' : 'none', source: null };
}

/** The latest attempt, whichever it is by then; one that is over alone, for what came before a retry is not for the next. */
const meantBy = ({ jobId, jobName, isOver }: Watcher): Pick<CallbackCommand, 'jobId' | 'jobName'> => (isOver ? { jobId, jobName: null } : { jobId: null, jobName });

const commandFor = ({ callbackId, receiver, event }: KnownEvent, { jobId, jobName }: Pick<CallbackCommand, 'jobId' | 'jobName'>, facts: EventFacts): CallbackCommand => ({
  type: 'callback',
  callbackId,
  jobId,
  jobName,
  matchKey: null,
  report: { outcome: event.outcome, progress: event.progress },
  actor: actorOfReceiver(receiver),
  event: facts,
});

/** What names no revision at all concerns no job: it is shown to the jobs as a near miss. */
function matchOf({ pipelineId, jobId, jobName }: Watcher, [verdict, reason]: Judgement): LedgerMatch {
  const isNearMiss = verdict === 'unmatched';
  return isNearMiss ? { ...NOBODY, verdict, reason } : { pipelineId, jobId, jobName, verdict, reason };
}

const NOBODY = { pipelineId: null, jobId: null, jobName: null } as const;

/** A callback that met no pipeline has one match for each verdict. */
const withoutRepeats = (matches: readonly LedgerMatch[]): readonly LedgerMatch[] =>
  matches.filter((match, index) => match.pipelineId !== null || matches.findIndex(({ pipelineId }) => pipelineId === null) === index);

/** Kept for a pipeline of this revision that is still to come, unless there is one, or the revision is past. */
function parkingOf(known: KnownEvent): EventParking | null {
  const { event, revision, watchers, matchKey, receiver } = known;
  if (revision.type !== 'shas' || !endsJobs(event)) return null;
  if (watchers.jobs.some(({ relation }) => relation === 'same' || relation === 'older')) return null;
  const facts = factsFor(known, { relation: 'same', isConsumed: false });
  return { type: 'revision', matchKey, shas: revision.shas, receiver, command: commandFor(known, { jobId: null, jobName: null }, facts) };
}

/** Why an event met no job; where nobody ever watched, it is kept all the same: the first pipeline may be on its way. */
function withoutJob({ event, revision, watchers: { isWatched } }: KnownEvent, isParked: boolean): LedgerMatch {
  if (!isWatched) return { ...NOBODY, verdict: 'unmatched', reason: 'nobody_watches' };
  if (isParked) return { ...NOBODY, verdict: 'parked', reason: 'revision_not_here_yet' };
  if (event.outcome === 'ignored') return { ...NOBODY, verdict: 'ignored', reason: 'no_outcome' };
  if (revision.type === 'conflict') return { ...NOBODY, verdict: 'conflict', reason: 'revision_sources_disagree' };
  return event.outcome === 'success' && revision.type === 'none'
    ? { ...NOBODY, verdict: 'unmatched', reason: 'no_revision' }
    : { ...NOBODY, verdict: 'ignored', reason: 'no_waiting_job' };
}

/** Every job that waits shows it; the others may never hear of this digest. */
function parkUnderDigest({ watchers: { isWatched, jobs } }: KnownEvent, digest: string): EventPlan {
  const waiting = jobs.filter(({ isWaiting, isDecided }) => isWaiting && !isDecided).map((watcher) => matchOf(watcher, ['parked', 'digest_unknown']));
  const alone: LedgerMatch = { ...NOBODY, ...(isWatched ? UNKNOWN : UNWATCHED) };
  return { matches: waiting.length > 0 ? waiting : [alone], parking: { type: 'digest', digest }, submitted: [] };
}

const UNKNOWN = { verdict: 'parked', reason: 'digest_unknown' } as const;
const UNWATCHED = { verdict: 'unmatched', reason: 'nobody_watches' } as const;
