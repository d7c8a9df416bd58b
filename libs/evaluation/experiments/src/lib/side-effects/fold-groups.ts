import { STATUSES, type FoldedJob, type Status } from '@holdpoint/pipeline-domain';
import { groupsOf } from './two-stage-pipelines';

/** The jobs of a fold; `running_externally` stands for a job that waits, and the first of them does. */
export type WaitingGroup = readonly FoldedJob[];

const WAITS: Status = 'running_externally';
const LENIENT: readonly Status[] = ['failed', 'canceled', 'manual'];

const kindsOf = (status: Status): readonly FoldedJob[] => [false, true].map((allowFailure) => ({ status, allowFailure }));
const others = STATUSES.filter((status) => status !== WAITS);
const KINDS = [...kindsOf(WAITS), ...others.flatMap(kindsOf)];

/** What can be told apart in a set of jobs: only failed, canceled and manual ones are taken otherwise with `allow_failure`. */
const DISTINCT = [
  ...others.map((status) => ({ status, allowFailure: false })),
  ...LENIENT.map((status) => ({ status, allowFailure: true })),
];

/** Every group of so many jobs of which one waits: each status, with `allow_failure` and without, repeats allowed. */
export const groupsWithWait = (size: number): readonly WaitingGroup[] =>
  [0, 1].flatMap((first) => groupsOf(KINDS.slice(first), size - 1).map((group) => [...KINDS.slice(first, first + 1), ...group]));

/** Every set of jobs that differ, of whatever size, with a job that waits. */
export function* setsWithWait(): Generator<WaitingGroup> {
  for (let set = 0; set < 1 << DISTINCT.length; set += 1) {
    yield [...KINDS.slice(0, 1), ...DISTINCT.filter((_, place) => (set >> place) & 1)];
  }
}

/** The set that a group comes down to when repeats, and `allow_failure` where it says nothing, are left out. */
export function setOf(group: WaitingGroup): WaitingGroup {
  const reduced = group.map(({ status, allowFailure }) => ({ status, allowFailure: allowFailure && LENIENT.includes(status) }));
  return reduced.filter((job, place) => reduced.findIndex((same) => same.status === job.status && same.allowFailure === job.allowFailure) === place);
}

/** The group with another status in the place of the one that stands for waiting. */
export const withStatus = (group: WaitingGroup, waiting: Status): WaitingGroup =>
  group.map((job) => (job.status === WAITS ? { ...job, status: waiting } : job));

/** The jobs as they are told: a star for `allow_failure`. */
export const told = (group: WaitingGroup): string =>
  group.map(({ status, allowFailure }) => `${status}${allowFailure ? '*' : ''}`).join(', ');
