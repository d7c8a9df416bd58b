/** Proves that repositories are read by the grammar of the OCI distribution specification, and nothing else is. */
import fc from 'fast-check';
import { parseRepository } from './parse-repository';

it.each([
  ['registry.example.com/app', 'registry.example.com', 'app'],
  ['oci://registry.example.com:5000/group/app', 'registry.example.com:5000', 'group/app'],
  ['Registry.Example.com/group/sub.group/a__b--c_d', 'registry.example.com', 'group/sub.group/a__b--c_d'],
  ['localhost/app', 'localhost', 'app'],
  ['127.0.0.1:5000/0', '127.0.0.1:5000', '0'],
  ['[::1]:5000/app', '[::1]:5000', 'app'],
])('%s is a repository', (text, host, name) => {
  expect(parseRepository(text)).toEqual({ ok: true, value: { host, name } });
});

it.each(['registry.example.com/app:latest', 'registry.example.com/app@sha256:00', 'oci://registry.example.com:5000/app:1.0@sha256:00'])('%s is refused for its tag or digest', (text) => {
  expect(parseRepository(text)).toEqual({ ok: false, error: expect.stringContaining('without a tag or digest') });
});

it.each(['group/app', 'app/sub/sub'])('%s is refused because no host is in it', (text) => {
  expect(parseRepository(text)).toEqual({ ok: false, error: expect.stringMatching(/^begins with the host/) });
});

it.each([
  '', '/', 'registry.example.com', 'registry.example.com/', '/app', 'registry.example.com//app', 'registry.example.com/App', 'registry.example.com/a___b',
  'registry.example.com/a..b', 'registry.example.com/../b', 'registry.example.com/-a', 'registry.example.com/a-', 'registry.example.com/a b', 'registry.example.com/a?b',
  'registry.example.com/a#b', 'registry.example.com/ä', 'registry.example.com/a\n', 'user@registry.example.com/a', 'http://registry.example.com/a', 'oci://oci://registry.example.com/a',
])('%j is refused', (text) => {
  expect(parseRepository(text).ok).toBe(false);
});

it('takes at most 255 characters', () => {
  expect(parseRepository(`a.example/${'b'.repeat(245)}`).ok).toBe(true);
  expect(parseRepository(`a.example/${'b'.repeat(246)}`).ok).toBe(false);
});

it('never reads anything that could leave the path of the repository', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab.:/-_@?#%\\ A0\n') }), (text) => {
      const parsed = parseRepository(`a.example/${text}`);
      if (!parsed.ok) return;
      const { host, name } = parsed.value;
      expect(new URL(`/v2/${name}/manifests/x`, `https://${host}`).href).toBe(`https://${host}/v2/${name}/manifests/x`);
    }),
  );
});
