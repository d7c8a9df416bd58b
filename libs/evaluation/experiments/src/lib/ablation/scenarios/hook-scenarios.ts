import { callback, event, pipelineEvent, type Scenario } from '../scenario';

const told = 'stages: [sync, deploy]\nwait: { stage: sync, external: true, timeout: 1 hour }\ndeploy: { stage: deploy, script: exit 0 }';

/** The other system works on what it is told of, and reports on nothing else. */
export const HOOK_SCENARIOS: readonly Scenario[] = [
  {
    name: 'starts-when-it-is-told',
    config: told,
    hooks: ['start', 'cancel', 'timeout'],
    steps: [callback('wait', 'success'), event('success', 'deploy')],
  },
  {
    name: 'stops-when-it-is-told',
    config: told,
    hooks: ['start', 'cancel', 'timeout'],
    steps: [pipelineEvent('cancel'), callback('wait', 'canceled')],
  },
  { name: 'is-told-of-a-timeout', config: told, hooks: ['start', 'cancel', 'timeout'], steps: [] },
];
