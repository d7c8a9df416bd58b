/**
 * Jobs of resource groups stand in line where others start, whatever starts them; what they want of their group is told
 * where it has changed, by where the pass has left them.
 */
import { planOf, TestPipeline, type JobSketch } from '../processing/facts.fixture';
import type { PassOutcome } from '../commands/pipeline-pass';

const GROUP = { resourceGroup: 'g' };
const KINDS: readonly (readonly [string, Partial<JobSketch>, string])[] = [
  ['a build', {}, 'pending'],
  ['an external job', { kind: 'external', options: { external: {} } }, 'running_externally'],
  ['a bridge', { kind: 'bridge', options: { trigger: { strategy: 'depend', include: ['child.yml'], variables: [] } } }, 'pending'],
];

const requests = ({ changes }: PassOutcome): readonly string[] => changes.resourceRequests.map(({ request }) => request);
const effects = ({ changes }: PassOutcome): readonly string[] => changes.effects.map(({ type }) => type);
const assign = (pipeline: TestPipeline, name = 'job'): PassOutcome => pipeline.run({ type: 'start_with_resource', jobId: pipeline.job(name).id });

describe.each(KINDS)('%s in a resource group', (_kind, sketch, started) => {
  const alone = (): TestPipeline => new TestPipeline(planOf([{ name: 'job', ...sketch, ...GROUP }]));

  it('waits for its resource, starts with it, and gives it back when it ends', () => {
    const pipeline = alone();
    expect(pipeline.view).toEqual({ pipeline: 'waiting_for_resource', job: 'waiting_for_resource' });
    expect(pipeline.effects).toEqual([{ type: 'assign_resource', resourceGroupId: 1 }]);
    const given = assign(pipeline);
    expect([pipeline.job('job').status, requests(given)]).toEqual([started, ['holding']]);
    expect(effects(given)).not.toContain('assign_resource');
    const ended = pipeline.fire('success', 'job');
    expect([requests(ended), effects(ended)]).toEqual([['none'], ['assign_resource']]);
  });

  it('leaves the line when it is canceled there, and refuses a resource that comes later', () => {
    const pipeline = alone();
    const canceled = pipeline.run({ type: 'cancel_job', jobId: pipeline.job('job').id, actor: 'root' });
    expect([pipeline.job('job').status, requests(canceled), effects(canceled).at(-1)]).toEqual(['canceled', ['none'], 'assign_resource']);
    expect(assign(pipeline).results).toEqual([{ type: 'refused', refusal: 'illegal_event' }]);
  });

  it('stands in line anew when it is retried', () => {
    const pipeline = alone();
    assign(pipeline);
    pipeline.fire('drop', 'job');
    const { changes } = pipeline.run({ type: 'retry_job', jobId: pipeline.job('job').id, actor: 'root' });
    expect(changes.resourceRequests).toEqual([{ jobId: changes.clones[0]?.id, resourceGroupId: 1, request: 'waiting', isStarted: false }]);
    expect([pipeline.job('job').attempt, pipeline.job('job').status]).toEqual([2, 'waiting_for_resource']);
  });

  it('says that it has started with its resource also where it ends in the same pass', () => {
    const pipeline = alone();
    const { changes } = pipeline.run({ type: 'start_with_resource', jobId: pipeline.job('job').id }, { type: 'fire_event', event: 'success', jobNames: ['job'], actor: 'test' });
    expect(changes.resourceRequests).toEqual([{ jobId: pipeline.job('job').id, resourceGroupId: 1, request: 'none', isStarted: true }]);
  });

  it('starts by nothing but an assignment, in a simulation neither', () => {
    const pipeline = alone();
    expect(pipeline.fire('enqueue_waiting_for_resource', 'job').results).toEqual([{ type: 'refused', refusal: 'illegal_event' }]);
  });

  it('starts at once when it is in none', () => {
    expect(new TestPipeline(planOf([{ name: 'job', ...sketch }])).job('job').status).toBe(started);
  });
});

describe('the time of an external job in a resource group', () => {
  it('counts from when it has the resource', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'job', kind: 'external', options: { external: {} }, timeoutMs: 1_000, ...GROUP }]));
    pipeline.now += 5_000;
    assign(pipeline);
    expect(pipeline.job('job')).toMatchObject({ startedAt: pipeline.now, deadlineAt: pipeline.now + 1_000 });
  });
});

