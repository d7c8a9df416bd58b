/** Events of Flux as they come over the wire, read into ours. */
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import { adapterOf } from '../providers';

const SHA = 'b7f0a1c2d3e4f5061728394a5b6c7d8e9f001122';
const OTHER_SHA = '00112233445566778899aabbccddeeff00112233';
const DIGEST = `sha256:${'4d5e6f70'.repeat(8)}`;

const event = (changes: object = {}): object => ({
  involvedObject: { kind: 'Kustomization', namespace: 'apps', name: 'shop', uid: 'c0ffee00-0000-4000-8000-000000000001', apiVersion: 'kustomize.toolkit.fluxcd.io/v1' },
  severity: 'info',
  timestamp: '2026-03-04T05:06:07Z',
  message: 'Reconciliation finished in 1.2s, next run in 10m0s',
  reason: 'ReconciliationSucceeded',
  metadata: { commit_status: 'update', revision: `main@sha1:${SHA}` },
  reportingController: 'kustomize-controller',
  ...changes,
});
const helmEvent = (metadata: object): object =>
  event({ involvedObject: { kind: 'HelmRelease', namespace: 'apps', name: 'shop' }, reason: 'UpgradeSucceeded', metadata });

function read(body: object | string | Buffer): ExternalEvent | string {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const result = adapterOf('flux')({ body: bytes, headers: {} });
  if (!result.ok) return result.error.problem;
  expect(result.value).toHaveLength(1);
  return result.value[0] as ExternalEvent;
}
const readEvent = (body: object): ExternalEvent => {
  const result = read(body);
  if (typeof result === 'string') throw new Error(result);
  return result;
};

it('reads a success', () => {
  expect(read(event())).toEqual({
    subject: { type: 'object', object: { kind: 'Kustomization', namespace: 'apps', name: 'shop' } },
    outcome: 'success',
    progress: { percent: null, description: 'reconciliation succeeded: Reconciliation finished in 1.2s, next run in 10m0s', targetUrl: null },
    revision: { sha: SHA, digest: null, claimed: [], unusable: null },
    occurredAt: Date.UTC(2026, 2, 4, 5, 6, 7),
  });
});

it('reads an event of an object that nobody can watch, as one that is ignored', () => {
  expect(readEvent(event({ involvedObject: { kind: 'GitRepository', namespace: 'flux-system', name: 'shop' }, reason: 'NewArtifact' }))).toMatchObject({
    subject: { object: { kind: 'GitRepository' } },
    outcome: 'ignored',
  });
});

