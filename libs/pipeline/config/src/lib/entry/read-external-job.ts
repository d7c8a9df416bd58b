import type { ExternalJobConfig } from '../ci-config';
import { checkKeys } from '../keyword/check-keys';
import { jobKeySupport } from '../keyword/keyword-support';
import type { JobEntry } from './job-entry';
import { readInheritable } from './read-defaults';
import { readExternal } from './read-external';
import { readProcessable, type ProcessableReading } from './read-processable';

/** An external job with what all jobs are checked for together. */
export interface ExternalJobReading extends ProcessableReading {
  readonly config: ExternalJobConfig;
  /** There is nothing to run side by side. */
  readonly parallel: null;
}

/** Reads a job that waits for another system: the common part, and `external`. */
export function readExternalJob(job: JobEntry): ExternalJobReading {
  const { map, scope, surroundings } = job;
  checkKeys(map, scope, (key) => jobKeySupport(key, 'external'));
  const reading = readProcessable(job, 'external');
  const timeoutMs = readInheritable('timeout', { map, scope, inherit: reading.inherit }, surroundings.defaults);
  const external = readExternal(map, scope.child('external'));
  return { ...reading, parallel: null, config: { ...reading.config, kind: 'external', timeoutMs, external } };
}
