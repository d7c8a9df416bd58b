import type { JobConfig, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { evaluateExpression } from '../expression/evaluate-expression';
import type { Expression } from '../expression/expression';
import { PatternLibrary } from '../expression/pattern-library';
import { GlobMatcher } from '../glob/glob-matcher';
import { CircularVariables } from './circular-variables';
import type { PlanContext } from './plan-context';
import { PERSISTED_REFERENCES } from './persisted-variables';
import { predefinedJobVariables, predefinedVariables, userVariables } from './predefined-variables';
import type { TreeQuestions } from './tree-facts';
import { TreeLookup } from './tree-lookup';
import { VariableScope, variableLayer, type ExpansionBudget } from './variable-scope';

/** What planning one pipeline shares: the context, its variables, and the budgets that cap hostile rules. */
export class PlanSession {
  readonly patterns = new PatternLibrary();
  readonly globs = new GlobMatcher(this.patterns);
  readonly tree: TreeLookup;
  private readonly expansion: ExpansionBudget = { left: CONFIG_LIMITS.expansionWork };
  private readonly predefined: VariableMap;
  private readonly user: VariableMap;
  /** Given when the pipeline is created. */
  readonly given: VariableMap;
  readonly circles: CircularVariables;

  constructor(readonly context: PlanContext) {
    this.tree = new TreeLookup(context.tree);
    this.predefined = variableLayer(predefinedVariables(context), false);
    this.user = variableLayer(userVariables(context), false);
    this.given = new Map(context.variables.map(({ key, value, raw }) => [key, { value, expand: raw !== true }]));
    this.circles = new CircularVariables(this.given, this.expansion);
  }

  /** True when evaluating cost too much: all answers since then are meaningless. */
  get isExhausted(): boolean {
    return this.patterns.isExhausted || this.expansion.left < 0 || this.tree.isExhausted;
  }

  /** What is to be found out before there is an answer; null when nothing is, or when it would cost too much anyway. */
  get questions(): TreeQuestions | null {
    return this.isExhausted ? null : this.tree.questions;
  }

  /**
   * The variables that a rule of `workflow` sees: predefined, then these layers, then those of the user, then those of the
   * pipeline, which win. Source: GitLab's `Gitlab::Ci::Variables::Builder`.
   */
  variables(...layers: readonly VariableMap[]): VariableScope {
    return this.scope([], layers);
  }

  /** What `include` sees, which comes before users and jobs. Source: `config_variables` of the same. */
  includeVariables(): VariableScope {
    return new VariableScope([[this.predefined], [this.given]], this.expansion);
  }

  /** The same for the rules of a job. */
  ruleVariables(job: JobConfig, ...layers: readonly VariableMap[]): VariableScope {
    return this.scope([predefinedOf(job)], layers);
  }

  /** The same for the texts of a job, in which variables that get their value later stay as they are written. */
  textVariables(job: JobConfig, ofEnvironment: VariableMap, ...layers: readonly VariableMap[]): VariableScope {
    return this.scope([predefinedOf(job), PERSISTED_REFERENCES, ofEnvironment], layers);
  }

  private scope(predefined: readonly VariableMap[], configured: readonly VariableMap[]): VariableScope {
    return new VariableScope([[this.predefined, ...predefined], configured, [this.user], [this.given]], this.expansion);
  }

  /**
   * Whether the `if` of a rule holds; without one it does. It compares values as they are written: a variable that refers
   * to another holds `$OTHER` there (GitLab's `Rules::Rule::Clause::If`, which takes `variables_hash`).
   */
  matches(condition: Expression | null, variables: VariableScope): boolean {
    return condition === null || evaluateExpression(condition, (name) => variables.written(name), this.patterns);
  }
}

const predefinedOf = (job: JobConfig): VariableMap => variableLayer(predefinedJobVariables(job), false);