describe('the revision', () => {
  const none = { sha: null, digest: null, claimed: [], unusable: null };

  it.each([
    ['a sha', { revision: `main@sha1:${SHA}` }, { sha: SHA }],
    ['a digest', { revision: `latest@${DIGEST}` }, { digest: DIGEST }],
    ['a digest with what it claims to stand for', { revision: DIGEST, originRevision: `main@sha1:${SHA}` }, { digest: DIGEST, claimed: [{ field: 'originRevision', sha: SHA }] }],
    [
      'all that is claimed beside a sha',
      { revision: `main@sha1:${SHA}`, originRevision: `main/${SHA}`, commit: OTHER_SHA },
      { sha: SHA, claimed: [{ field: 'originRevision', sha: SHA }, { field: 'commit', sha: OTHER_SHA }] },
    ],
    ['nothing of a claim that names no commit', { revision: DIGEST, originRevision: 'v1.2', commit: DIGEST }, { digest: DIGEST }],
    ['a short sha as unusable', { revision: 'main@sha1:b7f0a1c' }, { unusable: 'main@sha1:b7f0a1c' }],
    ['a claim where the revision is unusable', { revision: 'main@sha1:b7f0a1c', commit: SHA }, { claimed: [{ field: 'commit', sha: SHA }] }],
    ['a claim that is unusable and alone', { originRevision: 'v1.2' }, { unusable: 'v1.2' }],
    ['an empty one as none', { revision: '' }, {}],
    ['keys with the prefix of their controller', { 'kustomize.toolkit.fluxcd.io/revision': `main@sha1:${SHA}` }, { sha: SHA }],
    ['keys with the prefix of the controller of sources', { 'source.toolkit.fluxcd.io/revision': `main@sha1:${SHA}` }, { sha: SHA }],
    ['an annotation with its prefix', { 'event.toolkit.fluxcd.io/commit': SHA }, { claimed: [{ field: 'commit', sha: SHA }] }],
    ['the plain key before one with a prefix', { 'kustomize.toolkit.fluxcd.io/revision': `main@sha1:${OTHER_SHA}`, revision: `main@sha1:${SHA}` }, { sha: SHA }],
    [
      'the key of a controller before an annotation',
      { 'event.toolkit.fluxcd.io/revision': `main@sha1:${OTHER_SHA}`, 'kustomize.toolkit.fluxcd.io/revision': `main@sha1:${SHA}` },
      { sha: SHA },
    ],
    ['nothing under a prefix of nobody', { 'example.com/revision': `main@sha1:${SHA}` }, {}],
    ['no digest of a chart, which a Kustomization has not', { 'oci-digest': DIGEST }, { unusable: DIGEST }],
  ])('is %s', (_name, metadata, claims) => {
    expect(readEvent(event({ metadata })).revision).toEqual({ ...none, ...claims });
  });

  it.each([
    ['a version as unusable', { revision: '6.7.0' }, { unusable: '6.7.0' }],
    ['the digest beside the version', { revision: '6.7.0+4d5e6f704d5e', 'oci-digest': DIGEST }, { digest: DIGEST }],
    ['the digest with the prefix of its controller', { 'helm.toolkit.fluxcd.io/revision': '6.7.0', 'helm.toolkit.fluxcd.io/oci-digest': DIGEST }, { digest: DIGEST }],
    ['unusable with a digest that is none', { revision: '6.7.0', 'oci-digest': 'sha256:4d5e6f70' }, { unusable: '6.7.0' }],
    ['a claim beside the version', { revision: '6.7.0', commit: SHA }, { claimed: [{ field: 'commit', sha: SHA }] }],
    ['a version even where it looks like a sha', { revision: SHA }, { unusable: SHA }],
    ['no sha under the key of the digest', { 'oci-digest': `main@sha1:${SHA}` }, { unusable: `main@sha1:${SHA}` }],
  ])('of a chart is %s', (_name, metadata, claims) => {
    expect(readEvent(helmEvent(metadata)).revision).toEqual({ ...none, ...claims });
  });

  it.each([[undefined], [null], [{}], [{ revision: null }]])('is none with the metadata %j', (metadata) => {
    expect(readEvent(event({ metadata })).revision).toEqual(none);
  });

  it('is kept in 255 storable characters where it is unusable', () => {
    expect(readEvent(event({ metadata: { revision: `\0${'x'.repeat(300)}` } })).revision.unusable).toBe(`\ufffd${'x'.repeat(254)}`);
  });
});

describe('the description', () => {
  const describeEvent = (reason: string, message: string): string | null => readEvent(event({ reason, message })).progress.description;

  it.each([
    ['HealthCheckFailed', '', 'health check failed'],
    ['InvalidCELExpression', 'no such key', 'invalid cel expression: no such key'],
    ['OCIArtifactPullFailed', 'gone', 'oci artifact pull failed: gone'],
    ['Progressing', 'Deployment/apps/shop configured\nService/apps/shop created', 'progressing: Deployment/apps/shop configured'],
    ['Progressing', '\n\n  after empty lines\r\nmore', 'progressing: after empty lines'],
    ['BuildFailed', '<x> & y', 'build failed: <x> & y'],
  ])('says %s of %j', (reason, message, description) => {
    expect(describeEvent(reason, message)).toBe(description);
  });

  it('is cut, and the event counts, however long the message is', () => {
    const { outcome, progress } = readEvent(event({ message: 'x'.repeat(3_000_000) }));
    expect([outcome, progress.description]).toEqual(['success', `reconciliation succeeded: ${'x'.repeat(1_024 - 'reconciliation succeeded: '.length)}`]);
  });

  it('can be stored whatever the message is', () => {
    expect(describeEvent('Progressing', 'a\0b\ud800')).toBe('progressing: a\ufffdb');
  });
});

