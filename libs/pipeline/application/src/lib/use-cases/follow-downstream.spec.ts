/** A bridge follows a pipeline that is not locked: what changes between two looks is told as well. */
import { HOLDPOINT_CI_MODEL, type PipelineId, type PipelinePlan, type Status } from '@holdpoint/pipeline-domain';
import { Corridor } from '../corridor/corridor';
import { InMemoryPipelineStore } from '../in-memory/in-memory-pipeline-store';
import { BridgeLookup, type DownstreamLink } from '../ports/bridge-lookup';
import { BridgePermission } from '../ports/bridge-permission';
import { FollowDownstream } from './follow-downstream';

/** Answers one look after another with these statuses; nothing else is asked of it here. */
class ChangingDownstream extends BridgeLookup {
  constructor(
    private readonly bridge: Pick<DownstreamLink, 'pipelineId' | 'jobId'>,
    private readonly statuses: Status[],
  ) {
    super();
  }

  findSource = (): Promise<DownstreamLink | undefined> => {
    const status = this.statuses.length > 1 ? this.statuses.shift() : this.statuses[0];
    return Promise.resolve(status && { ...this.bridge, projectId: 1, status });
  };
  findBridge = (): Promise<undefined> => Promise.resolve(undefined);
  findProject = (): Promise<undefined> => Promise.resolve(undefined);
  findHierarchy = () => Promise.resolve({ upstreams: [], size: 0 });
  findChildren = (): Promise<readonly PipelineId[]> => Promise.resolve([]);
  findRedundant = (): Promise<readonly PipelineId[]> => Promise.resolve([]);
}

/** One user may do everything, and nobody else anything. */
class OnlyRoot extends BridgePermission {
  mayRead = (username: string): Promise<boolean> => Promise.resolve(username === 'root');
  mayRun = (username: string): Promise<boolean> => Promise.resolve(username === 'root');
}

const job = { stage: 'a', when: 'on_success', allowFailure: false, needs: null, startInMs: null, timeoutMs: null, interruptible: false, resourceGroup: null, environment: null, retry: null } as const;
const trigger = { strategy: 'depend' as const, include: ['child.yml'], variables: [] };
const plan: PipelinePlan = {
  name: null,
  stages: [{ name: 'a', position: 0 }, { name: 'b', position: 1 }],
  jobs: [
    { ...job, kind: 'bridge', name: 'bridge', options: { trigger } },
    { ...job, kind: 'build', name: 'after', stage: 'b', options: {} },
  ],
  autoCancel: { onJobFailure: 'none', onNewCommit: 'none' },
};

const DOWNSTREAM = 99;

async function createBridged(store: InMemoryPipelineStore, corridor: Corridor): Promise<{ readonly id: PipelineId; readonly jobId: number }> {
  const { id } = await store.create({
    ...{ projectId: 1, ref: 'main', sha: 'a'.repeat(40), source: 'api', createdBy: 'root', variables: [] },
    defaultTimeoutMs: 60_000,
    plan,
  });
  await corridor.submit({ pipelineId: id, command: { type: 'process' } });
  return { id, jobId: store.read(id)?.jobs[0]?.id ?? 0 };
}

/** The statuses of the bridge and of the job behind it after the downstream pipeline was seen in these statuses. */
async function follow(statuses: Status[], startedAnewBy: string | null = null): Promise<unknown> {
  const store = new InMemoryPipelineStore(() => 1_000);
  const corridor = new Corridor(store, HOLDPOINT_CI_MODEL);
  const { id, jobId } = await createBridged(store, corridor);
  const lookup = new ChangingDownstream({ pipelineId: id, jobId }, statuses);
  const outcome = await new FollowDownstream(lookup, new OnlyRoot(), corridor).execute(DOWNSTREAM, startedAnewBy);
  return [outcome.ok || outcome.error, ...(store.read(id)?.jobs.map(({ status }) => status) ?? [])];
}

it.each<[Status[], ...string[]]>([
  [['success'], 'success', 'pending'],
  [['failed'], 'failed', 'skipped'],
  [['running'], 'pending', 'created'],
  [['failed', 'running', 'running'], 'pending', 'created'],
  [['failed', 'success', 'success'], 'success', 'pending'],
  [['canceled', 'running', 'success', 'success'], 'success', 'pending'],
])('%j leaves the bridge %s and the job behind it %s', async (statuses, bridge, after) => {
  expect(await follow(statuses)).toEqual([true, bridge, after]);
});

it.each([
  ['root', 'success', 'pending'],
  ['somebody', 'success', 'skipped'],
])('started anew by %s, a pipeline that failed and then succeeds leaves the bridge %s and the job behind it %s', async (user, bridge, after) => {
  const store = new InMemoryPipelineStore(() => 1_000);
  const corridor = new Corridor(store, HOLDPOINT_CI_MODEL);
  const { id, jobId } = await createBridged(store, corridor);
  const statuses: Status[] = ['failed'];
  const follow = new FollowDownstream(new ChangingDownstream({ pipelineId: id, jobId }, statuses), new OnlyRoot(), corridor);
  await follow.execute(DOWNSTREAM, null);
  statuses[0] = 'running';
  await follow.execute(DOWNSTREAM, user);
  statuses[0] = 'success';
  await follow.execute(DOWNSTREAM, null);
  expect(store.read(id)?.jobs.map(({ status }) => status)).toEqual([bridge, after]);
});

it('leaves a pipeline that never rests to another try', async () => {
  const changing: Status[] = ['failed', 'running', 'failed', 'running', 'failed', 'running', 'failed'];
  expect(await follow(changing)).toEqual(['busy', expect.anything(), expect.anything()]);
});
