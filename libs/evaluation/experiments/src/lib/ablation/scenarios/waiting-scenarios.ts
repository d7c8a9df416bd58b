import { advance, callback, event, type Scenario } from '../scenario';

const chain = `
stages: [build, sync, deploy]
push: { stage: build, script: exit 0 }
wait: { stage: sync, external: true, timeout: 1 hour }
deploy: { stage: deploy, script: exit 0 }
cleanup: { stage: deploy, script: exit 0, when: on_failure }
`;

/** An external job waits and ends, by a callback or by time, and others follow. */
export const WAITING_SCENARIOS: readonly Scenario[] = [
  {
    name: 'waits-alone',
    config: 'wait: { external: true }',
    hooks: [],
    steps: [callback('wait', 'running'), callback('wait', 'success')],
  },
  {
    name: 'waits-and-dependents-follow',
    config: chain,
    hooks: [],
    steps: [event('success', 'push'), advance(10), callback('wait', 'success'), advance(5), event('success', 'deploy')],
  },
  {
    name: 'fails-and-failure-jobs-follow',
    config: chain,
    hooks: [],
    steps: [event('success', 'push'), callback('wait', 'failed'), event('success', 'cleanup')],
  },
  {
    name: 'reaches-its-deadline',
    config: chain,
    hooks: [],
    steps: [event('success', 'push'), advance(61), callback('wait', 'success'), event('success', 'cleanup')],
  },
  { name: 'is-never-reported', config: chain, hooks: [], steps: [event('success', 'push')] },
  {
    name: 'falls-silent',
    config: 'wait: { external: { heartbeat: 5 minutes }, timeout: 1 hour }',
    hooks: [],
    steps: [advance(4), callback('wait', 'running'), advance(4), advance(6)],
  },
  {
    name: 'is-reported-before-it-waits',
    config: chain,
    hooks: [],
    steps: [callback('wait', 'success'), event('success', 'push'), event('success', 'deploy')],
  },
  {
    name: 'is-reported-twice-and-otherwise',
    config: 'wait: { external: true }',
    hooks: [],
    steps: [callback('wait', 'success'), callback('wait', 'success'), callback('wait', 'failed')],
  },
  {
    name: 'may-fail',
    config: 'stages: [sync, deploy]\nwait: { stage: sync, external: true, allow_failure: true }\ndeploy: { stage: deploy, script: exit 0 }',
    hooks: [],
    steps: [callback('wait', 'failed'), event('success', 'deploy')],
  },
  {
    name: 'waits-beside-a-build',
    config: 'stages: [sync, deploy]\nwait: { stage: sync, external: true }\nunit: { stage: sync, script: exit 0 }\ndeploy: { stage: deploy, script: exit 0 }',
    hooks: [],
    steps: [event('run', 'unit'), advance(5), event('success', 'unit'), advance(10), callback('wait', 'success'), event('success', 'deploy')],
  },
];
