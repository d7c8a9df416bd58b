/** Proves how the ledger of a project is read: filters, both ways of paging, single callbacks, nothing of other projects. */
import type { CallbackResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { makeProject, makeWaiting, type Waiting } from '../test-project.fixture';

let api: TestApi;
let waiting: Waiting;
let reports: readonly string[];

beforeAll(async () => {
  api = await TestApi.start();
  waiting = await makeWaiting(api);
  const { id, pipeline, wait } = waiting;
  const made: string[] = [];
  for (const keys of [
    { pipeline_id: pipeline.id, job_name: 'wait' },
    { job_id: wait.id },
    { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'failed' },
    { ref: 'main', sha: 'f'.repeat(40), job_name: 'wait' },
    { pipeline_id: pipeline.id, job_name: 'nobody' },
  ]) {
    const { body } = await api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status: 'success', ...keys });
    made.push(body.callback_id ?? '');
  }
  reports = made;
});
afterAll(() => api.stop());

const list = (query: string): ReturnType<typeof api.get<ProjectCallbackResponse[]>> =>
  api.get<ProjectCallbackResponse[]>(`/projects/${waiting.id}/callbacks?${query}`);
const placesOf = (body: readonly ProjectCallbackResponse[]): readonly number[] =>
  body.map(({ callback_id: id }) => reports.indexOf(id));

describe.each(['', '&pagination=keyset'])('filters%s', (paging) => {
  it.each([
    ['', [4, 3, 2, 1, 0]],
    ['verdict=accepted', [0]],
    ['verdict[]=accepted&verdict[]=parked', [3, 0]],
    ['verdict=', [4, 3, 2, 1, 0]],
    ['actor=root', [4, 3, 2, 1, 0]],
    ['actor=nobody', []],
    ['provider=pipeline_callback&verdict=conflict', [2]],
    ['received_after=2000-01-01', [4, 3, 2, 1, 0]],
    ['received_before=2000-01-01T00:00:00Z', []],
  ])('show by %s what fits', async (query, places) => {
    const { status, body } = await list(query + paging);
    expect([status, placesOf(body)]).toEqual([200, places]);
  });

  it('show what concerned a job or a pipeline, and what it did there', async () => {
    const { pipeline, wait } = waiting;
    expect(placesOf((await list(`job_id=${wait.id}${paging}`)).body)).toEqual([2, 1, 0]);
    expect(placesOf((await list(`pipeline_id=${pipeline.id}${paging}`)).body)).toEqual([4, 2, 1, 0]);
    expect(placesOf((await list(`job_id=${wait.id}&verdict=duplicate${paging}`)).body)).toEqual([1]);
    expect(placesOf((await list(`job_id=${wait.id}&verdict=unmatched${paging}`)).body)).toEqual([]);
  });

  it.each([
    ['verdict=good', 'verdict does not have a valid value'],
    ['received_after=yesterday', 'received_after is invalid'],
    ['job_id=x', 'job_id is invalid'],
  ])('refuse %s', async (query, error) => {
    const { status, body } = await list(query + paging);
    expect([status, body]).toEqual([400, { error }]);
  });
});

describe('keyset', () => {
  it('is followed by its links from the newest to the oldest, filters and all', async () => {
    const seen: number[] = [];
    let next: string | undefined = `${api.base}/projects/${waiting.id}/callbacks?pagination=keyset&per_page=2&actor=root`;
    while (next !== undefined) {
      const { body, headers }: Awaited<ReturnType<typeof list>> = await api.get(next);
      seen.push(...placesOf(body));
      expect([headers.get('x-per-page'), headers.get('x-next-page')]).toEqual(['2', null]);
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      if (next !== undefined) expect(next).toContain('actor=root');
    }
    expect(seen).toEqual([4, 3, 2, 1, 0]);
  });

  it.each(['x', 'W10', Buffer.from('[1,"x"]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      const { status, body } = await list(`pagination=keyset&cursor=${cursor}`);
      expect([status, body]).toEqual([400, { error: 'cursor is invalid' }]);
    },
  );
});

describe('a callback', () => {
  it('is found by its number', async () => {
    const { body } = await list('');
    for (const callback of body) {
      const found = await api.get(`/projects/${waiting.id}/callbacks/${callback.callback_id}`);
      expect([found.status, found.body]).toEqual([200, callback]);
    }
  });

  it('of another project is as absent as one that does not exist', async () => {
    const other = await makeProject(api);
    const answers = [
      await api.get(`/projects/${other}/callbacks/${reports[0]}`),
      await api.get(`/projects/${other}/callbacks/01900000-0000-7000-8000-000000000000`),
      await api.get(`/projects/${other}/callbacks/1`),
    ];
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([404, { message: '404 Callback Not Found' }]);
    }
    expect((await api.get(`/projects/${other}/callbacks`)).body).toEqual([]);
  });
});
