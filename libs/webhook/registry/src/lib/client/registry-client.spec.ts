/** Proves what digests are resolved to: Flux artifacts, images with labels, indexes; and that a digest is never another's. */
import { pushArtifact } from '../push/push-artifact';
import { startMemoryRegistry, type MemoryRegistry } from '../memory-registry/start-memory-registry';
import { indexOf, json, LAYER, manifestOf, NAME, OCI, putBlob, putManifest, resolve, REVISION, revisionOf, ROBOT } from './registry.fixture';

const found = (annotation: string | null, source: string) => ({ ok: true, value: { annotation, source } });
const refused = (code: string, message = expect.any(String)) => ({ ok: false, error: { code, message } });

describe('a registry that everybody may read', () => {
  let registry: MemoryRegistry;
  beforeEach(async () => {
    registry = await startMemoryRegistry();
  });
  afterEach(() => registry.stop());

  const push = (tag: string, revision?: string) =>
    pushArtifact({ registryUrl: registry.url, repository: NAME, tag, annotations: revision === undefined ? {} : { revision }, layer: LAYER });
  const labelled = async (revision: unknown, mediaType = `${OCI}.config.v1+json`) => ({
    mediaType,
    digest: await putBlob(registry, json({ config: { Labels: revisionOf(revision) } })),
  });

  it('says of a Flux artifact what it was pushed with', async () => {
    const { digest } = await push('main', REVISION);
    expect(await resolve(registry.host, digest)).toEqual(found(REVISION, 'manifest'));
  });

  it('says the same of a digest after its tag has moved', async () => {
    const { digest: older } = await push('latest', 'main@sha1:1');
    const { digest: newer } = await push('latest', 'main@sha1:2');
    expect(await resolve(registry.host, older)).toEqual(found('main@sha1:1', 'manifest'));
    expect(await resolve(registry.host, newer)).toEqual(found('main@sha1:2', 'manifest'));
  });

  it.each([[undefined], ['']])('says nothing of an artifact whose revision is %j', async (revision) => {
    const { digest } = await push('main', revision);
    expect(await resolve(registry.host, digest)).toEqual(found(null, 'manifest'));
  });

  it.each(['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'])('finds the label of an image with %s', async (mediaType) => {
    const digest = await putManifest(registry, manifestOf(undefined, await labelled(REVISION, mediaType)));
    expect(await resolve(registry.host, digest)).toEqual(found(REVISION, 'config'));
  });

  it('takes the annotation before the label', async () => {
    const digest = await putManifest(registry, manifestOf(revisionOf(REVISION), await labelled('another')));
    expect(await resolve(registry.host, digest)).toEqual(found(REVISION, 'manifest'));
  });

  it('does not need to look further than the annotation', async () => {
    const digest = await putManifest(registry, manifestOf(revisionOf(REVISION), { mediaType: `${OCI}.config.v1+json`, digest: 'sha512:00' }));
    expect(await resolve(registry.host, digest)).toEqual(found(REVISION, 'manifest'));
  });

  it('does not look for labels where a configuration is something else', async () => {
    const digest = await putManifest(registry, manifestOf(undefined, await labelled(REVISION, 'application/vnd.cncf.helm.config.v1+json')));
    expect(await resolve(registry.host, digest)).toEqual(found(null, 'manifest'));
  });

  it('says nothing of an image without labels', async () => {
    const config = { mediaType: `${OCI}.config.v1+json`, digest: await putBlob(registry, json({ config: { Labels: null } })) };
    expect(await resolve(registry.host, await putManifest(registry, manifestOf({}, config)))).toEqual(found(null, 'manifest'));
  });

  it('does not know a digest that was never pushed, or was pushed elsewhere', async () => {
    const { digest } = await pushArtifact({ registryUrl: registry.url, repository: 'group/other', tag: 'main', annotations: {}, layer: LAYER });
    expect(await resolve(registry.host, digest)).toEqual(refused('not_found'));
  });

  it.each(['latest', '', 'sha256:0', `sha512:${'0'.repeat(128)}`, `sha256:${'A'.repeat(64)}`, `sha256:${'0'.repeat(64)}/../x`])('is not asked for %j, which is no digest that can be checked', async (digest) => {
    expect(await resolve(registry.host, digest)).toEqual(refused('unsupported_digest'));
  });

  it('is not asked when it is not on the list', async () => {
    expect(await resolve(registry.host, `sha256:${'0'.repeat(64)}`, null, [])).toEqual(refused('host_not_allowed', expect.stringContaining(registry.host)));
  });

  describe('with an index', () => {
    const attestation = { digest: `sha256:${'0'.repeat(64)}`, annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };
    const image = async (revision: string, kind?: string) => ({ digest: await putManifest(registry, manifestOf({ ...revisionOf(revision), kind })) });

    it('takes its own annotation first, and asks for nothing it lists', async () => {
      const digest = await putManifest(registry, indexOf([{ digest: `sha256:${'1'.repeat(64)}` }], revisionOf(REVISION)));
      expect(await resolve(registry.host, digest)).toEqual(found(REVISION, 'index'));
    });

    it('asks for the manifests, but not for what only attests one', async () => {
      const digest = await putManifest(registry, indexOf([attestation, await image(REVISION, 'arm64'), await image(REVISION, 'amd64')]));
      expect(await resolve(registry.host, digest)).toEqual(found(REVISION, 'manifest'));
    });

    it('goes as far as the labels of the images', async () => {
      const silent = { digest: await putManifest(registry, manifestOf({ silent: 'yes' }, { mediaType: 'x', digest: `sha256:${'1'.repeat(64)}` })) };
      const speaking = { digest: await putManifest(registry, manifestOf(undefined, await labelled(REVISION))) };
      const digest = await putManifest(registry, indexOf([silent, speaking, silent]));
      expect(await resolve(registry.host, digest)).toEqual(found(REVISION, 'config'));
    });

    it('whose manifests are of different revisions stands for none', async () => {
      const digest = await putManifest(registry, indexOf([await image('a'), await image('b')]));
      expect(await resolve(registry.host, digest)).toEqual(refused('malformed', expect.stringContaining('disagree')));
    });

    it.each([[[]], [[attestation]]])('that lists no manifest says nothing', async (manifests) => {
      expect(await resolve(registry.host, await putManifest(registry, indexOf(manifests)))).toEqual(found(null, 'index'));
    });

    it('of which a manifest is missing is not resolved by the others', async () => {
      const digest = await putManifest(registry, indexOf([await image(REVISION), { digest: `sha256:${'1'.repeat(64)}` }]));
      expect(await resolve(registry.host, digest)).toEqual(refused('not_found'));
    });

    it('within an index is not followed, whatever it calls itself', async () => {
      const inner = await putManifest(registry, indexOf([await image(REVISION)]));
      const digest = await putManifest(registry, indexOf([{ digest: inner, mediaType: `${OCI}.manifest.v1+json` }]));
      expect(await resolve(registry.host, digest)).toEqual(refused('malformed', expect.stringContaining('an index is in the index')));
    });

    it('may list 20 manifests, and each as often as it likes', async () => {
      const images = await Promise.all(Array.from({ length: 21 }, (_, n) => image(REVISION, `${n}`)));
      const twenty = images.slice(1);
      expect(await resolve(registry.host, await putManifest(registry, indexOf([...twenty, ...twenty])))).toEqual(found(REVISION, 'manifest'));
      expect(await resolve(registry.host, await putManifest(registry, indexOf(images)))).toEqual(refused('malformed', expect.stringContaining('20')));
    });
  });

  describe('does not resolve', () => {
    it.each([
      ['no JSON', Buffer.from('{')],
      ['a list', json([])],
      ['a manifest of the first schema', json({ schemaVersion: 1, fsLayers: [] })],
      ['what is manifest and index at once', json({ manifests: [], layers: [], config: { digest: `sha256:${'0'.repeat(64)}` }, annotations: revisionOf(REVISION) })],
      ['a revision that is no text', manifestOf(revisionOf(1))],
      ['a revision of more than 1,000 characters', manifestOf(revisionOf('a'.repeat(1_001)))],
      ['a revision with NUL in it', manifestOf(revisionOf('a\u0000'))],
      ['a revision of two lines', manifestOf(revisionOf('a\nb'))],
      ['what is nested a million times', Buffer.from('['.repeat(1_000_000))],
    ])('%s', async (_name, bytes) => {
      expect(await resolve(registry.host, await putManifest(registry, bytes))).toEqual(refused('malformed'));
    });

    it.each([manifestOf(undefined, { mediaType: `${OCI}.config.v1+json`, digest: 'sha512:00' }), indexOf([{ digest: '../../../x' }]), indexOf([{}])])('what names others by no digest that can be checked: %s', async (bytes) => {
      expect(await resolve(registry.host, await putManifest(registry, bytes))).toEqual(refused('unsupported_digest'));
    });
  });

  it('takes a revision as it is written, up to 1,000 characters', async () => {
    const revision = `feature/ä@sha1:${'😀'.repeat(492)}`;
    expect(await resolve(registry.host, await putManifest(registry, manifestOf(revisionOf(revision))))).toEqual(found(revision, 'manifest'));
  });
});

describe.each(['basic', 'bearer'] as const)('a registry that asks for credentials by %s', (scheme) => {
  let registry: MemoryRegistry;
  let digest: string;
  const target = () => ({ registryUrl: registry.url, repository: NAME, tag: 'main', annotations: { revision: REVISION }, layer: LAYER });
  beforeAll(async () => {
    registry = await startMemoryRegistry({ auth: { scheme, ...ROBOT } });
    ({ digest } = await pushArtifact({ ...target(), credentials: ROBOT }));
  });
  afterAll(() => registry.stop());

  it('answers its user', async () => {
    expect(await resolve(registry.host, digest, ROBOT)).toEqual(found(REVISION, 'manifest'));
  });

  it.each([[null], [{ ...ROBOT, password: 'wrong' }], [{ ...ROBOT, username: 'other' }]])('refuses others', async (credentials) => {
    expect(await resolve(registry.host, digest, credentials)).toEqual(refused('unauthorized', expect.not.stringMatching(/robot|wrong|other/)));
    await expect(pushArtifact({ ...target(), ...(credentials ? { credentials } : {}) })).rejects.toThrow('cannot be pushed');
  });
});
