export type {
  AutoCancelConfig,
  BridgeConfig,
  BuildConfig,
  ChangesClause,
  CiConfig,
  ExternalJobConfig,
  JobConfig,
  JobRule,
  ProcessableConfig,
  RefsPolicy,
  RuleClauses,
  TriggerConfig,
  VariableDefinition,
  VariableMap,
  WorkflowConfig,
  WorkflowRule,
} from './lib/ci-config';
export { CONFIG_LIMITS } from './lib/config-limits';
export type { Expression, ExpressionOperator, ExpressionValue, Operation } from './lib/expression/expression';
export { JOB_KEYWORDS, RULE_KEYWORDS, type JobKeyword, type Support } from './lib/keyword/gitlab-keywords';
export { parseCiConfig, readCiConfig, type ConfigSource, type UnreadConfig } from './lib/parse-ci-config';
export type { ConfigProblem } from './lib/problem/config-problem';
export { expandPersisted, type PersistedVariables } from './lib/plan/persisted-variables';
export { planConfig, type PlannedConfig, type PlannedQuestions, type PlannedRefusal } from './lib/plan/plan-config';
export type { PlanContext, PlanUser } from './lib/plan/plan-context';
export { planPipeline } from './lib/plan/plan-pipeline';
export type { PlanRefusal, UnknownTree } from './lib/plan/plan-refusal';
export { NO_TREE_FACTS, type TreeFacts, type TreeQuestions } from './lib/plan/tree-facts';
export { ownOutcome } from './lib/plan/select-job';
export { parseDurationSeconds } from './lib/value/parse-duration';
