import type { ConfigSource, PlanContext } from '@holdpoint/pipeline-config';

/** What a thread is given to read, or to plan a pipeline from. */
export interface ConfigTask {
  readonly source: ConfigSource;
  readonly context: PlanContext;
}
