/** Who may be played, canceled and retried: only the latest attempt, and only a kind that knows the action. */
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { possibleActions, type ActionFacts } from './possible-actions';

const actionsOf = (facts: Partial<ActionFacts>): readonly string[] =>
  possibleActions(HOLDPOINT_CI_MODEL, { kind: 'build', status: 'manual', when: 'manual', retried: false, failureReason: null, ...facts });

it.each([
  [{}, ['play']],
  [{ status: 'scheduled', when: 'delayed' }, ['play']],
  [{ status: 'success' }, ['play', 'retry']],
  [{ status: 'success', when: 'on_success' }, ['retry']],
  [{ status: 'pending' }, ['cancel']],
  [{ status: 'created', when: 'on_success' }, ['cancel']],
  [{ status: 'skipped' }, []],
  [{ kind: 'bridge' }, ['play']],
  [{ kind: 'bridge', status: 'success' }, ['retry']],
  [{ kind: 'bridge', status: 'failed', failureReason: 'pipeline_loop_detected' }, []],
  [{ kind: 'external' }, []],
  [{ kind: 'external', status: 'running_externally', when: 'on_success' }, ['cancel']],
  [{ kind: 'external', status: 'failed', when: 'on_success' }, ['retry']],
  [{ kind: 'generic', status: 'running', when: 'on_success' }, []],
  [{ kind: 'generic', status: 'failed', when: 'on_success' }, []],
] as const)('%j may be asked to: %j', (facts, actions) => {
  expect(actionsOf(facts)).toEqual(actions);
});

it.each(['manual', 'success', 'pending', 'canceling', 'failed'] as const)('nothing is done with an older attempt that is %s', (status) => {
  expect(actionsOf({ status, retried: true })).toEqual([]);
});
