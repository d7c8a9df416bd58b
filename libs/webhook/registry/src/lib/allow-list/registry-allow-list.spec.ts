/** Proves that what is not on the list is not reached, however its address is spelt. */
import { RegistryAllowList } from './registry-allow-list';

function listOf(...texts: string[]): RegistryAllowList {
  const parsed = RegistryAllowList.parse(texts);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

const allows = (entry: string, url: string): boolean => listOf(entry).allows(new URL(url));

it.each([
  ['registry.example.com', 'https://registry.example.com/v2/'],
  ['registry.example.com', 'https://REGISTRY.example.com:443/'],
  ['Registry.Example.com:5000', 'https://registry.example.com:5000/'],
  ['https://registry.example.com', 'https://registry.example.com/'],
  ['http://localhost:5000', 'http://localhost:5000/'],
  ['http://registry', 'http://registry:80/'],
  ['http://127.0.0.1:5000', 'http://2130706433:5000/'],
  ['[::1]:5000', 'https://[0:0:0:0:0:0:0:1]:5000/'],
])('%s lets %s pass', (entry, url) => {
  expect(allows(entry, url)).toBe(true);
});

it.each([
  ['registry.example.com', 'http://registry.example.com/'],
  ['registry.example.com', 'https://registry.example.com:5000/'],
  ['registry.example.com', 'https://a.registry.example.com/'],
  ['registry.example.com', 'https://registry.example.com.evil.example/'],
  ['registry.example.com', 'https://registry.example.com@evil.example/'],
  ['registry.example.com', 'https://evil.example/registry.example.com'],
  ['registry.example.com', 'https://user:password@registry.example.com/'],
  ['registry.example.com:5000', 'https://registry.example.com/'],
  ['http://localhost:5000', 'https://localhost:5000/'],
  ['http://localhost:5000', 'http://127.0.0.1:5000/'],
  ['http://localhost:5000', 'file:///localhost:5000'],
])('%s does not let %s pass', (entry, url) => {
  expect(allows(entry, url)).toBe(false);
});

it.each(['', ' ', '*', 'a b', 'a/b', 'a,b', 'ftp://a', 'https://a/', 'http://', 'user@a', 'a:0', 'a:65536', 'a:b', '-a', '::1', `${'a'.repeat(300)}.example`])('cannot have %j on it', (entry) => {
  expect(RegistryAllowList.parse(['registry.example.com', entry])).toEqual({ ok: false, error: expect.stringMatching(/^is a list of/) });
});

it('without entries lets nothing pass', () => {
  expect(allows('registry.example.com', 'https://a.example/')).toBe(false);
  expect(listOf().originOf('registry.example.com')).toBeUndefined();
});

it('says how a registry is asked: by HTTPS unless only plain HTTP is listed', () => {
  const list = listOf('http://localhost:5000', 'registry.example.com', 'http://both.example:80', 'both.example');
  expect(list.originOf('localhost:5000')).toBe('http://localhost:5000');
  expect(list.originOf('registry.example.com')).toBe('https://registry.example.com');
  expect(list.originOf('both.example')).toBe('https://both.example');
  expect(list.originOf('localhost')).toBeUndefined();
  expect(list.originOf('registry.example.com/a')).toBeUndefined();
});
