import type { NewPipeline } from '@holdpoint/pipeline-application';
import { HOUR_MS } from '@holdpoint/kernel';
import type { JobPlan } from '@holdpoint/pipeline-domain';

const STAGE = 'deploy';

/** A pipeline for each timeout, with two external jobs that wait for so long, or with as many as are asked for. */
export const waitingPipelines = (timeoutsMs: readonly number[], jobs = 2): readonly Omit<NewPipeline, 'projectId'>[] =>
  timeoutsMs.map((timeoutMs) => ({
    ref: 'main',
    sha: '0'.repeat(40),
    source: 'push',
    createdBy: 'evaluation',
    variables: [],
    defaultTimeoutMs: HOUR_MS,
    plan: {
      name: null,
      stages: [{ name: STAGE, position: 1 }],
      jobs: Array.from({ length: jobs }, (_, index) => waitingJob(`wait ${index + 1}`, timeoutMs)),
      autoCancel: { onJobFailure: 'none', onNewCommit: 'none' },
    },
  }));

const waitingJob = (name: string, timeoutMs: number): JobPlan => ({
  kind: 'external',
  name,
  stage: STAGE,
  when: 'on_success',
  allowFailure: false,
  needs: null,
  startInMs: null,
  timeoutMs,
  interruptible: false,
  resourceGroup: null,
  environment: null,
  retry: null,
  options: { external: {} },
});
