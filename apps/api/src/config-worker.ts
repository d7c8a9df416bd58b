/** The program of the threads that read configurations: its exports are called by name. */
import { planConfig, readCiConfig } from '@holdpoint/pipeline-config';
import type { ConfigTask } from './lib/config-task';

/** Reads a configuration. */
export const read = ({ source, context }: ConfigTask): ReturnType<typeof readCiConfig> => readCiConfig(source, context);

/** Reads a configuration and plans a pipeline from it. */
export const plan = ({ source, context }: ConfigTask): ReturnType<typeof planConfig> => planConfig(source, context);
