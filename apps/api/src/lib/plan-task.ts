import type { ConfigSource, PlanContext } from '@holdpoint/pipeline-config';

/** What a thread is given to plan. */
export interface PlanTask {
  readonly source: ConfigSource;
  readonly context: PlanContext;
}
