import type { EnvironmentOptions, EnvironmentPlan, JobPlan, PipelinePlan, TriggerOptions } from '@holdpoint/pipeline-domain';

/** A job for a plan: a build in stage `build` that starts on success, but for what is given. */
export function jobPlan(name: string, given: Partial<JobPlan> = {}): JobPlan {
  return {
    kind: 'build',
    name,
    stage: 'build',
    when: 'on_success',
    allowFailure: false,
    needs: null,
    startInMs: null,
    timeoutMs: null,
    interruptible: false,
    resourceGroup: null,
    environment: null,
    retry: null,
    options: given.kind === 'external' ? { external: {} } : { script: ['true'] },
    ...given,
  };
}

/** An external job for a plan, in stage `deploy`, but for what is given. */
export const externalPlan = (name: string, given: Partial<JobPlan> = {}): JobPlan =>
  jobPlan(name, { kind: 'external', stage: 'deploy', ...given });

/** A bridge to a child pipeline for a plan, but for what is given. */
export const bridgePlan = (name: string, strategy: TriggerOptions['strategy'], given: Partial<JobPlan> = {}): JobPlan =>
  jobPlan(name, { kind: 'bridge', options: { trigger: { strategy, include: ['child.yml'], variables: [] } }, ...given });

/** An environment for a plan, which a job starts, but for what is given. */
export const environmentPlan = (name: string, options: Partial<EnvironmentOptions> = {}): EnvironmentPlan =>
  ({ name, slug: name, tier: options.tier ?? 'other', options: { action: 'start', url: null, tier: null, onStop: null, ...options } });

/** A plan of jobs, with their stages in the order in which they come up. */
export function pipelinePlan(jobs: readonly JobPlan[], given: Partial<PipelinePlan> = {}): PipelinePlan {
  const names = [...new Set(jobs.map(({ stage }) => stage))];
  return {
    name: null,
    // `.pre` is position 0, and stages without jobs leave gaps.
    stages: names.map((name, index) => ({ name, position: 1 + 2 * index })),
    jobs,
    autoCancel: { onJobFailure: 'none', onNewCommit: 'none' },
    ...given,
  };
}

/** The plan of the story: build, wait for the outside, tell; with every kind of job and every kind of `needs`. */
export const STORY_PLAN: PipelinePlan = pipelinePlan([
  jobPlan('compile', { retry: { max: 1, when: ['always'] }, timeoutMs: 90_000 }),
  jobPlan('lint', { allowFailure: true, needs: [] }),
  externalPlan('rollout', { needs: [{ name: 'compile', optional: false }, { name: 'absent', optional: true }] }),
  externalPlan('approval', { timeoutMs: 60_000 }),
  jobPlan('later', { stage: 'after', when: 'delayed', startInMs: 5_000 }),
  jobPlan('by hand', { stage: 'after', when: 'manual', allowFailure: true }),
  bridgePlan('child', 'depend', { stage: 'after' }),
  jobPlan('clean up', { stage: 'after', when: 'always', interruptible: true }),
]);
