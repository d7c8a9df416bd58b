import type { VariableDefinition, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { referencesIn, VARIABLE_REFERENCE } from '../value/variable-reference';

/** Work that expanding variables may still cost, shared by all jobs of a plan. */
export interface ExpansionBudget {
  left: number;
}

/**
 * Variables as rules see them: layers, of which later ones win, each value expanded when it is first asked for. A value
 * that refers to itself, or that grows beyond the limit, stays as it is written.
 */
export class VariableScope {
  private readonly expanded = new Map<string, string>();
  /** Variables being expanded, outermost first. */
  private readonly open: string[] = [];
  private readonly cyclic = new Set<string>();

  constructor(
    /** Lowest precedence first. */
    private readonly layers: readonly VariableMap[],
    private readonly budget: ExpansionBudget,
  ) {}

  /** The expanded value; null when no layer defines the variable. */
  lookup(name: string): string | null {
    const known = this.expanded.get(name);
    if (known !== undefined) return known;
    const definition = this.definition(name);
    if (definition === null) return null;
    if (!definition.expand || this.isBlocked(name)) return definition.value;
    this.open.push(name);
    const expanded = this.expand(definition.value);
    this.open.pop();
    const value = this.cyclic.has(name) ? definition.value : expanded;
    this.expanded.set(name, value);
    return value;
  }

  /** True in a chain that is too long, or comes back to where it was: then no variable on the way round is expanded. */
  private isBlocked(name: string): boolean {
    const from = this.open.indexOf(name);
    if (from !== -1) for (const member of this.open.slice(from)) this.cyclic.add(member);
    return from !== -1 || this.open.length >= CONFIG_LIMITS.expansionDepth;
  }

  /** A text with the variables in it replaced; undefined ones by nothing. */
  expand(text: string): string {
    if (!text.includes('$') && !text.includes('%')) return text;
    this.budget.left -= text.length;
    const parts: string[] = [];
    let length = 0;
    let end = 0;
    for (const match of text.matchAll(VARIABLE_REFERENCE)) {
      const value = this.replacement(match);
      parts.push(text.slice(end, match.index), value);
      length += match.index - end + value.length;
      end = match.index + match[0].length;
      if (length > CONFIG_LIMITS.expandedVariableChars || this.budget.left < 0) return text;
    }
    this.budget.left -= length;
    return parts.join('') + text.slice(end);
  }

  /** The names that a text refers to, itself or through others, and that no layer defines: they are replaced by nothing. */
  undefinedIn(written: string): readonly string[] {
    const seen = new Set<string>();
    const missing: string[] = [];
    const texts = [written];
    for (const text of texts) {
      this.budget.left -= text.length;
      if (this.budget.left < 0) break;
      for (const name of referencesIn(text).filter((name) => !seen.has(name))) {
        seen.add(name);
        const definition = this.definition(name);
        if (definition === null) missing.push(name);
        else if (definition.expand) texts.push(definition.value);
      }
    }
    return missing;
  }

  private replacement(match: RegExpExecArray): string {
    const name = match[1] ?? match[2] ?? match[3];
    return name === undefined ? '$' : (this.lookup(name) ?? '');
  }

  private definition(name: string): VariableDefinition | null {
    return this.layers.findLast((layer) => layer.has(name))?.get(name) ?? null;
  }
}

/** Plain values as a layer of variables; `expand` says whether they may refer to others. */
export function variableLayer(values: Iterable<readonly [string, string]>, expand: boolean): VariableMap {
  return new Map([...values].map(([name, value]) => [name, { value, expand }]));
}
