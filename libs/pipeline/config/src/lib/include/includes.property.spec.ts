/** Merging files that include each other, compared with a plain merge over random trees of files (fast-check). */
import fc from 'fast-check';
import { EntryContext } from '../entry/entry-context';
import { PlanSession } from '../plan/plan-session';
import { NO_TREE_FACTS } from '../plan/tree-facts';
import { ProblemLog } from '../problem/problem-log';
import { SourceText } from '../problem/source-text';
import { PUSH } from '../testing/config.fixture';
import { deepMerge, isPlainMap, type PlainMap } from '../testing/deep-merge.fixture';
import { parseYaml } from '../yaml/parse-yaml';
import type { YamlNode } from '../yaml/yaml-node';
import { IncludeLocator } from './include-locator';
import { Includes } from './includes';

type Files = Readonly<Record<string, string>>;
type Plain = string | PlainMap<string>;
interface Node {
  readonly own: PlainMap<string>;
  readonly included: readonly Node[];
}

/** What GitLab's processor does with one file: what it includes, in order, then itself. */
const merged = ({ own, included }: Node): PlainMap<string> => [...included.map(merged), own].reduce((base, file) => deepMerge(base, file), {});

const { node } = fc.letrec<{ value: Plain; node: Node }>((tie) => ({
  value: fc.oneof({ maxDepth: 2 }, fc.constantFrom('x', 'y'), fc.dictionary(fc.constantFrom('p', 'q'), tie('value'), { maxKeys: 3, noNullPrototype: true })),
  node: fc.record({
    own: fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
    included: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('node'), { maxLength: 3 })),
  }),
}));

/** Each node as a file of its own. */
function filesOf(root: Node): Readonly<{ text: string; files: Files }> {
  const files: Record<string, string> = {};
  const write = ({ own, included }: Node): string => {
    const paths = included.map((child) => {
      const text = write(child);
      const path = `${Object.keys(files).length}.yml`;
      files[path] = text;
      return path;
    });
    return JSON.stringify({ include: paths, ...own });
  };
  return { text: write(root), files };
}

function expanded({ text, files }: Readonly<{ text: string; files: Files }>): unknown {
  const source = SourceText.of(text, Object.entries(files));
  const context = new EntryContext(new ProblemLog(source));
  const maps = parseYaml(source, context.log);
  const root = maps?.get(null);
  if (!maps || root === undefined) return context.log.list();
  const tree = { ...NO_TREE_FACTS, files: new Map(Object.entries(files)) };
  return plain(new Includes({ files: maps, locator: new IncludeLocator(new PlanSession({ ...PUSH, tree })), context }).expand(root));
}

const plain = (node: YamlNode): unknown => (node.kind === 'map' ? [...node.entries].map(([key, entry]) => [key, plain(entry.value)]) : node.kind === 'scalar' && node.value);

const entriesOf = (value: Plain): unknown => (isPlainMap(value) ? Object.entries(value).map(([key, item]) => [key, entriesOf(item)]) : value);

it('the merge of any tree of files is what merging each over its own includes gives, keys in order', () => {
  fc.assert(
    fc.property(node, (root) => {
      expect(expanded(filesOf(root))).toEqual(entriesOf(merged(root)));
    }),
    { numRuns: 1_000 },
  );
});

it('the merge is not that of all files in a row: what a text hides from a mapping before it is its own', () => {
  const files = { 'a.yml': 'm: { p: x }', 'b.yml': 'include: c.yml\nm: { q: y }', 'c.yml': 'm: x' };
  expect(expanded({ text: 'include: [a.yml, b.yml]', files })).toEqual([['m', [['p', 'x'], ['q', 'y']]]]);
});