describe('a job in a resource group', () => {
  it('that a person or a timer starts stands in line like others', () => {
    const pipeline = new TestPipeline(planOf([
      { name: 'by hand', when: 'manual', ...GROUP },
      { name: 'later', when: 'delayed', startInMs: 1_000, ...GROUP },
    ]));
    expect([pipeline.job('by hand').status, pipeline.job('later').status]).toEqual(['manual', 'scheduled']);
    pipeline.run({ type: 'play_job', jobId: pipeline.job('by hand').id, actor: 'root' });
    pipeline.now += 1_000;
    pipeline.run({ type: 'process' });
    expect([pipeline.job('by hand').status, pipeline.job('later').status]).toEqual(['waiting_for_resource', 'waiting_for_resource']);
    expect(pipeline.history.filter(({ to }) => to === 'waiting_for_resource').map(({ event }) => event)).toEqual(['enqueue', 'enqueue_scheduled']);
  });

  it('that was upcoming wants nothing more when it is skipped or waits for a person, and is upcoming again when it is revived', () => {
    const pipeline = new TestPipeline(planOf([
      { name: 'first', stage: 'a' },
      { name: 'second', stage: 'b', ...GROUP },
      { name: 'third', stage: 'b', when: 'manual', ...GROUP },
    ]));
    const failed = pipeline.fire('drop', 'first');
    expect([requests(failed), effects(failed)]).toEqual([['none', 'none'], ['assign_resource']]);
    const retried = pipeline.run({ type: 'retry_job', jobId: pipeline.job('first').id, actor: 'root' });
    expect([requests(retried), effects(retried)]).toEqual([['upcoming', 'upcoming'], []]);
  });

  it('asks for two resources of two groups', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'a', ...GROUP }, { name: 'b', resourceGroup: 'other' }, { name: 'c', ...GROUP }]));
    expect(pipeline.effects.map((effect) => 'resourceGroupId' in effect && effect.resourceGroupId)).toEqual([1, 5]);
  });

  it('keeps its resource while it is being canceled', () => {
    const plan = planOf([{ name: 'job', kind: 'external', options: { external: {} }, ...GROUP }]);
    const pipeline = new TestPipeline(plan);
    pipeline.facts = { ...pipeline.facts, hookEvents: ['cancel'] };
    assign(pipeline);
    const { changes } = pipeline.run({ type: 'cancel_job', jobId: pipeline.job('job').id, actor: 'root' });
    expect([pipeline.job('job').status, changes.resourceRequests]).toEqual(['canceling', []]);
  });

  it('that is a bridge goes on without the resource when its downstream pipeline reopens it', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'job', kind: 'bridge', options: { trigger: { strategy: 'depend', include: ['c.yml'], variables: [] } }, ...GROUP }]));
    assign(pipeline);
    const jobId = pipeline.job('job').id;
    pipeline.run({ type: 'mirror_bridge', jobId, downstream: { id: 9, status: 'success' } });
    const reopened = pipeline.run({ type: 'reset_bridge', jobId, downstream: { id: 9, status: 'running' }, actor: 'root' });
    expect(requests(reopened)).toEqual([]);
  });

  it('that goes back behind others in one pass passes the resource on, as it does in two', () => {
    const bridge = { kind: 'bridge', stage: 'b', options: { trigger: { strategy: 'mirror', include: ['c.yml'], variables: [] } }, ...GROUP } as const;
    const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, { name: 'job', ...bridge }]));
    pipeline.fire('success', 'first');
    assign(pipeline);
    const jobId = pipeline.job('job').id;
    const back = pipeline.run({ type: 'mirror_bridge', jobId, downstream: { id: 9, status: 'skipped' } }, { type: 'retry_job', jobId: pipeline.job('first').id, actor: 'root' });
    expect([pipeline.job('job').status, requests(back), effects(back)]).toEqual(['created', ['upcoming'], ['assign_resource']]);
  });

  it('gives its resource back when a new attempt takes its place, whatever status it was left in', () => {
    const bridge = { kind: 'bridge', options: { trigger: { strategy: 'depend', include: ['c.yml'], variables: [] } }, ...GROUP } as const;
    const pipeline = new TestPipeline(planOf([{ name: 'job', ...bridge }]));
    assign(pipeline);
    pipeline.fire('start_cancel', 'job');
    const old = pipeline.job('job').id;
    const { changes } = pipeline.run({ type: 'retry_job', jobId: old, actor: 'root' });
    expect(changes.resourceRequests).toContainEqual({ jobId: old, resourceGroupId: 1, request: 'none', isStarted: false });
  });

  it('that is a bridge in line and is moved by anything else goes on without the resource', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'job', kind: 'bridge', options: { trigger: { strategy: 'depend', include: ['c.yml'], variables: [] } }, ...GROUP }]));
    expect(requests(pipeline.fire('pending', 'job'))).toEqual(['none']);
  });
});
