import type { VariableDefinition, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { referencesIn, TEXT_REFERENCE, VARIABLE_REFERENCE } from '../value/variable-reference';

/** Work that expanding variables may still cost, shared by all jobs of a plan. */
export interface ExpansionBudget {
  left: number;
}

/** What following one reference costs, in characters expanded: up to a few microseconds. */
export const REFERENCE_WORK = 100;

/** Variables of one origin: layers, lowest precedence first. */
type VariableGroup = readonly VariableMap[];

/** A variable, and the group that defines it. */
interface FoundVariable {
  readonly name: string;
  readonly definition: VariableDefinition;
  readonly group: number;
}

/**
 * Variables as a job sees them: layers, of which later ones win, each value expanded when it is first asked for. In the
 * value of a variable its own name stands for what a group below has, or for nothing: layers of one group are merged
 * before anything is expanded. Values that refer to each other in a circle, or that grow beyond the limit, stay as they
 * are written. Source: GitLab's `Gitlab::Ci::Variables::Collection#sort_and_expand_all`.
 */
export class VariableScope {
  private readonly expanded = new Map<string, string>();
  /** Variables being expanded, outermost first. */
  private readonly open: FoundVariable[] = [];
  private readonly cyclic = new Set<string>();

  constructor(
    /** Lowest precedence first. */
    private readonly groups: readonly VariableGroup[],
    private readonly budget: ExpansionBudget,
  ) {}

  /** The value as it is written; null when no layer defines the variable. */
  written(name: string): string | null {
    return this.find(name, this.groups.length)?.definition.value ?? null;
  }

  /**
   * A text with the variables in it replaced once, by what is written for them; undefined ones stay. Source: GitLab's
   * `ExpandVariables.expand_existing`.
   */
  expandExisting(text: string): string {
    return this.replace(text, TEXT_REFERENCE, (name, reference) => this.written(name) ?? reference);
  }

  /** The same by their expanded values. Source: GitLab's `expand_existing` over `variables_hash_expanded`. */
  expandKnown(text: string): string {
    return this.replace(text, TEXT_REFERENCE, (name, reference) => this.lookup(name) ?? reference);
  }

  /** The same, but nothing for undefined ones. Source: GitLab's `ExpandVariables.expand`. */
  expandOnce(text: string): string {
    return this.replace(text, TEXT_REFERENCE, (name) => this.written(name) ?? '');
  }

  /** The expanded value; null when no layer defines the variable. */
  lookup(name: string): string | null {
    const known = this.expanded.get(name);
    if (known !== undefined) return known;
    const found = this.find(name, this.groups.length);
    if (found === null || this.isBlocked(found)) return found?.definition.value ?? null;
    const value = this.valueOf(found);
    this.expanded.set(name, value);
    return value;
  }

  private valueOf(found: FoundVariable): string {
    const { name, definition } = found;
    if (!definition.expand) return definition.value;
    this.open.push(found);
    const expanded = this.expand(definition.value);
    this.open.pop();
    return this.cyclic.has(name) ? definition.value : expanded;
  }

  /** True in a chain that is too long, or comes back to where it was: then no variable on the way round is expanded. */
  private isBlocked({ definition }: FoundVariable): boolean {
    const from = this.open.findIndex((open) => open.definition === definition);
    if (from !== -1) for (const member of this.open.slice(from)) this.cyclic.add(member.name);
    return from !== -1 || this.open.length >= CONFIG_LIMITS.expansionDepth;
  }

  /** A text with the variables in it replaced; undefined ones by nothing. */
  expand(text: string): string {
    return this.replace(text, VARIABLE_REFERENCE, (name) => this.replacement(name));
  }

  /** A `$$` names none and is a dollar sign. A text that grows beyond the limit stays as it is written. */
  private replace(text: string, references: RegExp, valueOf: (name: string, reference: string) => string): string {
    if (!text.includes('$') && !text.includes('%')) return text;
    this.budget.left -= text.length;
    const parts: string[] = [];
    let length = 0;
    let end = 0;
    for (const match of text.matchAll(references)) {
      this.budget.left -= REFERENCE_WORK;
      const name = match[1] ?? match[2] ?? match[3];
      const value = name === undefined ? '$' : valueOf(name, match[0]);
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
      if (this.budget.left < 0) break;
      const references = referencesIn(text);
      this.budget.left -= text.length + REFERENCE_WORK * references.length;
      for (const name of references.filter((name) => !seen.has(name))) {
        seen.add(name);
        const found = this.find(name, this.groups.length);
        if (found === null) missing.push(name);
        else if (found.definition.expand) texts.push(found.definition.value);
      }
    }
    return missing;
  }

  private replacement(name: string): string {
    const open = this.open.at(-1);
    return (open?.name === name ? this.below(open) : this.lookup(name)) ?? '';
  }

  /** What a variable stands for in its own value; null when no group below defines it. */
  private below({ name, group }: FoundVariable): string | null {
    const found = this.find(name, group);
    return found && (this.isBlocked(found) ? found.definition.value : this.valueOf(found));
  }

  /** The definition that wins in the groups below one. */
  private find(name: string, below: number): FoundVariable | null {
    for (let group = below - 1; group >= 0; group -= 1) {
      const definition = this.groups[group]?.findLast((layer) => layer.has(name))?.get(name);
      if (definition !== undefined) return { name, definition, group };
    }
    return null;
  }
}

/** Plain values as a layer of variables; `expand` says whether they may refer to others. */
export function variableLayer(values: Iterable<readonly [string, string]>, expand: boolean): VariableMap {
  return new Map([...values].map(([name, value]) => [name, { value, expand }]));
}
