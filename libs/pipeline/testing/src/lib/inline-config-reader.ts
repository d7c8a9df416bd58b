import { ConfigReader } from '@holdpoint/pipeline-application';
import { planConfig, readCiConfig, type ConfigSource, type PlanContext } from '@holdpoint/pipeline-config';

/** Reads configurations in the thread that asks, which does nothing else meanwhile. */
export class InlineConfigReader extends ConfigReader {
  async read(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['read']> {
    return readCiConfig(source, context);
  }

  async plan(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['plan']> {
    return planConfig(source, context);
  }
}
