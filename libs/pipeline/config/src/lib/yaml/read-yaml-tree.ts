import { isUnsafeText } from '@holdpoint/kernel';
import { isAlias, isMap, isScalar, isSeq, type Document, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { CONFIG_LIMITS } from '../config-limits';
import type { ProblemLog } from '../problem/problem-log';
import { MapBuilder } from './map-builder';
import { resolvePlainScalar } from './resolve-plain-scalar';
import type { YamlBudget } from './yaml-budget';
import { listOf, NODE_WEIGHT, nullScalar, type YamlNode, type YamlScalar } from './yaml-node';

/**
 * Reads a parsed document into plain nodes; problems (duplicate keys, bad aliases, tags) go to the log. `start` is the
 * offset at which the document's text begins.
 */
export function readYamlTree(document: Document, start: number, budget: YamlBudget, log: ProblemLog): YamlNode {
  return new TreeReader(start, budget, log).read(document.contents);
}

/** GitLab's tag for a value that stands elsewhere. */
const REFERENCE = '!reference';

/** Anchors in use: a finished node, or `open` while it is still being read. */
type Anchor = YamlNode | 'open';

/** Walks one document. Recursion is safe: the parser has refused anything deeper than the limit. */
class TreeReader {
  private readonly anchors = new Map<string, Anchor>();
  private tooBig = false;

  constructor(
    private readonly start: number,
    private readonly budget: YamlBudget,
    private readonly log: ProblemLog,
  ) {}

  read(node: unknown): YamlNode {
    if (isAlias(node)) return this.readAlias(node.source, this.offsetOf(node));
    const anchor = anchorOf(node);
    if (anchor !== null) this.anchors.set(anchor, 'open');
    const result = this.checkSize(this.readContent(node));
    if (anchor !== null) this.anchors.set(anchor, result);
    return result;
  }

  private offsetOf({ range }: { readonly range?: readonly number[] | null }): number {
    return this.start + (range?.[0] ?? 0);
  }

  private readContent(node: unknown): YamlNode {
    if (isScalar(node)) return this.readScalar(node);
    if (isMap(node)) return this.readMap(node);
    if (isSeq(node)) return this.readList(node.items, this.offsetOf(node), node.tag);
    return nullScalar(this.start);
  }

  private readAlias(name: string, offset: number): YamlNode {
    const target = this.anchors.get(name);
    if (target !== undefined && target !== 'open') return target;
    const why = target === 'open' ? 'contains itself' : 'has no anchor before it';
    this.log.add(`Invalid YAML: the alias *${name} ${why}`, '', offset);
    return nullScalar(offset);
  }

  private readScalar(node: Scalar): YamlScalar {
    const offset = this.offsetOf(node);
    this.checkTag(node.tag, offset);
    const source = String(node.value ?? '');
    if (isUnsafeText(source)) {
      this.log.add('Invalid YAML: an escape stands for NUL or for half of a surrogate pair', '', offset);
    }
    const isPlain = node.type === 'PLAIN' && node.tag === undefined;
    const { value, text } = isPlain ? resolvePlainScalar(source) : { value: source, text: source };
    return { kind: 'scalar', value, text, offset, weight: NODE_WEIGHT + source.length, depth: 0 };
  }

  private readList(nodes: readonly unknown[], offset: number, tag: string | undefined): YamlNode {
    const isReference = tag === REFERENCE;
    if (!isReference) this.checkTag(tag, offset);
    return listOf(nodes.map((node) => this.read(node)), offset, isReference);
  }

  private readMap(node: YAMLMap): YamlNode {
    const offset = this.offsetOf(node);
    this.checkTag(node.tag, offset);
    const builder = new MapBuilder(this.log, offset, this.budget);
    for (const pair of node.items) this.readPair(pair, builder);
    return builder.build();
  }

  private readPair(pair: Pair, builder: MapBuilder): void {
    const key = this.read(pair.key);
    const value = this.read(pair.value);
    if (this.tooBig) return;
    if (key.kind !== 'scalar' || key.value === null) {
      this.log.add('Invalid YAML: a key must be a text', '', key.offset);
    } else if (isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<') {
      builder.merge(value, key.offset);
    } else {
      const name = isScalar(pair.key) ? String(pair.key.value) : key.text;
      builder.set(name, { keyOffset: key.offset, otherKey: typeof key.value === 'string' ? null : key, value });
    }
  }

  private checkTag(tag: string | undefined, offset: number): void {
    if (tag === undefined || tag === '!' || /^tag:yaml\.org,2002:(?:str|map|seq)$/.test(tag)) return;
    const what = tag === REFERENCE ? '`!reference` takes a list, such as `!reference [.job, script]`' : `the tag ${tag} is not known`;
    this.log.add(`Invalid YAML: ${what}`, '', offset);
  }

  /** Reports once and cuts the node off, so that nothing grows beyond the limit. */
  private checkSize(node: YamlNode): YamlNode {
    const isDeep = node.depth > CONFIG_LIMITS.yamlDepth;
    if (!isDeep && node.weight <= CONFIG_LIMITS.expandedBytes) return node;
    if (!this.tooBig) {
      const why = isDeep ? `nested deeper than ${CONFIG_LIMITS.yamlDepth} levels` : 'aliases and merges make it too big';
      this.log.add(`The parsed YAML is too big: ${why}`, '', node.offset);
    }
    this.tooBig = true;
    return nullScalar(node.offset);
  }
}

function anchorOf(node: unknown): string | null {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined ? node.anchor : null;
}
