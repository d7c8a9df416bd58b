import type { JobId, PipelineId } from '../processing/pipeline-facts';
import type { VerdictReason } from './callback-match';
import { areAlike, differenceOf } from './key-difference';

/** The keys by which a callback can name a job; null where it does not say, or the job has none. */
export interface NamedKeys {
  readonly pipelineId: PipelineId | null;
  readonly ref: string | null;
  readonly sha: string | null;
  readonly jobName: string | null;
  readonly matchKey: string | null;
  /** An object that Flux reconciles: its kind, then namespace and name. */
  readonly object: string | null;
  /** The name of a commit status. */
  readonly commitStatus: string | null;
  readonly jobId: JobId | null;
  /** The receiver that an event came by, and the only one that a job hears, if it says so. */
  readonly receiver: string | null;
}

/** A callback that did not end the job. */
export interface SeenCallback {
  readonly keys: NamedKeys;
  /** True when another job has taken it. */
  readonly isTaken: boolean;
  /** Why it did not end the job; null where that was judged for another job alone. */
  readonly reason: VerdictReason | null;
}

/** A callback that may have been meant for a job. */
export interface NearMiss<C extends SeenCallback> {
  readonly callback: C;
  /** The names of the keys that fit. */
  readonly same: readonly string[];
  /** What fits and what does not, in words. */
  readonly difference: string;
}

/** At most as many near misses are shown. */
export const NEAR_MISSES_MAX = 5;

const WORDS: readonly (readonly [key: keyof NamedKeys, word: string])[] = [
  ['pipelineId', 'pipeline'],
  ['ref', 'ref'],
  ['sha', 'sha'],
  ['jobName', 'job name'],
  ['matchKey', 'match key'],
  ['object', 'object'],
  ['commitStatus', 'commit status'],
  ['jobId', 'job number'],
  ['receiver', 'receiver'],
];

/** What is wrong with a callback whose keys all fit, where that is not a key that it gave: mostly the commit that its digest stands for. */
const WRONG: Partial<Readonly<Record<VerdictReason, string>>> = {
  older_revision: 'older revision',
  newer_revision: 'newer revision',
  other_revision: 'other revision',
  unknown_job: 'its digest stands for another commit',
  revision_sources_disagree: 'its revision is in conflict',
  digest_unknown: 'a digest that nobody knows',
  no_revision: 'no revision',
  no_outcome: 'no outcome that the job waits for',
  no_waiting_job: 'it came before the job was there',
  nobody_watches: 'it came before the job was there',
  revision_not_here_yet: 'it came before the job was there',
  not_waiting_yet: 'it came before the job waited',
  newest_is_meant: 'a newer job is meant',
  ambiguous: 'several jobs have these keys',
};

/** A ref alone is shared by too much to be a hint. */
const TELLING: readonly (keyof NamedKeys)[] = ['pipelineId', 'sha', 'jobName', 'matchKey', 'object', 'commitStatus', 'jobId'];

/** What another job has taken was meant for this one only if it is called like it. */
const CALLING: readonly (keyof NamedKeys)[] = ['jobName', 'matchKey', 'object', 'commitStatus'];

/**
 * Finds the callbacks, newest first, that may have been meant for a job that still waits, and says what is wrong with
 * them. Those with most fitting keys come first, then those with the fewest others, then the newest.
 */
export function nearMisses<C extends SeenCallback>(job: NamedKeys, callbacks: readonly C[]): readonly NearMiss<C>[] {
  return callbacks
    .map((callback) => compare(job, callback))
    .filter(isNear)
    .sort((a, b) => b.same.length - a.same.length || a.other.length - b.other.length)
    .slice(0, NEAR_MISSES_MAX)
    .map(({ callback, same, other }) => ({ callback, same: same.map(wordOf), difference: sentenceOf(job, callback, same, other) }));
}

interface Comparison<C extends SeenCallback> {
  readonly callback: C;
  readonly same: readonly (keyof NamedKeys)[];
  readonly other: readonly (keyof NamedKeys)[];
  readonly alike: readonly (keyof NamedKeys)[];
}

function compare<C extends SeenCallback>(job: NamedKeys, callback: C): Comparison<C> {
  const { keys } = callback;
  const matters = (key: keyof NamedKeys): boolean => keys[key] !== null && (key !== 'receiver' || job.receiver !== null);
  const given = WORDS.map(([key]) => key).filter(matters);
  const same = given.filter((key) => keys[key] === job[key]);
  const other = given.filter((key) => keys[key] !== job[key]);
  return { callback, same, other, alike: other.filter((key) => areAlike(keys[key], job[key])) };
}

function isNear({ callback, same, alike }: Comparison<SeenCallback>): boolean {
  const fitting = [...same, ...alike];
  return fitting.some((key) => (callback.isTaken ? CALLING : TELLING).includes(key));
}

const wordOf = (key: keyof NamedKeys): string => WORDS.find(([name]) => name === key)?.[1] ?? key;

function sentenceOf(
  job: NamedKeys,
  { keys: given, reason, isTaken }: SeenCallback,
  same: readonly (keyof NamedKeys)[],
  other: readonly (keyof NamedKeys)[],
): string {
  const fits = same.length === 0 ? [] : [`same ${listOf(same.map(wordOf))}`];
  const differs = other.map((key) => differenceOf(wordOf(key), given[key] ?? '', job[key], key === 'sha' ? ageOf(reason) : 'other'));
  return [...fits, ...(differs.length === 0 ? [wrongWith(reason, isTaken)] : differs)].join(', ');
}

function ageOf(reason: VerdictReason | null): 'other' | 'older' | 'newer' {
  if (reason === 'older_revision') return 'older';
  return reason === 'newer_revision' ? 'newer' : 'other';
}

const wrongWith = (reason: VerdictReason | null, isTaken: boolean): string =>
  (reason && WRONG[reason]) ?? (isTaken ? 'another job has taken it' : 'every key fits');

const listOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
