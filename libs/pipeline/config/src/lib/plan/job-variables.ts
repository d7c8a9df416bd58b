import type { GivenVariable } from '@holdpoint/pipeline-domain';
import type { BridgeConfig, BuildConfig, JobConfig, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import type { VariableScope } from './variable-scope';

/** Values by name, without a prototype: `__proto__` is a name like any other. */
export type VariableRecord = Readonly<Record<string, string>>;

/** Puts together the variables of each job: inherited ones, its own, those of the matching rule; and weighs what jobs carry. */
export class JobVariables {
  private charsLeft: number = CONFIG_LIMITS.plannedVariableChars;
  private readonly inheritedChars: number;
  private readonly inheritedRecord: VariableRecord;

  constructor(
    private readonly inherited: VariableMap,
    private readonly given: VariableMap,
  ) {
    this.inheritedChars = charsOf(inherited);
    this.inheritedRecord = toRecord([inherited]);
  }

  /** True when the jobs together carry more than may be stored; records are empty from then on. */
  get isExhausted(): boolean {
    return this.charsLeft < 0;
  }

  /** The layers that a job's rules see, lowest precedence first; an external job has none of its own. */
  layersOf(job: JobConfig): readonly VariableMap[] {
    return job.kind === 'external' ? [this.inherited] : [this.inheritedBy(job), job.variables];
  }

  /** Counts a text that a job carries, and gives it back. */
  weigh(text: string): string {
    this.charsLeft -= text.length;
    return text;
  }

  /** The root variables that a job inherits (`inherit:variables`). */
  private inheritedBy({ inheritVariables }: BuildConfig | BridgeConfig): VariableMap {
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
  record(job: BuildConfig, fromRule: VariableMap): VariableRecord {
    const inherited = this.inheritedBy(job);
    const isShared = inherited === this.inherited;
    this.charsLeft -= (isShared ? this.inheritedChars : charsOf(inherited)) + charsOf(job.variables) + charsOf(fromRule);
    if (this.isExhausted) return {};
    if (isShared && job.variables.size === 0 && fromRule.size === 0) return this.inheritedRecord;
    return toRecord([inherited, job.variables, fromRule]);
  }

  /**
   * The variables that a bridge gives its pipeline, expanded here, where those they refer to are known, and once: what comes
   * in by that is for its pipeline to expand. What is known only when the bridge triggers follows there
   * ({@link expandPersisted}). `trigger:forward` chooses: the bridge's own, which it does by default, and those of its pipeline, which win (GitLab's
   * `Gitlab::Ci::Variables::Downstream::Generator`).
   */
  handedOn(bridge: BridgeConfig, fromRule: VariableMap, scope: VariableScope): readonly GivenVariable[] {
    const { forwardYamlVariables, forwardPipelineVariables } = bridge.trigger;
    const own = forwardYamlVariables ? [...this.layersOf(bridge), fromRule] : [];
    const values = new Map<string, GivenVariable>();
    for (const layer of forwardPipelineVariables ? [...own, this.given] : own) {
      for (const [key, { value, expand }] of layer) {
        // Ten thousand bridges that hand on the same megabyte would be ten gigabytes of plan.
        if (this.isExhausted) return [];
        this.charsLeft -= ENTRY_CHARS + key.length;
        values.set(key, expand ? { key, value: this.weigh(scope.expandOnce(value)) } : { key, value: this.weigh(value), raw: true });
      }
    }
    return [...values.values()];
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
