import type { BridgeConfig, BuildConfig, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';

/** Values by name, without a prototype: `__proto__` is a name like any other. */
export type VariableRecord = Readonly<Record<string, string>>;

/** Puts together the variables of each build: inherited ones, its own, those of the matching rule. */
export class JobVariables {
  private charsLeft: number = CONFIG_LIMITS.plannedVariableChars;
  private readonly inheritedChars: number;
  private readonly inheritedRecord: VariableRecord;

  constructor(private readonly inherited: VariableMap) {
    this.inheritedChars = charsOf(inherited);
    this.inheritedRecord = toRecord([inherited]);
  }

  /** True when the jobs together carry more than may be stored; records are empty from then on. */
  get isExhausted(): boolean {
    return this.charsLeft < 0;
  }

  /** The root variables that a build inherits (`inherit:variables`). */
  inheritedBy({ inheritVariables }: BuildConfig | BridgeConfig): VariableMap {
    if (inheritVariables === true) return this.inherited;
    const picked = new Map<string, { readonly value: string; readonly expand: boolean }>();
    for (const name of inheritVariables === false ? [] : inheritVariables) {
      const definition = this.inherited.get(name);
      if (definition !== undefined) picked.set(name, definition);
    }
    return picked;
  }

  /**
   * All variables of a build as they are written, as GitLab stores them. Weighed before they are copied; builds that add
   * nothing share one record.
   */
  record(job: BuildConfig | BridgeConfig, fromRule: VariableMap): VariableRecord {
    const inherited = this.inheritedBy(job);
    const isShared = inherited === this.inherited;
    this.charsLeft -= (isShared ? this.inheritedChars : charsOf(inherited)) + charsOf(job.variables) + charsOf(fromRule);
    if (this.isExhausted) return {};
    if (isShared && job.variables.size === 0 && fromRule.size === 0) return this.inheritedRecord;
    return toRecord([inherited, job.variables, fromRule]);
  }
}

/** What an entry takes beside its text. */
const ENTRY_CHARS = 16;

function charsOf(variables: VariableMap): number {
  let chars = 0;
  for (const [name, { value }] of variables) chars += ENTRY_CHARS + name.length + value.length;
  return chars;
}

function toRecord(layers: readonly VariableMap[]): VariableRecord {
  const record = Object.create(null) as Record<string, string>;
  for (const layer of layers) {
    for (const [name, { value }] of layer) record[name] = value;
  }
  return Object.freeze(record);
}
