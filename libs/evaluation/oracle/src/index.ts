export { oracleFold, type OracleFold, type OracleFoldMode, type OracleFoldJob } from './lib/fold/oracle-fold';
export { oracleDetails, type OracleJobDetails } from './lib/pipeline/oracle-details';
export { oracleTry, oracleApply } from './lib/pipeline/oracle-apply';
export { oracleCreate } from './lib/pipeline/oracle-create';
export type { OracleDefinition, OracleJobDefinition, OracleNeed, OracleWhen } from './lib/pipeline/oracle-definition';
export type { OracleCallback, OracleEvent, OracleJobEvent, OracleOutcome } from './lib/pipeline/oracle-event';
export type { OracleJob, OracleJobKind, OraclePipeline, OracleStage, OracleStatus } from './lib/pipeline/oracle-pipeline';
export { oracleVerdict, type OracleVerdict } from './lib/pipeline/oracle-verdict';
export { oracleView, type OracleView } from './lib/pipeline/oracle-view';
