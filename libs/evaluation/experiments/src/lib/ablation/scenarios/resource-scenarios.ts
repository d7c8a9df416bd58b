import { advance, callback, event, resource, user, type Scenario } from '../scenario';

const grouped = `
stages: [sync, deploy]
wait: { stage: sync, external: true, resource_group: production, timeout: 1 hour }
deploy: { stage: deploy, script: exit 0 }
`;

/** An external job in a resource group stands in line, gets the resource and gives it back. */
export const RESOURCE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'gets-its-resource-and-gives-it-back',
    config: grouped,
    hooks: [],
    steps: [advance(10), resource('wait'), callback('wait', 'success'), event('success', 'deploy')],
  },
  { name: 'keeps-its-resource-until-its-deadline', config: grouped, hooks: [], steps: [resource('wait'), advance(61)] },
  { name: 'is-canceled-in-line', config: grouped, hooks: [], steps: [user('cancel', 'wait'), resource('wait')] },
  {
    name: 'is-reported-in-line',
    config: grouped,
    hooks: [],
    steps: [callback('wait', 'success'), resource('wait'), event('success', 'deploy')],
  },
  {
    name: 'stands-in-line-again-when-it-is-retried',
    config: grouped,
    hooks: [],
    steps: [resource('wait'), callback('wait', 'failed'), user('retry', 'wait'), resource('wait'), callback('wait', 'success')],
  },
];
