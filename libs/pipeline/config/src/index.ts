export type {
  BuildConfig,
  CiConfig,
  ExternalJobConfig,
  JobConfig,
  JobRule,
  ProcessableConfig,
  RefsPolicy,
  VariableDefinition,
  VariableMap,
  WorkflowConfig,
  WorkflowRule,
} from './lib/ci-config';
export { CONFIG_LIMITS } from './lib/config-limits';
export { parseCiConfig } from './lib/parse-ci-config';
export type { ConfigProblem } from './lib/problem/config-problem';
