import { ConfigReader } from '@holdpoint/pipeline-application';
import { parseCiConfig, planConfig, type ConfigSource, type PlanContext } from '@holdpoint/pipeline-config';

/** Reads configurations in the thread that asks, which does nothing else meanwhile. */
export class InlineConfigReader extends ConfigReader {
  async parse(text: string): ReturnType<ConfigReader['parse']> {
    return parseCiConfig(text);
  }

  async plan(source: ConfigSource, context: PlanContext): ReturnType<ConfigReader['plan']> {
    return planConfig(source, context);
  }
}
