import { advance, callback, event, user, type Scenario } from '../scenario';

const deploying = `
stages: [build, sync]
build: { stage: build, script: exit 0 }
wait: { stage: sync, external: true, environment: production, timeout: 1 hour }
`;

const stopping = `
stages: [deploy, sync]
deploy: { stage: deploy, script: exit 0, environment: review }
wait: { stage: sync, external: true, environment: { name: review, action: stop }, timeout: 1 hour }
`;

/** An external job deploys to an environment, or stops it. */
export const ENVIRONMENT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'deploys-to-its-environment',
    config: deploying,
    hooks: [],
    steps: [event('success', 'build'), callback('wait', 'success')],
  },
  { name: 'deploys-until-its-deadline', config: deploying, hooks: [], steps: [event('success', 'build'), advance(61)] },
  {
    name: 'deploys-again-when-it-is-retried',
    config: deploying,
    hooks: [],
    steps: [event('success', 'build'), callback('wait', 'failed'), user('retry', 'wait'), callback('wait', 'success')],
  },
  { name: 'stops-an-environment', config: stopping, hooks: [], steps: [event('success', 'deploy'), callback('wait', 'success')] },
];
