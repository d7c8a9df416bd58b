import type { VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { cutText } from '../value/cut-text';
import { referencesIn } from '../value/variable-reference';
import { findCycles } from '../validate/find-cycles';
import { REFERENCE_WORK, type ExpansionBudget } from './variable-scope';

/** What the variables of one layer refer to; only those that refer to any. */
type References = ReadonlyMap<string, readonly string[]>;

const NO_VARIABLES: VariableMap = new Map();

/**
 * Finds variables that refer to each other in a circle, with which GitLab makes no pipeline. One that refers to itself
 * alone is none. Source: GitLab's `Gitlab::Ci::Variables::Collection::Sort`.
 */
export class CircularVariables {
  private readonly references = new Map<VariableMap, References>();
  /** What is wrong with a layer by itself: most jobs inherit the same variables. */
  private readonly alone = new Map<VariableMap, string | null>();

  constructor(
    /** Given when the pipeline is created. */
    private readonly given: VariableMap,
    private readonly budget: ExpansionBudget,
  ) {}

  /** The circles among the variables of these layers, lowest precedence first, in GitLab's words; null when there are none. */
  problem(...layers: readonly VariableMap[]): string | null {
    const [first = NO_VARIABLES, ...others] = layers.filter(({ size }) => size > 0);
    const known = this.alone.get(first);
    const alone = known === undefined ? this.find([first]) : known;
    this.alone.set(first, alone);
    if (others.length === 0) return alone;
    // Where the first layer has no circle, each goes through a variable of another: what these do not lead to is not looked at.
    const own = others.flatMap((layer) => [...this.referencesOf(layer).keys()]);
    const all = [first, ...others];
    return alone === null && findCycles(this.graphOf(all, own)).length === 0 ? null : this.find(all);
  }

  private find(layers: readonly VariableMap[]): string | null {
    const names = [...layers, this.given].flatMap((layer) => [...this.referencesOf(layer).keys()]);
    const cycles = findCycles(this.graphOf(layers, names)).map((cycle) => `[${cycle.map((name) => JSON.stringify(name)).join(', ')}]`);
    if (cycles.length === 0) return null;
    return `circular variable reference detected: ${cutText(cycles.join(', '), CONFIG_LIMITS.problemChars)}`;
  }

  /** These variables and all that they lead to. GitLab keeps what a given variable overrides, and so a circle through it. */
  private graphOf(layers: readonly VariableMap[], names: readonly string[]): References {
    const graph = new Map<string, readonly string[]>();
    const left = [...names];
    for (const name of left) {
      if (graph.has(name)) continue;
      const top = layers.findLast((layer) => layer.has(name)) ?? NO_VARIABLES;
      const leadsTo = [top, this.given].flatMap((layer) => this.referencesOf(layer).get(name) ?? []);
      this.budget.left -= REFERENCE_WORK * leadsTo.length;
      graph.set(name, leadsTo);
      for (const next of leadsTo) left.push(next);
    }
    return graph;
  }

  private referencesOf(layer: VariableMap): References {
    const known = this.references.get(layer);
    if (known !== undefined) return known;
    const references = new Map<string, readonly string[]>();
    for (const [name, { value, expand }] of layer) {
      const names = expand ? referencesIn(value).filter((other) => other !== name) : [];
      if (names.length > 0) references.set(name, names);
    }
    this.references.set(layer, references);
    return references;
  }
}
