import type { IllegalTransition } from '../commands/command-result';
import type { CiModel } from '../status/ci-model';
import { nextStatus } from '../status/next-status';
import type { Status } from '../status/status';
import type { CommitStatusState } from './commit-status-state';

/** The events that bring a status to what is reported: all but the last are left out where it is past them. */
const STEPS: Readonly<Record<CommitStatusState, readonly string[]>> = {
  pending: ['enqueue'],
  running: ['enqueue', 'run'],
  success: ['success'],
  failed: ['drop'],
  canceled: ['cancel'],
  skipped: ['skip'],
};

/** The event that ends in a state, by which GitLab names a transition that is not there. */
export const commitStatusEvent = (state: CommitStatusState): string => STEPS[state].at(-1) ?? state;

/** The events of a state as a status takes them, or the one that it does not. Source: GitLab's `Ci::CreateCommitStatusService`. */
export function commitStatusSteps(
  { statuses, kinds }: CiModel,
  state: CommitStatusState,
  from: Status,
): readonly string[] | IllegalTransition {
  const { machine } = kinds.kinds.generic;
  const taken: string[] = [];
  let status = from;
  for (const event of STEPS[state]) {
    const to = nextStatus(statuses, machine, event, status);
    if (to !== undefined) taken.push(event);
    status = to ?? status;
  }
  const event = commitStatusEvent(state);
  return taken.at(-1) === event ? taken : { event, from: status };
}
