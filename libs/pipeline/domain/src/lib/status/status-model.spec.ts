/**
 * The status model as data: what define refuses, and that an ablation changes one reader and no other.
 */
import { commitStatusWord } from '../commit-status/commit-status-word';
import { ablateKind, ablateStatus } from './ablate';
import { defineCiModel } from './ci-model';
import { defineStatusModel } from './define-status-model';
import { FOLD_VARIANTS } from './fold-table';
import { holdpointJobKinds } from './holdpoint-job-kinds';
import { holdpointStatusModel } from './holdpoint-status-model';
import { inSet, membersOf } from './in-set';
import { hasCapability, kindsListedIn } from './job-kinds';
import { mirrorEvent } from './mirror-event';
import { nextStatus } from './next-status';
import { compositeStatus } from './composite-status';
import type { StatusModel } from './status-model';

const model = holdpointStatusModel();
const external = model.machines.external;
const withExternal = (machine: Partial<typeof external>): Omit<StatusModel, 'hidden'> => ({
  ...model,
  machines: { ...model.machines, external: { ...external, ...machine } },
});

describe('defineStatusModel', () => {
  it('refuses a transition to a status that its machine does not have', () => {
    const events = { ...external.events, run: [{ from: ['created' as const], to: 'running' as const }] };
    expect(() => defineStatusModel(withExternal({ events }))).toThrow(/machine external, event run .*running/);
  });

  it('refuses a state that nothing leads to', () => {
    const states = [...external.states, 'manual' as const];
    expect(() => defineStatusModel(withExternal({ states }))).toThrow(/machine external .*unreachable.*manual/);
  });

  it('refuses a set with an unknown status', () => {
    const sets = { ...model.sets, active: ['sleeping' as never] };
    expect(() => defineStatusModel({ ...model, sets })).toThrow(/set active .*sleeping/);
  });

  it('refuses a fold whose result no stage can take', () => {
    const fold = { ...model.fold, otherwise: 'running_externally' as const };
    expect(() => defineStatusModel({ ...model, fold })).toThrow(/folded status running_externally/);
  });

  it('refuses an event for a folded status that leads elsewhere', () => {
    const foldedStatusEvents = { ...model.foldedStatusEvents, running: 'drop' };
    expect(() => defineStatusModel({ ...model, foldedStatusEvents })).toThrow(/no event drop that leads to the status running/);
  });

  it('refuses unknown statuses in the fold and in what lets jobs start', () => {
    const sleeping = 'sleeping' as never;
    expect(() => defineStatusModel({ ...model, fold: { ...model.fold, warned: [sleeping] } })).toThrow(/the fold/);
    const start = { ...model.start, always: { afterStages: [sleeping], afterNeeds: [] } };
    expect(() => defineStatusModel({ ...model, start })).toThrow(/the start of always jobs/);
  });

  it('refuses a machine that starts in none of its states', () => {
    expect(() => defineStatusModel(withExternal({ initial: 'manual' }))).toThrow(/starts in manual/);
  });

  it.each(FOLD_VARIANTS)('defines the variant %s', (variant) => {
    expect(holdpointStatusModel(variant).hidden).toEqual({});
  });
});

it('a kind whose deadline counts from a status that it never has is refused', () => {
  const kinds = holdpointJobKinds();
  const build = { ...kinds.kinds.build, deadlineFrom: 'running_externally' as const };
  expect(() => defineCiModel(model, { ...kinds, kinds: { ...kinds.kinds, build } })).toThrow(/a build job never reaches running_externally/);
});

