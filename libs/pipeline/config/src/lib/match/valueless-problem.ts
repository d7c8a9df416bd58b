/** GitLab's variables of a pipeline or a job that is not stored yet, or not started. */
const VALUELESS = /(?:\$\{?|%)(CI_(?:PIPELINE_(?:IID|ID|URL)|JOB_(?:ID|STARTED_AT|STATUS|TIMEOUT|TOKEN|URL)))(?!\w)/;

/**
 * What is wrong with a text of `match` that refers to such a variable, itself or through another; null when none does.
 * Left empty, `deploy-$CI_PIPELINE_ID` would be one key for every pipeline, and a callback would end the wrong jobs.
 */
export function valuelessProblem(text: string): string | null {
  const [, name] = VALUELESS.exec(text) ?? [];
  return name === undefined ? null : `can't use ${name}: it has no value yet when a pipeline is planned`;
}
