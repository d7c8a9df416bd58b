/** What becomes of an event before any pipeline is locked: whom it concerns, what is parked, and what nobody hears of. */
import { NO_PROGRESS } from '../processing/pipeline-facts';
import type { LedgerMatch } from './callback-match';
import { NO_REVISION, type ExternalEvent } from './external-event';
import { endsJobs, planEvent, type EventPlan, type KnownEvent } from './plan-event';
import type { Watcher } from './watcher';

const [SHA, OLD] = ['a'.repeat(40), 'b'.repeat(40)];
const OBJECT = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' };
const progress = { ...NO_PROGRESS, description: 'ready' };
const shas = { type: 'shas', shas: [SHA, OLD], source: 'registry' } as const;

const watcher = (jobId: number, given: Partial<Watcher> = {}): Watcher => ({
  pipelineId: jobId * 10,
  jobId,
  jobName: `wait ${jobId}`,
  external: {},
  isWaiting: true,
  isOver: false,
  isWithoutOutcome: false,
  relation: 'same',
  isConsumed: false,
  isDecided: false,
  ...given,
});

interface Given extends Partial<Omit<KnownEvent, 'event' | 'watchers'>>, Partial<KnownEvent['watchers']> {
  readonly event?: Partial<ExternalEvent>;
}

const plan = ({ event = {}, policy = 'all', isWatched = true, jobs = [], ...known }: Given): EventPlan =>
  planEvent({
    callbackId: 'c',
    matchKey: 'key',
    receiver: 'prod',
    revision: shas,
    ...known,
    event: { subject: { type: 'object', object: OBJECT }, outcome: 'success', progress, revision: NO_REVISION, occurredAt: 5, ...event },
    watchers: { policy, isWatched, jobs },
  });
const told = ({ matches }: EventPlan): string[] =>
  matches.map(({ jobName, verdict, reason }) => `${jobName ?? 'nobody'} ${verdict}: ${reason}`);
const asked = ({ submitted }: EventPlan): number[] => submitted.map(({ watcher: { jobId } }) => jobId);

describe('an event of the revision that a job waits for', () => {
  it('is left to the pipeline of the job, as all that is known of it, and to whichever attempt is the latest by then', () => {
    const { matches, parking, submitted } = plan({ event: { id: 'e-1' }, jobs: [watcher(1, { isConsumed: true })] });
    expect([matches, parking]).toEqual([[], null]);
    expect(submitted).toEqual([
      {
        watcher: watcher(1, { isConsumed: true }),
        command: {
          type: 'callback',
          callbackId: 'c',
          jobId: null,
          jobName: 'wait 1',
          matchKey: null,
          report: { outcome: 'success', progress },
          actor: 'receiver:prod',
          event: { receiver: 'prod', occurredAt: 5, isConsumed: true, eventId: 'e-1', relation: 'same', source: 'registry' },
        },
      },
    ]);
  });

  it('has no id where its sender does not number events', () => {
    expect(plan({ jobs: [watcher(1)] }).submitted[0]?.command.event).toStrictEqual({ receiver: 'prod', occurredAt: 5, isConsumed: false, relation: 'same', source: 'registry' });
  });

  it.each([
    ['all', [1, 2], []],
    ['newest', [2], ['wait 1 ignored: newest_is_meant']],
    ['reject', [], ['wait 1 conflict: ambiguous', 'wait 2 conflict: ambiguous']],
  ] as const)('goes where the policy %s says when several jobs wait for it', (policy, submitted, matches) => {
    const planned = plan({ policy, jobs: [watcher(1), watcher(2)] });
    expect([asked(planned), told(planned)]).toEqual([submitted, matches]);
  });

  it('is a choice among the jobs of its revision alone', () => {
    const planned = plan({ policy: 'reject', jobs: [watcher(1), watcher(2, { relation: 'older' })] });
    expect([asked(planned), told(planned)]).toEqual([[1], ['wait 2 stale: older_revision']]);
    const ahead = { external: { onSuperseded: 'success' }, relation: 'newer' } as const;
    expect(asked(plan({ policy: 'newest', jobs: [watcher(1, ahead), watcher(2)] }))).toEqual([1, 2]);
    expect(asked(plan({ policy: 'newest', jobs: [watcher(1), watcher(2, ahead)] }))).toEqual([1, 2]);
  });

  it('is heard by the last of the jobs that are over, unless one of its revision or a later one is open or it is a sign of life while anybody waits', () => {
    const over = { isOver: true, isWaiting: false };
    expect(asked(plan({ jobs: [watcher(1, over), watcher(2)] }))).toEqual([2]);
    const elsewhere = [watcher(1, { relation: 'newer' }), watcher(2, over), watcher(3, over)];
    expect(asked(plan({ jobs: elsewhere }))).toEqual([3]);
    expect(plan({ jobs: elsewhere }).submitted).toMatchObject([{ command: { jobId: 3, jobName: null } }]);
    expect(asked(plan({ jobs: elsewhere, event: { outcome: 'running' } }))).toEqual([]);
    expect(asked(plan({ jobs: [...elsewhere, watcher(4, { relation: 'older' })] }))).toEqual([]);
    expect(asked(plan({ jobs: elsewhere.slice(1), event: { outcome: 'running' } }))).toEqual([3]);
    const ended = plan({ jobs: [watcher(1, over), watcher(2, over)] });
    expect([asked(ended), told(ended)]).toEqual([[2], []]);
    const past = plan({ jobs: [watcher(1, { ...over, relation: 'older' }), watcher(2, { ...over, relation: 'other' })] });
    expect([asked(past), told(past)]).toEqual([[], ['nobody ignored: no_waiting_job']]);
  });

  it('passes over a job for which it was decided before', () => {
    const planned = plan({ jobs: [watcher(1, { isDecided: true }), watcher(2)] });
    expect([asked(planned), told(planned)]).toEqual([[2], []]);
  });
});

