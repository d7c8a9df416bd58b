/** What the reading side shows: filters, orders and pages, with kinds and statuses given from outside. */
import { StoreDriver, jobNamed } from '@holdpoint/pipeline-testing';
import { NO_PROGRESS, type JobKind, type PipelineCommand } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import { CommitRepository } from '../projects/commit-repository';
import { createDataSource } from '../schema/create-data-source';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { CallbackQueries } from './callback-queries';
import { HistoryQueries } from './history-queries';
import { JobQueries } from './job-queries';
import { PipelineQueries, type PipelineFilter } from './pipeline-queries';
import { RunnerQueue } from './runner-queue';
import { StageQueries } from './stage-queries';

const ALL_KINDS: readonly JobKind[] = ['build', 'bridge', 'external'];
const PAGE = { page: 1, perPage: 100 };

let subject: PgSubject;
let driver: StoreDriver;
let dataSource: DataSource;
let projectId: number;
let otherId: number;

beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
  [projectId, otherId] = subject.projectIds;
  dataSource = createDataSource(subject.url);
  await dataSource.initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await subject.dispose();
});

const fire = (event: string, ...jobNames: readonly string[]): PipelineCommand => ({ type: 'fire_event', event, jobNames, actor: 'x' });

describe('pipelines', () => {
  let ids: readonly number[];

  beforeAll(async () => {
    ids = [
      await driver.create(undefined, { projectId: otherId, ref: 'main' }),
      await driver.create(undefined, { projectId: otherId, ref: 'feature', source: 'push', createdBy: 'ann' }),
      await driver.create(undefined, { projectId: otherId, ref: 'main', sha: 'd'.repeat(40) }),
      await driver.create(undefined, { projectId: otherId, ref: 'main' }),
    ];
    await driver.run(ids[3] ?? 0, [{ type: 'process' }]);
  });

  const list = async (filter: PipelineFilter): Promise<(number | undefined)[]> => {
    const { items } = await new PipelineQueries(dataSource).list(otherId, filter, PAGE);
    return items.map(({ id }) => ids.indexOf(id));
  };

  it('are found in their project, with everything', async () => {
    const queries = new PipelineQueries(dataSource);
    const row = await queries.find(otherId, ids[1] ?? 0);
    expect(row).toMatchObject({
      id: ids[1], iid: 2, projectId: otherId, ref: 'feature', source: 'push', name: null, status: 'created', createdBy: 'ann',
      variables: [{ key: 'TARGET', value: 'staging' }], version: 0, startedAt: null, finishedAt: null, durationMs: null,
    });
    expect(Math.abs((row?.createdAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await queries.find(projectId, ids[1] ?? 0)).toBeUndefined();
  });

  it.each<readonly [PipelineFilter, readonly number[]]>([
    [{}, [3, 2, 1, 0]],
    [{ sort: 'asc' }, [0, 1, 2, 3]],
    [{ ref: 'main' }, [3, 2, 0]],
    [{ sha: 'd'.repeat(40) }, [2]],
    [{ statuses: ['pending'] }, [3]],
    [{ statuses: ['created', 'pending'] }, [3, 2, 1, 0]],
    [{ statuses: [] }, []],
    [{ source: 'push' }, [1]],
    [{ username: 'ann' }, [1]],
    [{ latestOfEachRef: true }, [3, 1]],
    [{ orderBy: 'ref', sort: 'asc' }, [1, 0, 2, 3]],
    [{ orderBy: 'status', sort: 'asc', ref: 'main' }, [0, 2, 3]],
    [{ orderBy: 'user_id', sort: 'asc' }, [1, 0, 2, 3]],
    [{ orderBy: 'updated_at' }, [3, 2, 1, 0]],
    [{ updatedAfter: 0 }, [3, 2, 1, 0]],
    [{ updatedBefore: 0 }, []],
    [{ name: 'no such name' }, []],
  ])('are filtered and ordered by %j', async (filter, expected) => {
    expect(await list(filter)).toEqual(expected);
  });

  it('come in pages with their number', async () => {
    const queries = new PipelineQueries(dataSource);
    const page = async (number: number) => {
      const { items, total, hasNext } = await queries.list(otherId, {}, { page: number, perPage: 3 });
      return [items.length, total, hasNext];
    };
    expect([await page(1), await page(2), await page(3)]).toEqual([[3, 4, true], [1, 4, false], [0, 4, false]]);
  });

  it('have a latest one for a ref at a sha', async () => {
    const queries = new PipelineQueries(dataSource);
    expect((await queries.findLatest(otherId, 'main', 'd'.repeat(40)))?.id).toBe(ids[2]);
    expect(await queries.findLatest(otherId, 'nowhere', 'd'.repeat(40))).toBeUndefined();
  });
});

describe('jobs, stages and history', () => {
  let id: number;
  let queries: JobQueries;

  beforeAll(async () => {
    const made = await new CommitRepository(subject.pool).commit(projectId, { branch: 'main', message: 'm', authorName: 'ann', authorEmail: 'ann@holdpoint.invalid', actions: [] });
    id = await driver.create(undefined, { sha: made.ok ? made.value.sha : '' });
    await driver.run(id, [{ type: 'process' }, fire('run', 'compile'), fire('success', 'compile'), fire('drop', 'lint')]);
    await driver.run(id, [{ type: 'retry_job', jobId: jobNamed(await driver.load(id), 'lint').id, actor: 'root' }]);
    queries = new JobQueries(dataSource);
  });

  it('are found by number, whatever their kind, in their project', async () => {
    const facts = await driver.load(id);
    const shown = facts.jobs.map(({ enqueueImmediately: _hidden, external: _external, trigger: _trigger, reportedFailures: _failures, endedByReport: _reported, resourceGroupId: _group, environment: _environment, progress, ...job }) => ({
      ...job,
      resourceGroup: null,
      environment: null,
      progressPercent: progress.percent,
      description: progress.description,
      targetUrl: progress.targetUrl,
    }));
    for (const { id: jobId, ...job } of shown) {
      const row = await queries.find(projectId, jobId);
      expect(row).toMatchObject({ ...job, id: jobId, pipeline: { id, projectId, ref: 'main' }, commit: { message: 'm' } });
      expect(await queries.find(otherId, jobId)).toBeUndefined();
    }
    expect(await queries.find(projectId, jobNamed(facts, 'rollout').id)).toMatchObject({
      kind: 'external', stage: 'deploy', options: { external: {} }, interruptible: false, retry: null, queuedAt: null,
    });
  });

  it.each<readonly [string, Parameters<JobQueries['allOfPipeline']>[1], readonly string[]]>([
    ['all', { kinds: ALL_KINDS, includeRetried: false }, ['compile', 'rollout', 'approval', 'later', 'by hand', 'child', 'clean up', 'lint']],
    ['builds', { kinds: ['build'], includeRetried: true }, ['compile', 'lint', 'later', 'by hand', 'clean up', 'lint']],
    ['bridges', { kinds: ['bridge'], includeRetried: false }, ['child']],
    ['waiting', { kinds: ALL_KINDS, statuses: ['running_externally'], includeRetried: false }, ['rollout', 'approval']],
    ['none', { kinds: [], includeRetried: false }, []],
  ])('of a pipeline are filtered: %s', async (_name, filter, expected) => {
    const rows = await queries.allOfPipeline(id, filter);
    expect(rows.map(({ name }) => name)).toEqual(expected);
    const { items, total, hasNext } = await queries.listByPipeline(id, filter, PAGE);
    expect(items.map(({ name }) => name)).toEqual([...expected].reverse());
    expect([total, hasNext]).toEqual([expected.length, false]);
  });

  it('of a project come in pages', async () => {
    const filter = { kinds: ALL_KINDS, includeRetried: false };
    const all = await queries.listByProject(projectId, filter, { page: 1, perPage: 100 });
    const first = await queries.listByProject(projectId, filter, { page: 1, perPage: 3 });
    const second = await queries.listByProject(projectId, filter, { page: 2, perPage: 3 });
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 6));
    expect([first.total, first.hasNext]).toEqual([null, true]);
  });

  it('show stages in order', async () => {
    const stages = await new StageQueries(dataSource).listByPipeline(id);
    expect(stages.map(({ name, position, status }) => [name, position, status])).toEqual([
      ['build', 1, 'running'],
      ['deploy', 3, 'running'],
      ['after', 5, 'created'],
    ]);
  });

  it('show the history of a pipeline from where one left off, and of a job', async () => {
    const history = new HistoryQueries(dataSource);
    const all = await history.listByPipeline(id, { afterSeq: 0, limit: 100 });
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_line, index) => index + 1));
    expect(await history.listByPipeline(id, { afterSeq: 2, limit: 2 })).toEqual(all.slice(2, 4));
    const { id: jobId } = jobNamed(await driver.load(id), 'rollout');
    expect(await history.listByJob(jobId)).toEqual([
      {
        pipelineId: id, seq: expect.any(Number), jobId, jobName: 'rollout', kind: 'external', attempt: 1, event: 'enqueue',
        from: 'created', to: 'running_externally', cause: 'processing', actor: null, at: expect.any(Number), ending: false,
      },
    ]);
  });

  it('show what callbacks did, to a job and by their own number', async () => {
    const ledger = new CallbackQueries(dataSource);
    const callbackId = '019abcde-0000-7000-8000-0000000beef0';
    const record = { id: callbackId, projectId, provider: 'test', actor: 'argo', request: { status: 'success' }, replayOf: null, event: null, occurrence: null };
    const command = { type: 'callback', callbackId, jobId: null, jobName: 'rollout', matchKey: null, report: { outcome: 'success', progress: NO_PROGRESS }, actor: 'argo' } as const;
    await driver.run(id, [command], { callbacks: [record] });
    const { id: jobId } = jobNamed(await driver.load(id), 'rollout');
    const { items, hasNext } = await ledger.listByJob(jobId, PAGE);
    expect(items).toEqual([
      {
        callbackId, projectId, provider: 'test', actor: 'argo', request: { status: 'success' }, receivedAt: expect.any(Number),
        replayOf: null, calls: 1, event: null, pipelineId: id, jobId, jobName: 'rollout', verdict: 'accepted', reason: 'ended_the_job',
        at: items[0]?.receivedAt,
      },
    ]);
    expect(hasNext).toBe(false);
    expect((await ledger.find(projectId, callbackId))?.matches).toEqual(items);
    expect(await ledger.find(otherId, callbackId)).toBeUndefined();
  });

  it('show a runner the builds it may attend to', async () => {
    const { now, builds } = await new RunnerQueue(dataSource).find(['pending', 'running'], 10);
    expect(now).toBeGreaterThan(0);
    expect(builds.filter(({ pipelineId }) => pipelineId === id)).toEqual([
      expect.objectContaining({ name: 'lint', status: 'pending', script: ['true'], startedAt: null }),
    ]);
  });
});