describe('a malformed event', () => {
  it.each([
    ['is half of one', '{"involvedObject":', 'The body cannot be read: it is not JSON'],
    ['is empty', '', 'The body cannot be read: it is not JSON'],
    ['is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'The body cannot be read: it is not UTF-8'],
    ['is nested too deep', '['.repeat(100_000), 'The body cannot be read: it is nested deeper than 32 levels'],
    ['holds too much', `[${'0,'.repeat(20_000)}0]`, 'The body cannot be read: it holds more than 10000 values'],
    ['is null', 'null', 'The body must be a JSON object'],
    ['is a list', JSON.stringify([event()]), 'The body must be a JSON object'],
    ['is a text', '"ReconciliationSucceeded"', 'The body must be a JSON object'],
    ['has no object', event({ involvedObject: undefined }), 'involvedObject is missing: it must be an object'],
    ['has null for an object', event({ involvedObject: null }), 'involvedObject is missing: it must be an object'],
    ['has a list for an object', event({ involvedObject: ['Kustomization', 'apps', 'shop'] }), 'involvedObject must be an object'],
    ['has an object without a kind', event({ involvedObject: { namespace: 'apps', name: 'shop' } }), 'involvedObject.kind is missing: it must be a text of 1 to 255 characters'],
    ['has an object without a namespace', event({ involvedObject: { kind: 'Kustomization', name: 'shop' } }), 'involvedObject.namespace is missing: it must be a text of 1 to 255 characters'],
    ['has an object with an empty name', event({ involvedObject: { kind: 'Kustomization', namespace: 'apps', name: '' } }), 'involvedObject.name must be a text of 1 to 255 characters'],
    ['has an object with a NUL in its name', event({ involvedObject: { kind: 'Kustomization', namespace: 'apps', name: 'a\0' } }), 'involvedObject.name must be a text of 1 to 255 characters'],
    ['has no severity', event({ severity: undefined }), 'severity is missing: it must be one of trace, info, error'],
    ['has an unknown severity', event({ severity: 'fatal' }), 'severity must be one of trace, info, error'],
    ['has a severity in upper case', event({ severity: 'INFO' }), 'severity must be one of trace, info, error'],
    ['has a severity in a list', event({ severity: ['info'] }), 'severity must be one of trace, info, error'],
    ['has no timestamp', event({ timestamp: undefined }), 'timestamp is missing: it must be a time of RFC 3339, such as 2026-01-31T12:00:00Z'],
    ['has a timestamp in words', event({ timestamp: 'yesterday' }), 'timestamp must be a time of RFC 3339, such as 2026-01-31T12:00:00Z'],
    ['has a number for a timestamp', event({ timestamp: 1_772_600_767 }), 'timestamp must be a time of RFC 3339, such as 2026-01-31T12:00:00Z'],
    ['has no reason', event({ reason: undefined }), 'reason is missing: it must be a text of 1 to 255 characters'],
    ['has an empty reason', event({ reason: '' }), 'reason must be a text of 1 to 255 characters'],
    ['has no message', event({ message: undefined }), 'message is missing: it must be a text'],
    ['has an object for a message', event({ message: {} }), 'message must be a text'],
    ['has a list for metadata', event({ metadata: [] }), 'metadata must be an object of texts'],
    ['has a number in its metadata', event({ metadata: { revision: 7 } }), 'metadata must be an object of texts'],
    ['has an object in its metadata', event({ metadata: { revision: {} } }), 'metadata must be an object of texts'],
  ])('%s', (_name, body, problem) => {
    expect(read(body)).toBe(problem);
  });

  it('is one whose fields are those of a prototype', () => {
    expect(read(`{"__proto__":${JSON.stringify(event())}}`)).toBe('involvedObject is missing: it must be an object');
    expect({}).not.toHaveProperty('severity');
  });

  it('is told by the last of two keys with one name', () => {
    expect(read(JSON.stringify(event()).replace('"severity":"info"', '"severity":"info","severity":"fatal"'))).toBe('severity must be one of trace, info, error');
  });
});
