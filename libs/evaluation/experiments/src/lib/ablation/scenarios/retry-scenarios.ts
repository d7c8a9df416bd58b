import { advance, callback, event, pipelineEvent, user, type Scenario } from '../scenario';

const followed = `
stages: [sync, deploy]
wait: { stage: sync, external: true, timeout: 2 hours, needs: [] }
deploy: { stage: deploy, script: exit 0 }
`;

/** An external job is tried again, alone or with its pipeline. */
export const RETRY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'is-retried',
    config: followed,
    hooks: [],
    steps: [callback('wait', 'failed'), event('retry', 'wait'), callback('wait', 'success'), event('success', 'deploy')],
  },
  { name: 'person-retries-it', config: followed, hooks: [], steps: [callback('wait', 'failed'), user('retry', 'wait'), callback('wait', 'success')] },
  { name: 'person-retries-it-while-it-waits', config: followed, hooks: [], steps: [user('retry', 'wait'), callback('wait', 'success')] },
  {
    name: 'is-retried-with-its-pipeline',
    config: followed,
    hooks: [],
    steps: [callback('wait', 'failed'), pipelineEvent('retry'), callback('wait', 'success'), event('success', 'deploy')],
  },
  {
    name: 'waits-while-its-pipeline-is-retried',
    config: 'stages: [test]\nwait: { stage: test, external: true }\nunit: { stage: test, script: exit 0 }',
    hooks: [],
    steps: [event('drop', 'unit'), pipelineEvent('retry'), event('success', 'unit'), callback('wait', 'success')],
  },
  {
    name: 'retry-reaches-its-own-deadline',
    config: followed,
    hooks: [],
    steps: [advance(121), event('retry', 'wait'), advance(61), advance(60)],
  },
];
