/** Proves that registries are kept with their secrets hidden, and that they decide what no build has registered. */
import { err } from '@holdpoint/kernel';
import type { ArtifactRegistry } from '@holdpoint/pipeline-application';
import type { ArtifactRevisionResponse, JobResponse, RegistryResponse } from '@holdpoint/pipeline-contract';
import { DigestTasksModule, TasksModule } from '@holdpoint/pipeline-feature';
import { makePipeline, makeProject, TestApi } from '@holdpoint/pipeline-feature/testing';
import { eventually } from '@holdpoint/pipeline-testing';
import { OciArtifactRegistry, pushArtifact, RegistryAllowList, startMemoryRegistry, type MemoryRegistry } from '@holdpoint/webhook-registry';
import { gzipSync } from 'node:zlib';
import { ReceiverModule } from '../receiver.module';
import { deliver, fluxEvent, makeReceiver, signed } from '../receiver-api.fixture';

const PASSWORD = 'marked-password-of-a-registry';
const CONFIG = `
wait:
  external:
    provider: flux
    match: { kind: Kustomization, namespace: flux-system, name: apps }
`;

let registry: MemoryRegistry;
let api: TestApi;
let away = false;
beforeAll(async () => {
  registry = await startMemoryRegistry({ auth: { scheme: 'bearer', username: 'robot', password: PASSWORD } });
  const allowed = RegistryAllowList.parse([registry.url]);
  if (!allowed.ok) throw new Error(allowed.error);
  const client = new OciArtifactRegistry(allowed.value);
  const artifactRegistry: ArtifactRegistry = {
    revisionOf: (question) => (away ? Promise.resolve(err({ problem: 'it is away', mayPass: true })) : client.revisionOf(question)),
  };
  api = await TestApi.start([ReceiverModule, TasksModule, DigestTasksModule], { artifactRegistry });
});
afterAll(async () => {
  await api.stop();
  await registry.stop();
});

interface Waiting {
  readonly id: number;
  readonly sha: string;
  status(): Promise<string | undefined>;
  /** Tells success of a digest; answers the verdict. */
  tell(digest: string, metadata?: object): Promise<string>;
}
async function makeWaiting(): Promise<Waiting> {
  const id = await makeProject(api, CONFIG);
  const { id: pipelineId, sha } = await makePipeline(api, id);
  const receiver = await makeReceiver(api, {}, id);
  return {
    id,
    sha,
    status: async () => (await api.get<JobResponse[]>(`/projects/${id}/pipelines/${pipelineId}/jobs`)).body[0]?.status,
    tell: async (digest, metadata = {}) => {
      const body = fluxEvent({ metadata: { revision: `latest@${digest}`, ...metadata } });
      const { text } = await deliver(receiver.address, body, signed(receiver.secret, body));
      return (JSON.parse(text) as { callbacks: { verdict: string }[] }).callbacks[0]?.verdict ?? text;
    },
  };
}
let pushes = 0;
const push = async (annotations: object, name = 'app', layer = gzipSync(`push ${(pushes += 1)}`)): Promise<string> => {
  const credentials = { username: 'robot', password: PASSWORD };
  return (await pushArtifact({ registryUrl: registry.url, repository: name, tag: 'latest', annotations, layer, credentials })).digest;
};
const ask = (id: number, input: object = {}): ReturnType<typeof api.post<RegistryResponse>> =>
  api.post<RegistryResponse>(`/projects/${id}/registries`, { repository: `${registry.host}/app`, username: 'robot', password: PASSWORD, ...input });

/** Until no task of a project is left that asks. */
const nothingIsAsked = (id: number): Promise<void> =>
  eventually(async () => (await api.pool.query("SELECT FROM graphile_worker._private_jobs WHERE payload ->> 'projectId' = $1::text", [id])).rows.length === 0);

