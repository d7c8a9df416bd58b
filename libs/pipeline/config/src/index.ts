export type {
  AutoCancelConfig,
  BridgeConfig,
  BuildConfig,
  CiConfig,
  ExternalJobConfig,
  JobConfig,
  JobRule,
  ProcessableConfig,
  RefsPolicy,
  TriggerConfig,
  VariableDefinition,
  VariableMap,
  WorkflowConfig,
  WorkflowRule,
} from './lib/ci-config';
export { CONFIG_LIMITS } from './lib/config-limits';
export type { Expression, ExpressionOperator, ExpressionValue, Operation } from './lib/expression/expression';
export { JOB_KEYWORDS, RULE_KEYWORDS, type JobKeyword, type Support } from './lib/keyword/gitlab-keywords';
export { parseCiConfig } from './lib/parse-ci-config';
export type { ConfigFile } from './lib/problem/source-text';
export type { ConfigProblem } from './lib/problem/config-problem';
export { expandPersisted, type PersistedVariables } from './lib/plan/persisted-variables';
export { planConfig, type ConfigSource, type PlannedConfig, type PlannedRefusal } from './lib/plan/plan-config';
export type { PlanContext, PlanUser } from './lib/plan/plan-context';
export { planPipeline } from './lib/plan/plan-pipeline';
export type { PlanRefusal } from './lib/plan/plan-refusal';
export { ownOutcome } from './lib/plan/select-job';
export { parseDurationSeconds } from './lib/value/parse-duration';
