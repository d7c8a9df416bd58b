import type { CiConfig, ConfigSource, PlanContext, PlannedConfig, PlannedQuestions, PlannedRefusal, UnreadConfig } from '@holdpoint/pipeline-config';
import type { Result } from '@holdpoint/kernel';

/**
 * Reads configurations, which takes as long as they are large: up to seconds of a processor. Where that is spent is the
 * shell's; it rejects with a `ConfigReaderUnavailable` where it cannot be had now.
 */
export abstract class ConfigReader {
  /** What `readCiConfig` says of a configuration. */
  abstract read(source: ConfigSource, context: PlanContext): Promise<Result<CiConfig, UnreadConfig>>;

  /** What `planConfig` makes of a configuration. */
  abstract plan(source: ConfigSource, context: PlanContext): Promise<Result<PlannedConfig, PlannedRefusal | PlannedQuestions>>;
}