describe('ablation', () => {
  it('takes the new status from one reader of `active` and leaves another reader of `active` alone', () => {
    const ablated = ablateStatus(model, 'job.cancelable');
    expect(inSet(ablated, 'active', 'job.cancelable', 'running_externally')).toBe(false);
    expect(inSet(ablated, 'active', 'job.cancelable', 'running')).toBe(true);
    expect(inSet(ablated, 'active', 'job.action_offered', 'running_externally')).toBe(true);
    expect(membersOf(model, 'active', 'job.cancelable')).toContain('running_externally');
  });

  it('takes the new status from one event of one machine', () => {
    const ablated = ablateStatus(model, 'external.success');
    expect(nextStatus(ablated, 'external', 'success', 'running_externally')).toBeUndefined();
    expect(nextStatus(ablated, 'external', 'drop', 'running_externally')).toBe('failed');
  });

  it('sends an unknown status to the last row of one fold only', () => {
    const ablated = ablateStatus(model, 'fold.stage');
    const jobs = [{ status: 'running_externally' as const, allowFailure: false }];
    expect(compositeStatus(ablated, 'fold.stage', jobs).status).toBe('failed');
    expect(compositeStatus(ablated, 'fold.pipeline', jobs).status).toBe('running');
  });

  it('adds to those that were made before it', () => {
    const statuses = ablateStatus(ablateStatus(model, 'runner.execution'), 'job.started_at');
    expect(Object.keys(statuses.hidden)).toEqual(['runner.execution', 'job.started_at']);
    const kinds = ablateKind(ablateKind(holdpointJobKinds(), 'pipeline.retry'), 'job.retry');
    expect(Object.keys(kinds.hidden)).toEqual(['pipeline.retry', 'job.retry']);
  });

  it('takes the new status from a list of statuses, and from the mirror of a bridge', () => {
    const ablated = ablateStatus(model, 'callback.waiting');
    expect(membersOf(ablated, 'waiting_externally', 'callback.waiting')).toEqual([]);
    expect(membersOf(ablated, 'waiting_externally', 'wait.waiting')).toEqual(['running_externally']);
    const hidden = { ...model, hidden: { 'bridge.mirror': ['success'] } } as const;
    expect([mirrorEvent(hidden, 'depend', 'success'), mirrorEvent(hidden, 'depend', 'failed')]).toEqual([undefined, 'failed']);
  });

  it('takes the new kind from one reader of a capability', () => {
    const ablated = ablateKind(holdpointJobKinds(), 'pipeline.retry');
    expect(hasCapability(ablated, 'retried_with_pipeline', 'pipeline.retry', 'external')).toBe(false);
    expect(hasCapability(ablated, 'retryable', 'job.retry', 'external')).toBe(true);
    expect(hasCapability(ablated, 'retried_with_pipeline', 'pipeline.retry', 'build')).toBe(true);
  });
});

describe('what is shown', () => {
  it('of work outside in a commit status is that it runs, and every other status is shown as it is', () => {
    expect(model.statuses.map((status) => commitStatusWord(model, status))).toEqual(
      model.statuses.map((status) => (status === 'running_externally' ? 'running' : status)),
    );
  });

  it('in each list of jobs are the kinds that belong there', () => {
    const kinds = holdpointJobKinds();
    expect(kindsListedIn(kinds, 'jobs')).toEqual(['build', 'external']);
    expect(kindsListedIn(kinds, 'bridges')).toEqual(['bridge']);
    expect(kindsListedIn(kinds, 'external_jobs')).toEqual(['external']);
  });
});

it('jobs that were left out, skipped or manual and allowed to fail, fold to skipped', () => {
  const [skipped, leftOut] = [{ status: 'skipped', allowFailure: false }, { status: 'manual', allowFailure: true }] as const;
  for (const jobs of [[skipped], [leftOut], [skipped, leftOut]]) expect(compositeStatus(model, 'fold.pipeline', jobs).status).toBe('skipped');
});

describe('the fold variants', () => {
  const waiting = [{ status: 'running_externally' as const, allowFailure: false }];
  it.each([
    ['as_running', 'running'],
    ['own_status', 'running_externally'],
    ['naive', 'failed'],
  ] as const)('%s folds a waiting job to %s', (variant, status) => {
    expect(compositeStatus(holdpointStatusModel(variant), 'fold.stage', waiting).status).toBe(status);
  });
});
