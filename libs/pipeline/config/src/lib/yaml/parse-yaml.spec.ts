/**
 * YAML as GitLab reads it: plain scalars as Ruby's Psych, merges, aliases, documents, tags, duplicate keys, line ends.
 * Each case is a small text; nodes are turned into plain values for comparison.
 */
import { SourceText } from '../problem/source-text';
import { ProblemLog } from '../problem/problem-log';
import { parseYaml } from './parse-yaml';
import { resolvePlainScalar } from './resolve-plain-scalar';
import type { YamlNode } from './yaml-node';

/** A node as nested arrays and lists of entries. */
function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

function read(text: string): unknown {
  const source = SourceText.of(text);
  const log = new ProblemLog(source);
  const root = parseYaml(source, log)?.get(null);
  return root === undefined ? log.list().map(({ message }) => message) : plain(root);
}

describe('plain scalars', () => {
  it.each([
    ['', null, ''],
    ['~', null, ''],
    ['Null', null, ''],
    ['yes', true, 'true'],
    ['ON', true, 'true'],
    ['no', false, 'false'],
    ['Off', false, 'false'],
    ['y', 'y', 'y'],
    ['n', 'n', 'n'],
    ['12', 12, '12'],
    ['1.25', 1.25, '1.25'],
    ['1'.repeat(64), Number('1'.repeat(64)), '1'.repeat(64)],
    ['1'.repeat(65), '1'.repeat(65), '1'.repeat(65)],
    ['0x_', '0x_', '0x_'],
    ['0b_', '0b_', '0b_'],
    ['-0B,', '-0B,', '-0B,'],
    ['-12', -12, '-12'],
    ['1_000', 1_000, '1000'],
    ['1,000', 1_000, '1000'],
    ['017', 15, '15'],
    ['0o17', '0o17', '0o17'],
    ['0x1F', 31, '31'],
    ['0b11', 3, '3'],
    ['08', '08', '08'],
    ['1:30', 5_400, '5400'],
    ['8:30', 30_600, '30600'],
    ['+1:30', 5_400, '5400'],
    ['-1:30', -1_800, '-1800'],
    ['1:00:30', 3_630, '3630'],
    ['-1:00:30', -3_570, '-3570'],
    ['8080:80', '8080:80', '8080:80'],
    ['1.0', 1, '1.0'],
    ['1.10', 1.1, '1.1'],
    ['1.5e+3', 1_500, '1500.0'],
    ['12e4567', '12e4567', '12e4567'],
    ['123456789012345678901', 123456789012345680000, '123456789012345678901'],
    ['2001-12-14', '2001-12-14', '2001-12-14'],
    ['1.2.3', '1.2.3', '1.2.3'],
    ['.', '.', '.'],
    ['-', '-', '-'],
    ['v1', 'v1', 'v1'],
  ])('%s', (source, value, text) => {
    expect(resolvePlainScalar(source)).toEqual({ value, text });
  });

  it('are left alone in quotes and blocks', () => {
    expect(read('a: "yes"\nb: \'017\'\nc: |\n  12\nd: !!str 12')).toEqual({ a: 'yes', b: '017', c: '12\n', d: '12' });
  });

  it('stay as written when they are keys', () => {
    expect(read('on: 1\n017: 2')).toEqual({ on: 1, '017': 2 });
  });
});

describe('merge keys', () => {
  it('bring keys along; what is written later wins, as in Psych', () => {
    expect(read('x: &x { a: 1, b: 2 }\ny: { a: 0, <<: *x, b: 3 }')).toEqual({ x: { a: 1, b: 2 }, y: { a: 1, b: 3 } });
  });

  it('take a list, of which earlier items win', () => {
    expect(read('x: &x { a: 1 }\ny: &y { a: 2, b: 2 }\nz: { <<: [*x, *y] }')).toMatchObject({ z: { a: 1, b: 2 } });
  });

  it('refuse anything but mappings', () => {
    expect(read('x: { <<: 1 }')).toEqual(['Invalid YAML: `<<` must be a mapping or a list of mappings']);
  });

  it('are plain text in quotes', () => {
    expect(read('x: { "<<": 1 }')).toEqual({ x: { '<<': 1 } });
  });
});

