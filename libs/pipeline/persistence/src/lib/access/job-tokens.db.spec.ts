/** Tokens of jobs: derived, never stored, of one attempt, and valid across a rotation of the server's keys. */
import { randomBytes } from 'node:crypto';
import { StoreDriver, externalPlan, jobNamed, pipelinePlan } from '@holdpoint/pipeline-testing';
import { Secrets, type SecretKey } from '@holdpoint/secrets';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { JobTokens, type JobToken } from './job-tokens';

const keyOf = (id: string): SecretKey => ({ id, bytes: randomBytes(32) });
const [old, current] = [keyOf('old'), keyOf('new')];

let subject: PgSubject;
let driver: StoreDriver;
let tokens: JobTokens;
let pipelineId: number;

beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
  tokens = new JobTokens(subject.pool, new Secrets(old));
});
afterAll(() => subject.dispose());
beforeEach(async () => {
  pipelineId = await driver.create(pipelinePlan([externalPlan('outside')]));
  await driver.run(pipelineId, [{ type: 'process' }]);
});

const jobId = async (): Promise<number> => jobNamed(await driver.load(pipelineId), 'outside').id;

async function derived(from: JobTokens, id: number): Promise<JobToken> {
  const token = await from.derive(id);
  if (!token) throw new Error('the job is there');
  return token;
}

it('stands for its job, its pipeline and its project', async () => {
  const id = await jobId();
  const { token, attempt } = await derived(tokens, id);
  expect([attempt, await tokens.verify(token)]).toEqual([1, { jobId: id, pipelineId, projectId: subject.projectIds[0] }]);
  expect((await derived(tokens, id)).token).toBe(token);
});

it('is refused with any letter changed, for another job, and before anybody has asked for it', async () => {
  const id = await jobId();
  const { token } = await derived(tokens, id);
  for (let index = token.indexOf('.') + 1; index < token.length; index += 1) {
    const other = token[index] === 'A' ? 'B' : 'A';
    expect(await tokens.verify(token.slice(0, index) + other + token.slice(index + 1))).toBeUndefined();
  }
  const second = await driver.create(pipelinePlan([externalPlan('outside')]));
  const otherId = jobNamed(await driver.load(second), 'outside').id;
  expect(await tokens.verify(token.replace(`-${id}.`, `-${otherId}.`))).toBeUndefined();
  await derived(tokens, otherId);
  expect(await tokens.verify(token.replace(`-${id}.`, `-${otherId}.`))).toBeUndefined();
  for (const text of ['', 'hpjt-', token.slice(0, -1), `${token}A`, token.replace(`-${id}.`, '-999999999.'), token.toUpperCase()]) {
    expect(await tokens.verify(text)).toBeUndefined();
  }
});

it('differs by attempt: the old one still names the old attempt', async () => {
  const id = await jobId();
  const first = await derived(tokens, id);
  await driver.fire(pipelineId, 'drop', 'outside');
  await driver.run(pipelineId, [{ type: 'retry_job', jobId: id, actor: 'root' }]);
  const second = await tokens.deriveLatest(subject.projectIds[0], id);
  expect(second).toMatchObject({ jobId: await jobId(), attempt: 2 });
  expect(await tokens.verify(first.token)).toMatchObject({ jobId: id });
  expect(await tokens.verify(second?.token ?? '')).toMatchObject({ jobId: second?.jobId });
  expect(await tokens.deriveLatest(subject.projectIds[1], id)).toBeUndefined();
});

it('outlives a rotation of keys, and ends with its key', async () => {
  const id = await jobId();
  const { token } = await derived(tokens, id);
  const rotated = new JobTokens(subject.pool, new Secrets(current, old));
  expect(await rotated.verify(token)).toMatchObject({ jobId: id });
  expect((await derived(rotated, id)).token).toBe(token);
  const withoutOld = new JobTokens(subject.pool, new Secrets(current));
  expect(await withoutOld.verify(token)).toBeUndefined();
  const replaced = (await derived(withoutOld, id)).token;
  expect(replaced).not.toBe(token);
  expect([await withoutOld.verify(replaced), await rotated.verify(token)]).toEqual([expect.any(Object), undefined]);
});

it('is one for all who ask at once', async () => {
  const id = await jobId();
  const all = await Promise.all(Array.from({ length: 20 }, () => derived(tokens, id)));
  expect(new Set(all.map(({ token }) => token)).size).toBe(1);
});

it('is stored nowhere', async () => {
  const { token } = await derived(tokens, await jobId());
  const { rows } = await subject.pool.query<{ row: string }>('SELECT external_jobs::text AS row FROM external_jobs');
  expect(rows.some(({ row }) => row.includes(token.slice(token.indexOf('.') + 1)))).toBe(false);
});