describe('an outcome', () => {
  it('is what ends jobs; a sign of life and what nobody waits for are none', () => {
    const outcomes = ['success', 'failed', 'canceled', 'running', 'ignored'] as const;
    const event = { subject: { type: 'object', object: OBJECT }, progress, revision: NO_REVISION, occurredAt: null } as const;
    expect(outcomes.filter((outcome) => endsJobs({ ...event, outcome }))).toEqual(['success', 'failed']);
  });

  it('is parked for whoever comes with its revision, without a job, and counts as none that was consumed', () => {
    const planned = plan({ jobs: [watcher(1, { relation: 'other', isConsumed: true })] });
    expect(planned.parking).toMatchObject({
      type: 'revision',
      matchKey: 'key',
      shas: [SHA, OLD],
      receiver: 'prod',
      command: { jobName: null, event: { relation: 'same', source: 'registry', isConsumed: false } },
    });
    expect(told(planned)).toEqual(['wait 1 ignored: other_revision', 'nobody parked: revision_not_here_yet']);
    expect(planned.matches[1]).toMatchObject({ pipelineId: null, jobId: null, jobName: null });
  });

  it.each([
    ['same', false],
    ['older', false],
    ['newer', true],
    ['other', true],
  ] as const)('is parked beside a job to which its revision is %s: %s', (relation, isParked) => {
    expect(plan({ jobs: [watcher(1, { relation: 'other' }), watcher(2, { relation })] }).parking !== null).toBe(isParked);
  });

  it.each(['running', 'canceled', 'ignored'] as const)('is parked, %s is not', (outcome) => {
    expect(plan({ event: { outcome } }).parking).toBeNull();
    expect(plan({ event: { outcome: 'failed' } }).parking).not.toBeNull();
  });

  it('is parked where nobody has ever watched, and says so', () => {
    const planned = plan({ isWatched: false });
    expect([planned.parking?.type, told(planned)]).toEqual(['revision', ['nobody unmatched: nobody_watches']]);
  });
});

describe('an event that meets no job says why', () => {
  it.each([
    ['nobody ignored: no_outcome', { event: { outcome: 'ignored' } }],
    ['nobody ignored: no_outcome', { event: { outcome: 'ignored' }, revision: { type: 'conflict' } }],
    ['nobody conflict: revision_sources_disagree', { revision: { type: 'conflict' } }],
    ['nobody unmatched: no_revision', { revision: { type: 'none' } }],
    ['nobody ignored: no_waiting_job', { event: { outcome: 'running' }, revision: { type: 'none' } }],
    ['nobody ignored: no_waiting_job', { event: { outcome: 'running' } }],
    ['nobody unmatched: nobody_watches', { isWatched: false, event: { outcome: 'ignored' } }],
  ] as const)('%s', (match, given) => {
    const planned = plan(given);
    expect([told(planned), planned.submitted]).toEqual([[match], []]);
    expect(planned.matches[0]).toMatchObject<Partial<LedgerMatch>>({ pipelineId: null, jobId: null, jobName: null });
  });
});

describe('an event without a revision', () => {
  it('is nearly meant for each job, and matched once', () => {
    const planned = plan({ revision: { type: 'none' }, jobs: [1, 2, 3].map((id) => watcher(id, { relation: 'none' })) });
    expect([told(planned), asked(planned)]).toEqual([['nobody unmatched: no_revision'], []]);
  });

  it('is a sign of life for each job, and of no source', () => {
    const { submitted } = plan({ event: { outcome: 'running' }, revision: { type: 'none' }, jobs: [watcher(1)] });
    expect(submitted[0]?.command.event).toEqual({ receiver: 'prod', occurredAt: 5, isConsumed: false, relation: 'none', source: null });
  });

  it('whose sources disagree is in conflict with each job, by its number', () => {
    const { matches } = plan({ revision: { type: 'conflict' }, jobs: [watcher(1), watcher(2)] });
    expect(matches).toEqual([1, 2].map((jobId) => ({ pipelineId: jobId * 10, jobId, jobName: `wait ${jobId}`, verdict: 'conflict', reason: 'revision_sources_disagree' })));
  });
});

describe('a digest that nobody knows', () => {
  const revision = { type: 'unknown_digest', digest: 'sha256:1' } as const;

  it('parks an outcome for all jobs that wait and for which it was not decided', () => {
    const jobs = [watcher(1), watcher(2), watcher(3, { isDecided: true }), watcher(4, { isWaiting: false })];
    const planned = plan({ revision, jobs });
    expect(planned).toMatchObject({ parking: { type: 'digest', digest: 'sha256:1' }, submitted: [] });
    expect(told(planned)).toEqual(['wait 1 parked: digest_unknown', 'wait 2 parked: digest_unknown']);
    expect(told(plan({ revision, jobs: [watcher(1)] }))).toEqual(['wait 1 parked: digest_unknown']);
  });

  it.each([
    [true, 'nobody parked: digest_unknown'],
    [false, 'nobody unmatched: nobody_watches'],
  ])('parks it where no job waits, watched: %s', (isWatched, match) => {
    const planned = plan({ revision, isWatched });
    expect([told(planned), planned.parking?.type]).toEqual([[match], 'digest']);
    expect(planned.matches[0]).toMatchObject<Partial<LedgerMatch>>({ pipelineId: null, jobId: null, jobName: null });
  });

  it('lets a sign of life pass at once', () => {
    const planned = plan({ revision, event: { outcome: 'running' }, jobs: [watcher(1)] });
    expect([asked(planned), planned.parking]).toEqual([[1], null]);
  });
});
