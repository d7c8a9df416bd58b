/** A deployment follows the attempt of a job that starts an environment, whatever moves that; a success changes the environment. */
import type { EnvironmentOptions, EnvironmentPlan } from '../plan/pipeline-plan';
import { planOf, TestPipeline, type JobSketch } from '../processing/facts.fixture';
import { ablateKind, ablateStatus } from '../status/ablate';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import type { EnvironmentAction } from './environment-words';

const environment = (options: Partial<EnvironmentOptions> = {}): EnvironmentPlan =>
  ({ name: 'production', slug: 'production', tier: 'production', options: { action: 'start', url: null, tier: null, onStop: null, ...options } });

const EXTERNAL = { kind: 'external', options: { external: {} } } as const;
const KINDS: readonly (readonly [string, Partial<JobSketch>])[] = [
  ['a build', {}],
  ['an external job', EXTERNAL],
  ['a bridge', { kind: 'bridge', options: { trigger: { strategy: 'depend', include: ['child.yml'], variables: [] } } }],
];

const { statuses, kinds } = HOLDPOINT_CI_MODEL;
const told = (pipeline: TestPipeline): readonly string[] => pipeline.deployments.map(({ status }) => status);
const alone = (sketch: Partial<JobSketch>, model = HOLDPOINT_CI_MODEL): TestPipeline => new TestPipeline(planOf([{ name: 'job', environment: environment(), ...sketch }]), model);

describe.each(KINDS)('the deployment of %s', (_kind, sketch) => {
  it('is made when its turn comes', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, { name: 'job', stage: 'b', environment: environment(), ...sketch }]));
    expect(told(pipeline)).toEqual([]);
    pipeline.fire('success', 'first');
    expect(pipeline.deployments).toEqual([{ jobId: pipeline.job('job').id, environmentId: 'production'.length, status: sketch.kind === 'external' ? 'running' : 'created', isMade: true }]);
  });

  it.each([
    ['success', 'success'],
    ['drop', 'failed'],
    ['cancel', 'canceled'],
  ])('ends by %s as %s', (event, status) => {
    const pipeline = alone(sketch);
    pipeline.fire(event, 'job');
    expect(told(pipeline).at(-1)).toBe(status);
  });

  it('is another one for the next attempt', () => {
    const pipeline = alone(sketch);
    pipeline.fire('drop', 'job');
    const first = pipeline.job('job').id;
    pipeline.run({ type: 'retry_job', jobId: first, actor: 'root' });
    expect(pipeline.deployments.at(-1)?.jobId).not.toBe(first);
    expect([pipeline.job('job').environment?.options.action, told(pipeline).at(-1)]).toEqual(['start', sketch.kind === 'external' ? 'running' : 'created']);
  });

  it('is none without an environment', () => {
    const pipeline = alone({ ...sketch, environment: null });
    pipeline.fire('success', 'job');
    expect([pipeline.deployments, pipeline.environments]).toEqual([[], []]);
  });
});

describe('a deployment', () => {
  it('is told of where it has changed, and where it is made', () => {
    const pipeline = alone({});
    for (const event of ['run', 'success']) pipeline.fire(event, 'job');
    expect(told(pipeline)).toEqual(['created', 'running', 'success']);
    pipeline.run({ type: 'process' });
    expect(told(pipeline)).toHaveLength(3);
  });

  it('is blocked where its job waits for a person', () => {
    const pipeline = alone({ when: 'manual' });
    pipeline.run({ type: 'play_job', jobId: pipeline.job('job').id, actor: 'root' });
    expect(told(pipeline)).toEqual(['blocked', 'created']);
  });

  it('waits for a resource as for its turn, and runs while its job is being canceled', () => {
    const pipeline = alone({ ...EXTERNAL, resourceGroup: 'g' });
    pipeline.facts = { ...pipeline.facts, hookEvents: ['cancel'] };
    pipeline.run({ type: 'start_with_resource', jobId: pipeline.job('job').id });
    pipeline.run({ type: 'cancel_job', jobId: pipeline.job('job').id, actor: 'root' });
    expect([pipeline.job('job').status, told(pipeline)]).toEqual(['canceling', ['created', 'running']]);
  });

  it('comes back with a job that is revived', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, { name: 'job', stage: 'b', environment: environment(), ...EXTERNAL }]));
    pipeline.fire('drop', 'first');
    pipeline.run({ type: 'retry_job', jobId: pipeline.job('first').id, actor: 'root' });
    pipeline.fire('success', 'first');
    expect(told(pipeline)).toEqual(['skipped', 'created', 'running']);
  });

  it.each(['cancel', 'drop'])('is not made for a job that ends by %s before its turn', (event) => {
    const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, { name: 'job', stage: 'b', environment: environment() }]));
    pipeline.fire(event, 'job');
    expect(pipeline.deployments.filter(({ isMade }) => isMade)).toEqual([]);
  });

  it('never runs where the table has forgotten the external job', () => {
    const pipeline = alone(EXTERNAL, { statuses: ablateStatus(statuses, 'deployment.status'), kinds });
    expect(told(pipeline)).toEqual(['created']);
  });

  it('is none where nobody has heard of the external job', () => {
    const pipeline = alone(EXTERNAL, { statuses, kinds: ablateKind(kinds, 'deployment.make') });
    expect(told(pipeline)).toEqual([]);
  });
});

describe('an environment', () => {
  const after = (action: EnvironmentAction, event: string): TestPipeline => {
    const pipeline = alone({ ...EXTERNAL, environment: environment({ action, url: 'https://e', tier: 'staging' }) });
    pipeline.fire(event, 'job');
    return pipeline;
  };

  it('is there, where it was deployed to, once a job that starts it has succeeded', () => {
    expect(after('start', 'success').environments).toEqual([{ environmentId: 'production'.length, state: 'available', url: 'https://e', tier: 'staging' }]);
  });

  it('is stopped once a job that stops it has succeeded, which deploys nothing', () => {
    const { environments, deployments } = after('stop', 'success');
    expect([environments, deployments]).toEqual([[{ environmentId: 'production'.length, state: 'stopped', url: null, tier: null }], []]);
  });

  it.each(['start', 'stop'] as const)('stays what it is when a job fails that would %s it', (action) => {
    expect(after(action, 'drop').environments).toEqual([]);
  });

  it.each(['prepare', 'verify', 'access'] as const)('stays what it is after a job to %s it, which deploys nothing', (action) => {
    const { environments, deployments } = after(action, 'success');
    expect([environments, deployments]).toEqual([[], []]);
  });
});
