import type { EntryContext } from '../entry/entry-context';
import { asString } from '../entry/string-lists';
import { checkKeys, supportTable } from '../keyword/check-keys';
import { isNull, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import type { IncludeEntry } from './include-entry';
import { readIncludeRules } from './read-include-rules';

/** Where GitLab can take a file from. */
const SOURCES = ['local', 'project', 'remote', 'template', 'component', 'artifact'];

/** Only files of the same commit can be read here. */
const ELSEWHERE = ['artifact', 'cache', 'component', 'file', 'inputs', 'integrity', 'job', 'project', 'ref', 'remote', 'template'];

const keySupport = supportTable(['local', 'rules'], ELSEWHERE);

/** Reads `include` of one file: a path, a mapping, or a list of both. Source: GitLab's `External::Mapper`. */
export function readIncludes(file: YamlMap, context: EntryContext): readonly IncludeEntry[] {
  const node = file.entries.get('include')?.value;
  if (node === undefined) return [];
  const items = node.kind === 'list' && !node.isReference ? node.items : [node];
  return items.filter((item) => !isNull(item)).map((item) => readItem(item, context)).filter((entry) => entry !== null);
}

function readItem(node: YamlNode, context: EntryContext): IncludeEntry | null {
  const local = asString(node);
  if (local !== null) return entryOf(local, null, node);
  if (node.kind === 'map') return readMap(node, context);
  context.log.add('Each include must be a hash or a string', 'include', node.offset);
  return null;
}

function readMap(map: YamlMap, context: EntryContext): IncludeEntry | null {
  const scope = context.scope('include');
  const isKnown = SOURCES.some((key) => isGiven(map.entries.get(key)?.value));
  if (!isKnown) {
    const valid = `Valid subkeys are: \`${SOURCES.join('`, `')}\``;
    context.log.add(`\`${asWritten(map)}\` does not have a valid subkey for include. ${valid}`, 'include', map.offset);
    return null;
  }
  checkKeys(map, scope, keySupport);
  const rules = readIncludeRules(map, scope, context);
  const node = map.entries.get('local')?.value;
  // What else it is taken from has been reported.
  if (node === undefined || !isGiven(node)) return null;
  const local = asString(node);
  if (local !== null) return entryOf(local, rules, map);
  context.log.add(`Included file \`${printedJson(node)}\` needs to be a string`, 'include', node.offset);
  return null;
}

const entryOf = (local: string, rules: IncludeEntry['rules'], { offset }: YamlNode): IncludeEntry => ({ local, rules, offset });

/** Not what Rails calls blank. */
const isGiven = (node: YamlNode | undefined): boolean =>
  node !== undefined && !(node.kind === 'scalar' && (node.value === null || node.value === false || node.text.trim() === ''));

const asWritten = ({ entries }: YamlMap): string =>
  `{${[...entries].map(([key, { value }]) => `${JSON.stringify(key)}:${printedJson(value)}`).join(',')}}`;

const printedJson = (node: YamlNode): string => (node.kind === 'scalar' ? JSON.stringify(node.value) : '…');
