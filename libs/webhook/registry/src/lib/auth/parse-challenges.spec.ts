/** Proves that the ways in that registries offer are read as they are written, and that no header can do harm. */
import fc from 'fast-check';
import { parseChallenges } from './parse-challenges';

const parse = (header: string | string[] | undefined) => parseChallenges(header).map(({ scheme, parameters }) => ({ scheme, ...Object.fromEntries(parameters) }));

it('reads the challenge of a registry', () => {
  expect(parse('Bearer realm="https://gitlab.example.com/jwt/auth",service="container_registry",scope="repository:group/app:pull,push",error="invalid_token"')).toEqual([
    { scheme: 'bearer', realm: 'https://gitlab.example.com/jwt/auth', service: 'container_registry', scope: 'repository:group/app:pull,push', error: 'invalid_token' },
  ]);
});

it.each([
  ['several in one header', 'Basic realm="a", Bearer realm="b", service=c'],
  ['several headers', ['Basic realm="a"', 'Bearer realm="b", service=c']],
  ['other case and blanks', 'BASIC   REALM = "a" ,, bearer Realm= "b" , Service = c'],
])('reads %s', (_name, header) => {
  expect(parse(header)).toEqual([{ scheme: 'basic', realm: 'a' }, { scheme: 'bearer', realm: 'b', service: 'c' }]);
});

it.each([
  [undefined, []],
  ['', []],
  ['realm="a"', []],
  ['Negotiate', [{ scheme: 'negotiate' }]],
  ['Bearer realm="a\\"b\\\\c"', [{ scheme: 'bearer', realm: 'a"b\\c' }]],
  ['Bearer realm="a', [{ scheme: 'bearer', realm: '' }]],
])('reads %j as %j', (header, expected) => {
  expect(parse(header)).toEqual(expected);
});

it('reads whatever comes', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'aB=", \\-\t'), maxLength: 200 }), (header) => Array.isArray(parse(header))));
});

it('reads no more than 8,192 characters', () => {
  expect(parse(`${' '.repeat(8_187)}Basic`)).toEqual([{ scheme: 'basic' }]);
  expect(parse(`${' '.repeat(8_192)}Basic`)).toEqual([]);
});
