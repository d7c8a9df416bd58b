/** A registry that others have written takes what is pushed to it, and what its digests stand for is found out. */
import { gzipSync } from 'node:zlib';
import { pushArtifact, RegistryAllowList, RegistryClient } from '@holdpoint/webhook-registry';
import { DockerRegistry, dockerRegistryMissing } from './lib/docker-registry';

const REPOSITORY = 'platform/podinfo-config';
const REVISION = 'main@sha1:731f7eaddfb6af01cb2173e18f0f75b0ba780ef1';

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
    return new RegistryClient(allowList.value).resolveRevision({ repository: { host: registry.host, name: REPOSITORY }, digest, credentials: null });
  };

  it('says what an artifact was pushed with, also after its tag has moved', async () => {
    const [first, second] = [await push('latest', REVISION), await push('latest', 'main@sha1:another')];
    expect(await resolve(first.digest)).toEqual({ ok: true, value: { annotation: REVISION, source: 'manifest' } });
    expect(await resolve(second.digest)).toEqual({ ok: true, value: { annotation: 'main@sha1:another', source: 'manifest' } });
  });

  it('says nothing of an artifact that was pushed without a revision', async () => {
    const { digest } = await push('silent');
    expect(await resolve(digest)).toEqual({ ok: true, value: { annotation: null, source: 'manifest' } });
  });

  it('does not know what was never pushed', async () => {
    expect(await resolve(`sha256:${'0'.repeat(64)}`)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
});
