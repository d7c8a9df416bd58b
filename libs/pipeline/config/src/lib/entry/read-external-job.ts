import type { ExternalJobConfig } from '../ci-config';
import { checkKeys } from '../keyword/check-keys';
import { jobKeySupport } from '../keyword/keyword-support';
import type { JobEntry } from './job-entry';
import { readExternal } from './read-external';
import { readProcessable, type ProcessableReading } from './read-processable';

/** An external job with what all jobs are checked for together. */
export interface ExternalJobReading extends ProcessableReading {
  readonly config: ExternalJobConfig;
}

/** Reads a job that waits for another system: the common part, and `external`. */
export function readExternalJob(job: JobEntry): ExternalJobReading {
  checkKeys(job.map, job.scope, (key) => jobKeySupport(key, 'external'));
  const reading = readProcessable(job, 'external');
  const external = readExternal(job.map, job.scope.child('external'));
  return { ...reading, config: { ...reading.config, kind: 'external', external } };
}
