import { advance, callback, event, newerCommit, pipelineEvent, user, type Scenario } from '../scenario';

const beside = `
stages: [test, deploy]
wait: { stage: test, external: true, timeout: 1 hour }
unit: { stage: test, script: exit 0 }
deploy: { stage: deploy, script: exit 0 }
`;
const acknowledged = 'wait: { external: { cancel_grace: 5 minutes }, timeout: 1 hour }';

/** A waiting job is given up: by a person, by a failure, by a newer commit; the other system is told or not. */
export const CANCEL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'pipeline-is-canceled',
    config: beside,
    hooks: [],
    steps: [pipelineEvent('cancel'), callback('wait', 'success')],
  },
  { name: 'job-is-canceled', config: beside, hooks: [], steps: [event('cancel', 'wait'), event('success', 'unit')] },
  { name: 'person-cancels-the-job', config: beside, hooks: [], steps: [user('cancel', 'wait'), event('success', 'unit')] },
  {
    name: 'person-cancels-before-it-waits',
    config: 'stages: [build, sync]\nbuild: { stage: build, script: exit 0 }\nwait: { stage: sync, external: true }',
    hooks: [],
    steps: [user('cancel', 'wait'), event('success', 'build')],
  },
  {
    name: 'cancel-is-acknowledged',
    config: acknowledged,
    hooks: ['cancel'],
    steps: [pipelineEvent('cancel'), callback('wait', 'running'), callback('wait', 'canceled')],
  },
  { name: 'cancel-is-overtaken-by-success', config: acknowledged, hooks: ['cancel'], steps: [user('cancel', 'wait'), callback('wait', 'success')] },
  { name: 'cancel-is-never-acknowledged', config: acknowledged, hooks: ['cancel'], steps: [pipelineEvent('cancel'), advance(6)] },
  {
    name: 'failure-of-another-job-ends-the-pipeline',
    config: `workflow: { auto_cancel: { on_job_failure: all } }${beside}`,
    hooks: [],
    steps: [event('drop', 'unit')],
  },
  {
    name: 'its-failure-ends-the-pipeline',
    config: `workflow: { auto_cancel: { on_job_failure: all } }${beside}`,
    hooks: [],
    steps: [event('run', 'unit'), callback('wait', 'failed')],
  },
  {
    name: 'holds-its-pipeline-against-a-newer-commit',
    config: `
stages: [test, deploy]
wait: { stage: test, external: true }
unit: { stage: test, script: exit 0, interruptible: true }
deploy: { stage: deploy, script: exit 0 }
`,
    hooks: [],
    steps: [newerCommit, event('success', 'unit'), callback('wait', 'success'), event('success', 'deploy')],
  },
  {
    name: 'is-given-up-for-a-newer-commit',
    config: 'wait: { external: true, interruptible: true, timeout: 1 hour }',
    hooks: [],
    steps: [newerCommit],
  },
];
