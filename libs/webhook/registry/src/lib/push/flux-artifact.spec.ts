/** Proves that an artifact is written as Flux writes it: the bytes, and so the digest, are those of a real one. */
import { digestOf } from '../manifest/digest';
import { fluxArtifact } from './flux-artifact';

const LAYER = Buffer.from('H4sIAAAAAAAAAyvIT8nMS8tXyE3My0xLLS4pVigz4gIAs4odSBUAAAA=', 'base64');

it('has the digests that Flux gives the same artifact', () => {
  const { manifest, config } = fluxArtifact(LAYER, {
    source: 'https://gitlab.example.com/platform/podinfo-config.git',
    revision: 'main@sha1:731f7eaddfb6af01cb2173e18f0f75b0ba780ef1',
    created: '2026-08-08T10:12:01Z',
  });
  expect(digestOf(config)).toBe('sha256:8dd3ac51fd36916860cdf58949b02e39065054460c93366eff41246a47eb0609');
  expect(digestOf(manifest)).toBe('sha256:226e60cb09068ca525350234066dab230fab6da43757dfed0257c54c3ea4f918');
});

it('can be repeated: without an instant it has none of today', () => {
  expect(fluxArtifact(LAYER, { revision: 'a' })).toEqual(fluxArtifact(LAYER, { revision: 'a' }));
  expect(fluxArtifact(LAYER, {}).config.toString()).toContain('"created":"1970-01-01T00:00:00Z"');
});

it('cannot be made of what is not compressed', () => {
  expect(() => fluxArtifact(Buffer.from('tar'), {})).toThrow('incorrect header check');
});
