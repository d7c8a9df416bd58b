/** The program of the threads that read configurations: its exports are called by name. */
import { parseCiConfig, planConfig } from '@holdpoint/pipeline-config';
import type { PlanTask } from './lib/plan-task';

/** Reads a text. */
export const parse = (text: string): ReturnType<typeof parseCiConfig> => parseCiConfig(text);

/** Reads a configuration and plans a pipeline from it. */
export const plan = ({ source, context }: PlanTask): ReturnType<typeof planConfig> => planConfig(source, context);
