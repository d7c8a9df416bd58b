import { CONFIG_LIMITS } from '../config-limits';
import { asStrings } from '../entry/string-lists';
import type { ProblemLog } from '../problem/problem-log';
import { isNull, listOf, mapOf, nullScalar, type YamlList, type YamlMap, type YamlNode } from '../yaml/yaml-node';

/**
 * Puts what each `!reference [key, …]` names in its place: a value anywhere in the root, with `extends` applied. Null when
 * the log now says what is wrong. Source: GitLab's `Gitlab::Ci::Config::Yaml::Tags::Reference`.
 */
export function expandReferences(root: YamlMap, log: ProblemLog): YamlMap | null {
  const { node } = new References(root, log).expand(root);
  return log.isEmpty && node.kind === 'map' ? node : null;
}

/** A node without references, and how many it took in a row. */
interface Expanded {
  readonly node: YamlNode;
  readonly hops: number;
}

/** Expands each node once: what the text shares stays shared, and a node without references is left as it is. */
class References {
  private readonly done = new Map<YamlNode, Expanded>();
  private readonly open = new Set<YamlList>();
  private isTooBig = false;

  constructor(
    private readonly root: YamlMap,
    private readonly log: ProblemLog,
  ) {}

  expand(node: YamlNode): Expanded {
    if (node.kind === 'scalar') return { node, hops: 0 };
    const known = this.done.get(node);
    if (known !== undefined) return known;
    const expanded = this.checkSize(node.kind === 'map' ? this.expandMap(node) : this.expandList(node));
    this.done.set(node, expanded);
    return expanded;
  }

  private expandMap(map: YamlMap): Expanded {
    let [hops, isSame] = [0, true];
    const entries = new Map([...map.entries].map(([key, entry]) => {
      const value = this.expand(entry.value);
      hops = Math.max(hops, value.hops);
      isSame &&= value.node === entry.value;
      return [key, { ...entry, value: value.node }];
    }));
    return { node: isSame ? map : mapOf(entries, map.offset), hops };
  }

  private expandList(list: YamlList): Expanded {
    if (list.isReference) return this.expandReference(list);
    const items = list.items.map((item) => this.expand(item));
    const isSame = items.every(({ node }, at) => node === list.items[at]);
    const hops = items.reduce((most, item) => Math.max(most, item.hops), 0);
    return { node: isSame ? list : listOf(items.map(({ node }) => node), list.offset), hops };
  }

  private expandReference(list: YamlList): Expanded {
    const path = asStrings(list);
    if (path === null || path.length === 0) return this.fail(list, 'is not valid');
    if (this.open.has(list)) return this.fail(list, 'is part of a circular chain');
    const named = path.reduce<YamlNode | undefined>((node, key) => (node?.kind === 'map' ? node.entries.get(key)?.value : undefined), this.root);
    if (named === undefined || isNull(named)) return this.fail(list, 'could not be found');
    this.open.add(list);
    // Recursion stops here, whatever comes first in the text; hops are compared as well, since others may be done already.
    const { node, hops } = this.open.size > CONFIG_LIMITS.referenceDepth ? this.fail(list, TOO_DEEP) : this.expand(named);
    this.open.delete(list);
    return hops < CONFIG_LIMITS.referenceDepth ? { node, hops: hops + 1 } : this.fail(list, TOO_DEEP);
  }

  /** References to references double what is there with every line. */
  private checkSize(expanded: Expanded): Expanded {
    const { node } = expanded;
    if (node.weight <= CONFIG_LIMITS.expandedBytes && node.depth <= CONFIG_LIMITS.yamlDepth) return expanded;
    if (!this.isTooBig) this.log.add('The parsed YAML is too big: `!reference` makes it too big', '', node.offset);
    this.isTooBig = true;
    return { node: nullScalar(node.offset), hops: 0 };
  }

  private fail({ items, offset }: YamlList, what: string): Expanded {
    const path = items.map((item) => (item.kind === 'scalar' ? JSON.stringify(item.value) : '…')).join(', ');
    this.log.add(`!reference [${path}] ${what}`, '', offset);
    // Those that led here are not told as well.
    return { node: nullScalar(offset), hops: Number.NEGATIVE_INFINITY };
  }
}

const TOO_DEEP = `is nested too deeply (maximum is ${CONFIG_LIMITS.referenceDepth})`;
