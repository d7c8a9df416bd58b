import { assert } from '@holdpoint/kernel';
import type { Status } from './status';
import type { FoldValue, StateMachine, StatusModel } from './status-model';

/** Freezes the facts of a status model after checking that they fit together; throws on the first that does not. */
export function defineStatusModel(model: Omit<StatusModel, 'hidden'>): StatusModel {
  const known = new Set(model.statuses);
  for (const [name, members] of Object.entries(model.sets)) assertKnown(`set ${name}`, members, known);
  for (const [name, machine] of Object.entries(model.machines)) assertMachine(name, machine, known);
  assertTables(model, known);
  assertMirror(model, known);
  assertKnown('the table of deployments', Object.keys(model.deployment) as Status[], known);
  for (const row of model.fold.rows) assertReachableByFold(model, row.result);
  assertReachableByFold(model, model.fold.otherwise);
  return Object.freeze({ ...model, hidden: {} });
}

function assertKnown(where: string, members: readonly Status[], known: ReadonlySet<Status>): void {
  const unknown = members.filter((status) => !known.has(status));
  assert(unknown.length === 0, `${where} names unknown statuses: ${unknown.join(', ')}`);
}

function assertTables({ fold, start }: Omit<StatusModel, 'hidden'>, known: ReadonlySet<Status>): void {
  const isStatus = (value: FoldValue): value is Status => value !== 'success_with_warnings' && value !== 'ignored';
  assertKnown('the fold', [...fold.warned, ...fold.ignored], known);
  for (const row of fold.rows) assertKnown(`the fold of ${row.result}`, row.of.filter(isStatus), known);
  for (const [when, { afterNeeds, afterStages }] of Object.entries(start)) {
    assertKnown(`the start of ${when} jobs`, [...afterNeeds, ...afterStages], known);
  }
}

function assertMirror({ mirror, machines }: Omit<StatusModel, 'hidden'>, known: ReadonlySet<Status>): void {
  for (const [strategy, events] of Object.entries(mirror)) {
    assertKnown(`the mirror table of ${strategy}`, Object.keys(events) as Status[], known);
    for (const event of Object.values(events)) {
      assert(Object.hasOwn(machines.bridge.events, event), `a bridge has no event ${event} to mirror by (${strategy})`);
    }
  }
}

function assertMachine(name: string, machine: StateMachine, known: ReadonlySet<Status>): void {
  assertKnown(`machine ${name}`, machine.states, known);
  const states = new Set(machine.states);
  for (const [event, rules] of Object.entries(machine.events)) {
    for (const rule of rules) assertKnown(`machine ${name}, event ${event}`, [...rule.from, rule.to], states);
  }
  assert(states.has(machine.initial), `machine ${name} starts in ${machine.initial}, which is none of its states`);
  const reached = reachable(machine);
  const unreachable = machine.states.filter((status) => !reached.has(status));
  assert(unreachable.length === 0, `machine ${name} has unreachable states: ${unreachable.join(', ')}`);
}

function reachable(machine: StateMachine): ReadonlySet<Status> {
  const rules = Object.values(machine.events).flat();
  const reached = new Set<Status>([machine.initial]);
  for (const status of reached) {
    for (const rule of rules) if (rule.from.includes(status)) reached.add(rule.to);
  }
  return reached;
}

/** A folded status that no event leads to would stop processing for ever (GitLab's UnknownStatusError). */
function assertReachableByFold(model: Omit<StatusModel, 'hidden'>, result: Status): void {
  const event = model.foldedStatusEvents[result];
  assert(event !== undefined, `a stage or pipeline cannot take the folded status ${result}`);
  if (event === null) return;
  for (const name of ['stage', 'pipeline'] as const) {
    const leadsThere = model.machines[name].events[event]?.some(({ to }) => to === result);
    assert(leadsThere, `machine ${name} has no event ${event} that leads to the status ${result}`);
  }
}