describe('an event whose digest nobody has registered', () => {
  it('is decided once the registry has said what it stands for', async () => {
    const { id, sha, status, tell } = await makeWaiting();
    await ask(id);
    const digest = await push({ revision: `main@sha1:${sha}` });
    expect(await tell(digest)).toBe('parked');
    await eventually(async () => (await status()) === 'success');
    const { body } = await api.get<ArtifactRevisionResponse[]>(`/projects/${id}/artifact_revisions`);
    expect(body.map(({ source, sha: named, repository }) => [source, named, repository])).toEqual([['registry', sha, `${registry.host}/app`]]);
    expect(await tell(digest)).toBe('duplicate');
  });

  it('is not ended by what it claims when the registry says otherwise', async () => {
    const { id, sha, status, tell } = await makeWaiting();
    await ask(id);
    const digest = await push({ revision: `main@sha1:${'e'.repeat(40)}` });
    expect(await tell(digest, { originRevision: `main@sha1:${sha}` })).toBe('parked');
    await eventually(async () => (await api.get<ArtifactRevisionResponse[]>(`/projects/${id}/artifact_revisions`)).body.length > 0);
    await eventually(async () => (await api.get<{ verdict: string }[]>(`/projects/${id}/callbacks`)).body[0]?.verdict === 'conflict');
    expect(await status()).toBe('running_externally');
  });

  it.each(['the artifact names none', 'the registry does not have it'])('goes by what it claims where %s', async (why) => {
    const { id, sha, status, tell } = await makeWaiting();
    await ask(id);
    const digest = why.startsWith('the artifact') ? await push({}) : `sha256:${'9'.repeat(64)}`;
    expect(await tell(digest, { originRevision: `main@sha1:${sha}` })).toBe('parked');
    await eventually(async () => (await status()) === 'success');
  });

  it('is decided by what a build registers while a registry is away', async () => {
    const { id, sha, status, tell } = await makeWaiting();
    await ask(id, { repository: 'registry-that-is-away.test/app' });
    away = true;
    const digest = `sha256:${'7'.repeat(64)}`;
    expect(await tell(digest)).toBe('parked');
    await api.post(`/projects/${id}/artifact_revisions`, { digest, sha, ref: 'main', repository: 'r' });
    await eventually(async () => (await status()) === 'success');
    away = false;
  });

  it('is decided when a registry that knows it is made, which the project had none of or with a wrong password', async () => {
    const { id, sha, status, tell } = await makeWaiting();
    const digest = await push({ revision: sha });
    expect(await tell(digest)).toBe('parked');
    await nothingIsAsked(id);
    const wrong = await ask(id, { password: 'wrong' });
    await eventually(async () => (await api.get<unknown[]>(`/projects/${id}/artifact_revisions`)).body.length > 0);
    await nothingIsAsked(id);
    expect(await status()).toBe('running_externally');
    await api.send('DELETE', `/projects/${id}/registries/${wrong.body.id}`);
    await ask(id);
    await eventually(async () => (await status()) === 'success');
  });

  it('has a registry asked again that had nothing to say a while ago', async () => {
    const { id, sha, status, tell } = await makeWaiting();
    await ask(id);
    const layer = gzipSync('pushed elsewhere first');
    const digest = await push({ revision: sha }, 'elsewhere', layer);
    expect(await tell(digest)).toBe('parked');
    const asked = async (): Promise<ArtifactRevisionResponse[]> => (await api.get<ArtifactRevisionResponse[]>(`/projects/${id}/artifact_revisions`)).body;
    await eventually(async () => (await asked()).length > 0);
    expect(await push({ revision: sha }, 'app', layer)).toBe(digest);
    await api.pool.query("UPDATE registries SET created_at = created_at - interval '1 hour' WHERE project_id = $1", [id]);
    await api.pool.query("UPDATE artifact_revisions SET asked_at = asked_at - interval '6 minutes' WHERE project_id = $1", [id]);
    await tell(digest, { summary: 'again' });
    await eventually(async () => (await status()) === 'success');
  });

  it('is decided by the one repository of several that knows it', async () => {
    const { id, sha, status, tell } = await makeWaiting();
    await ask(id, { repository: `${registry.host}/other` });
    await ask(id);
    const digest = await push({ revision: sha });
    await tell(digest);
    await eventually(async () => (await status()) === 'success');
  });
});

describe('a registry', () => {
  it('is shown without its password, once, and removed', async () => {
    const id = await makeProject(api);
    const { status, body } = await ask(id, { repository: `oci://${registry.host}/app` });
    expect([status, body]).toEqual([201, { id: expect.any(Number), project_id: id, repository: `${registry.host}/app`, username: 'robot', created_at: expect.any(String) }]);
    expect((await ask(id)).body).toEqual({ message: { repository: ['has already been taken'] } });
    expect((await api.get<RegistryResponse[]>(`/projects/${id}/registries`)).body).toEqual([body]);
    const { rows } = await api.pool.query<{ text: string }>('SELECT registries::text AS text FROM registries WHERE project_id = $1', [id]);
    expect(rows.map(({ text }) => text.includes(PASSWORD))).toEqual([false]);
    expect((await api.send('DELETE', `/projects/${id}/registries/${body.id}`)).status).toBe(204);
    expect((await api.send('DELETE', `/projects/${id}/registries/${body.id}`)).status).toBe(404);
  });

  it.each([
    [{ repository: 'app:latest' }, 'repository'],
    [{ repository: `registry.test/app@sha256:${'0'.repeat(64)}` }, 'repository'],
    [{ password: undefined }, 'password is missing'],
    [{ username: undefined }, 'username is missing'],
    [{ repository: undefined }, 'repository is missing'],
  ])('is refused with %j', async (input, problem) => {
    const { status, body } = await ask(await makeProject(api), input);
    expect([status, body]).toEqual([400, { error: expect.stringContaining(problem) }]);
  });

  it('is the tenth at most', async () => {
    const id = await makeProject(api);
    const answers = [];
    for (let index = 0; index < 11; index += 1) answers.push((await ask(id, { repository: `registry.test/app${index}` })).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 201), 400]);
  });
});
