/** A registry that others have written takes what is pushed to it, and what its digests stand for is found out. */
import { gzipSync } from 'node:zlib';
import { OciArtifactRegistry, pushArtifact, RegistryAllowList } from '@holdpoint/webhook-registry';
import { DockerRegistry, dockerRegistryMissing } from './lib/docker-registry';

const REPOSITORY = 'platform/podinfo-config';
const [SHA, OTHER] = ['731f7eaddfb6af01cb2173e18f0f75b0ba780ef1', 'e'.repeat(40)];

if (dockerRegistryMissing !== undefined) console.warn(`No test with a real registry: ${dockerRegistryMissing}`);
const describeWithRegistry = dockerRegistryMissing === undefined ? describe : describe.skip;

describeWithRegistry(`a real registry${dockerRegistryMissing === undefined ? '' : ` (skipped: ${dockerRegistryMissing})`}`, () => {
  let registry: DockerRegistry;
  beforeAll(async () => {
    registry = await DockerRegistry.start();
  });
  afterAll(() => registry.stop());

  const push = (tag: string, revision?: string) =>
    pushArtifact({ registryUrl: registry.url, repository: REPOSITORY, tag, annotations: revision === undefined ? {} : { revision }, layer: gzipSync('manifests') });
  const resolve = (digest: string) => {
    const allowList = RegistryAllowList.parse([registry.url]);
    if (!allowList.ok) throw new Error(allowList.error);
    return new OciArtifactRegistry(allowList.value).revisionOf({ repository: `${registry.host}/${REPOSITORY}`, digest, credentials: null, signal: new AbortController().signal });
  };

  it('says what an artifact was pushed with, also after its tag has moved', async () => {
    const [first, second] = [await push('latest', `main@sha1:${SHA}`), await push('latest', `main@sha1:${OTHER}`)];
    expect(await resolve(first.digest)).toEqual({ ok: true, value: { sha: SHA } });
    expect(await resolve(second.digest)).toEqual({ ok: true, value: { sha: OTHER } });
  });

  it('says nothing of an artifact that was pushed without a revision', async () => {
    const { digest } = await push('silent');
    expect(await resolve(digest)).toEqual({ ok: true, value: { sha: null } });
  });

  it('does not know what was never pushed', async () => {
    expect(await resolve(`sha256:${'0'.repeat(64)}`)).toMatchObject({ ok: false, error: { mayPass: false, problem: expect.stringContaining('does not have it') } });
  });
});
