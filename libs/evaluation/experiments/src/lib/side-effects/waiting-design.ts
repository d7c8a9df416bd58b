import {
  defineCiModel,
  defineStatusModel,
  FOLD_VARIANTS,
  holdpointJobKinds,
  holdpointStatusModel,
  type CiModel,
  type FoldVariant,
  type StateMachine,
  type Status,
} from '@holdpoint/pipeline-domain';

/** A way to model a job that waits for another system, to be compared with a build that runs. */
export interface WaitingDesign {
  readonly id: FoldVariant | 'waiting_for_callback';
  readonly model: CiModel;
  /** The status of an external job that waits. */
  readonly waiting: Status;
}

/** The product's design first, then those it was chosen over. */
export const WAITING_DESIGNS: readonly WaitingDesign[] = [
  ...FOLD_VARIANTS.map(foldDesign),
  { id: 'waiting_for_callback', model: callbackModel(), waiting: 'waiting_for_callback' },
];

/** The design that the product has. */
export const PRODUCT_DESIGN = foldDesign('as_running');

function foldDesign(id: FoldVariant): WaitingDesign {
  return { id, model: defineCiModel(holdpointStatusModel(id), holdpointJobKinds()), waiting: 'running_externally' };
}

/** The status that GitLab came to have, in the sets and the row of the fold that GitLab gives it, entered by external jobs. */
function callbackModel(): CiModel {
  const statuses = holdpointStatusModel();
  const machines = { ...statuses.machines, external: renamed(statuses.machines.external) };
  const { kinds, ...others } = holdpointJobKinds();
  const external = { ...kinds.external, deadlineFrom: 'waiting_for_callback' } as const;
  return defineCiModel(defineStatusModel({ ...statuses, machines }), { ...others, kinds: { ...kinds, external } });
}

function rename(status: Status): Status {
  return status === 'running_externally' ? 'waiting_for_callback' : status;
}

function renamed({ initial, states, events }: StateMachine): StateMachine {
  const rules = Object.entries(events).map(
    ([event, arrows]) => [event, arrows.map(({ from, to }) => ({ from: from.map(rename), to: rename(to) }))] as const,
  );
  return { initial, states: states.map(rename), events: Object.fromEntries(rules) };
}