describe('what is refused', () => {
  it.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3', 'Invalid YAML: the key a was already written in line 1'],
    ['an alias without anchor', 'a: *b', 'Invalid YAML: the alias *b has no anchor before it'],
    ['an alias inside its anchor', 'a: &a { b: *a }', 'Invalid YAML: the alias *a contains itself'],
    ['!reference without a list', 'a: !reference b', 'Invalid YAML: `!reference` takes a list, such as `!reference [.job, script]`'],
    ['a key that is a reference', '!reference [a]: 1', 'Invalid YAML: a key must be a text'],
    ['a merge of a reference', 'a: { <<: !reference [b] }', 'Invalid YAML: `<<` must be a mapping or a list of mappings'],
    ['another tag', 'a: !ruby/object {}', 'Invalid YAML: the tag !ruby/object is not known'],
    ['a key that is a list', '[a]: 1', 'Invalid YAML: a key must be a text'],
    ['a null key', '~: 1', 'Invalid YAML: a key must be a text'],
    ['a header document', 'spec: {}\n---\na: 1', 'Invalid configuration format: a header with `spec` is not supported yet'],
    ['a second document', 'a: 1\n---\nb: 1', 'Invalid configuration format: only one document can be the configuration'],
    ['a third document', '---\na: 1\n---\nb: 1\n---\nc: 1', 'The parsed YAML has too many documents'],
    ['NUL', 'a: \0', 'Invalid configuration format: NUL or half of a surrogate pair in the text'],
    ['an escaped NUL', 'a: "\\0"', 'Invalid YAML: an escape stands for NUL or for half of a surrogate pair'],
    ['half a surrogate pair', 'a: \ud800', 'Invalid configuration format: NUL or half of a surrogate pair in the text'],
    ['half a pair as an escape', 'a: "\\ud800"', 'Invalid YAML: an escape stands for NUL or for half of a surrogate pair'],
  ])('%s', (_, text, message) => {
    expect(read(text)).toEqual([message]);
  });

  it.each([
    ['a header', 'spec: {}\n---\na: 1', 1],
    ['a document too many', 'a: 1\n---\nb: 1', 3],
  ])('says where there is %s', (_, text, line) => {
    const source = SourceText.of(text);
    const log = new ProblemLog(source);
    expect(parseYaml(source, log)).toBeNull();
    expect(log.list()[0]?.line).toBe(line);
  });

  it('says where the syntax breaks', () => {
    const source = SourceText.of('a: 1\nb: [1\nc: 2');
    const log = new ProblemLog(source);
    expect(parseYaml(source, log)).toBeNull();
    expect(log.list()[0]).toMatchObject({ message: expect.stringMatching(/^Invalid YAML: /), line: 3 });
  });
});

describe('what is accepted', () => {
  it.each([
    ['CRLF', 'a: 1\r\nb:\r\n  - c\r\n'],
    ['a byte order mark', '\ufeffa: 1\nb: [c]'],
    ['a document start and end', '---\na: 1\nb: [c]\n...\n'],
    ['an empty second document', 'a: 1\nb: [c]\n---\n'],
    ['a %YAML line', '%YAML 1.1\n---\na: 1\nb: [c]'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ a: 1, b: ['c'] });
  });

  it('brackets in scripts, balanced or not, quoted or not, are no nesting', () => {
    const lines = Array.from({ length: 500 }, () => "    - 'echo [[[ {{{'\n    - if [[ $A ]]; then echo ((1\n").join('');
    const block = `    - |\n${'      [[[[ {{{{\n'.repeat(500)}`;
    expect(read(`a:\n  script:\n${lines}${block}`)).toHaveProperty('a.script.length', 1_001);
  });

  it('a surrogate pair', () => {
    expect(read('a: "\\ud83d\\ude00 \u{1F600}"')).toEqual({ a: '\u{1F600} \u{1F600}' });
  });
});
