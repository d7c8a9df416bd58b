import { callback, event, pipelineEvent, type Scenario } from '../scenario';

/** An external job needs others, is needed, is skipped and is revived. */
export const GRAPH_SCENARIOS: readonly Scenario[] = [
  {
    name: 'is-needed',
    config: `
stages: [sync, deploy]
wait: { stage: sync, external: true }
other: { stage: sync, script: exit 0 }
deploy: { stage: deploy, needs: [wait], script: exit 0 }
`,
    hooks: [],
    steps: [event('success', 'other'), callback('wait', 'success'), event('success', 'deploy')],
  },
  {
    name: 'is-needed-and-fails',
    config: `
stages: [sync, deploy]
wait: { stage: sync, external: true }
deploy: { stage: deploy, needs: [wait], script: exit 0 }
rollback: { stage: deploy, needs: [wait], script: exit 0, when: on_failure }
`,
    hooks: [],
    steps: [callback('wait', 'failed'), event('success', 'rollback')],
  },
  {
    name: 'needs-another-external-job',
    config: `
stages: [sync, verify]
staging: { stage: sync, external: true }
production: { stage: sync, external: true, needs: [staging] }
verify: { stage: verify, script: exit 0 }
`,
    hooks: [],
    steps: [callback('staging', 'success'), callback('production', 'success'), event('success', 'verify')],
  },
  {
    name: 'waits-beside-a-manual-job',
    config: `
stages: [sync, deploy]
wait: { stage: sync, external: true }
gate: { stage: sync, when: manual, allow_failure: false, script: exit 0 }
deploy: { stage: deploy, script: exit 0 }
`,
    hooks: [],
    steps: [callback('wait', 'success'), event('play', 'gate'), event('success', 'gate'), event('success', 'deploy')],
  },
  {
    name: 'is-skipped-and-revived-with-its-pipeline',
    config: `
stages: [build, sync]
build: { stage: build, script: exit 0 }
wait: { stage: sync, external: true }
`,
    hooks: [],
    steps: [event('drop', 'build'), pipelineEvent('retry'), event('success', 'build'), callback('wait', 'success')],
  },
  {
    name: 'is-skipped-and-revived-by-a-retry',
    config: `
stages: [build, sync, deploy]
build: { stage: build, script: exit 0 }
wait: { stage: sync, external: true }
deploy: { stage: deploy, needs: [wait], script: exit 0 }
`,
    hooks: [],
    steps: [event('drop', 'build'), event('retry', 'build'), event('success', 'build'), callback('wait', 'success'), event('success', 'deploy')],
  },
];
