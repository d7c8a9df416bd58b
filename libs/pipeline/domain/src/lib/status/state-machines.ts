import type { FoldVariant } from './fold-table';
import { STATUSES, type Status } from './status';
import type { StateMachine, TransitionRule } from './status-model';
import type { MachineName } from './status-readers';

const waiting: readonly Status[] = ['created', 'waiting_for_resource', 'preparing'];
const pendingOrRunning: readonly Status[] = ['waiting_for_callback', 'pending', 'running'];
const blocked: readonly Status[] = ['manual', 'scheduled'];
const withoutAdded = STATUSES.filter((status) => status !== 'running_externally');
const canceled: TransitionRule = { from: ['canceling'], to: 'canceled' };
const to = (target: Status, ...from: readonly Status[]): TransitionRule[] => [{ from, to: target }];

const anyBut = (states: readonly Status[], target: Status, ...others: readonly Status[]): TransitionRule[] =>
  to(target, ...states.filter((status) => status !== target && !others.includes(status)));

/** A job in a resource group waits for its turn where others start. Source: GitLab's `Ci::Processable`. */
const requestResource = (...from: readonly Status[]): TransitionRule => ({ from, to: 'waiting_for_resource', inResourceGroup: true });

/** The events that every kind of job with GitLab's CommitStatus machine has. */
const commitStatusEvents: StateMachine['events'] = {
  process: to('created', 'skipped', 'manual'),
  enqueue: [requestResource('created', 'skipped', ...blocked), ...to('pending', 'created', 'skipped', ...blocked)],
  enqueue_waiting_for_resource: to('pending', 'waiting_for_resource'),
  run: to('running', 'pending'),
  skip: to('skipped', ...waiting, 'pending'),
  drop: [canceled, ...to('failed', ...waiting, ...pendingOrRunning, ...blocked)],
  success: [canceled, ...to('success', ...waiting, ...pendingOrRunning)],
  cancel: to('canceled', ...waiting, ...pendingOrRunning, ...blocked),
};

/** The statuses a job without manual start, timer or asynchronous cancel can reach. */
const genericStates: readonly Status[] = ['created', 'pending', 'running', 'success', 'failed', 'canceled', 'skipped'];

const withinStates = (states: readonly Status[], events: StateMachine['events']): StateMachine => ({
  initial: 'created',
  states,
  events: Object.fromEntries(
    Object.entries(events).map(([event, rules]) => [event, rules.flatMap((rule) => restrict(rule, states))]),
  ),
});

const restrict = (rule: TransitionRule, states: readonly Status[]): TransitionRule[] => {
  const from = rule.from.filter((status) => states.includes(status));
  return from.length > 0 && states.includes(rule.to) ? [{ ...rule, from }] : [];
};

const buildMachine = withinStates([...genericStates, 'waiting_for_resource', ...blocked], {
  ...commitStatusEvents,
  actionize: to('manual', 'created'),
  schedule: to('scheduled', 'created'),
  unschedule: to('manual', 'scheduled'),
  enqueue_scheduled: [requestResource('scheduled'), ...to('pending', 'scheduled')],
});

const bridgeStates: readonly Status[] = [...genericStates, 'waiting_for_resource', 'manual', 'canceling'];

/** A bridge follows the pipeline that it has triggered from wherever it is. Source: GitLab's `Ci::Bridge`. */
const bridgeMachine = withinStates(bridgeStates, {
  ...commitStatusEvents,
  actionize: to('manual', 'created'),
  start_cancel: to('canceling', ...waiting, ...pendingOrRunning),
  finish_cancel: to('canceled', ...waiting, ...pendingOrRunning, 'canceling'),
  pending: anyBut(bridgeStates, 'pending'),
  manual: anyBut(bridgeStates, 'manual'),
  success: [canceled, ...anyBut(bridgeStates, 'success')],
  failed: anyBut(bridgeStates, 'failed'),
  canceled: anyBut(bridgeStates, 'canceled'),
  skip: anyBut(bridgeStates, 'skipped'),
});

/** The statuses of an external job that other jobs still hold up. */
const notStarted: readonly Status[] = ['created', 'waiting_for_resource'];

/**
 * An external job starts where a build is queued: `enqueue` leads to `running_externally`, never to `pending`. In
 * `canceling` it waits for the other system to stop; whatever that system reports then, the job ends as canceled.
 */
const externalMachine: StateMachine = {
  initial: 'created',
  states: ['created', 'waiting_for_resource', 'running_externally', 'success', 'failed', 'canceling', 'canceled', 'skipped'],
  events: {
    process: to('created', 'skipped'),
    enqueue: [requestResource('created', 'skipped'), ...to('running_externally', 'created', 'skipped')],
    enqueue_waiting_for_resource: to('running_externally', 'waiting_for_resource'),
    skip: to('skipped', ...notStarted),
    drop: [canceled, ...to('failed', ...notStarted, 'running_externally')],
    success: [canceled, ...to('success', ...notStarted, 'running_externally')],
    start_cancel: to('canceling', 'running_externally'),
    cancel: to('canceled', ...notStarted, 'running_externally', 'canceling'),
  },
};

/** The events of a stage: each leads from every other status to its own. */
const stageEvents = (states: readonly Status[]): StateMachine['events'] => ({
  enqueue: anyBut(states, 'pending'),
  request_resource: anyBut(states, 'waiting_for_resource'),
  prepare: anyBut(states, 'preparing'),
  run: anyBut(states, 'running'),
  wait_for_callback: anyBut(states, 'waiting_for_callback'),
  skip: anyBut(states, 'skipped'),
  drop: anyBut(states, 'failed'),
  succeed: anyBut(states, 'success'),
  start_cancel: anyBut(states, 'canceling', 'canceled'),
  cancel: anyBut(states, 'canceled'),
  block: anyBut(states, 'manual'),
  delay: anyBut(states, 'scheduled'),
  ...(states.includes('running_externally') ? { run_externally: anyBut(states, 'running_externally') } : {}),
});

/**
 * A pipeline that has run goes back to `running`, not to `pending`, when a job is queued again; one that has succeeded can
 * succeed once more.
 */
const pipelineEvents = (states: readonly Status[]): StateMachine['events'] => ({
  ...stageEvents(states),
  enqueue: [
    ...to('pending', ...waiting, ...blocked, 'skipped'),
    ...to('running', 'success', 'failed', 'canceling', 'canceled'),
  ],
  succeed: to('success', ...states),
});

/** Every state machine of the model. Source: GitLab's CommitStatus, Ci::Build, Ci::Bridge, Ci::Stage, Ci::Pipeline. */
export function stateMachines(variant: FoldVariant): Readonly<Record<MachineName, StateMachine>> {
  const states = variant === 'own_status' ? STATUSES : withoutAdded;
  return {
    build: buildMachine,
    bridge: bridgeMachine,
    external: externalMachine,
    generic: withinStates(genericStates, commitStatusEvents),
    stage: { initial: 'created', states, events: stageEvents(states) },
    pipeline: { initial: 'created', states, events: pipelineEvents(states) },
  };
}
