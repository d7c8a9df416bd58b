import type { BridgeConfig } from '../ci-config';
import { checkKeys } from '../keyword/check-keys';
import { jobKeySupport } from '../keyword/keyword-support';
import type { Parallel } from '../parallel/parallel';
import { fieldOf } from './fields';
import type { JobEntry } from './job-entry';
import { readParallel } from './read-parallel';
import { readProcessable, type ProcessableReading } from './read-processable';
import { readTrigger } from './read-trigger';
import { readVariables } from './read-variables';
import { readWhen } from './read-when';

/** GitLab's Bridge entry knows no delayed jobs. */
const BRIDGE_WHEN: readonly BridgeConfig['when'][] = ['on_success', 'on_failure', 'always', 'manual'];

/** A bridge with what all jobs are checked for together; no config when what it triggers could not be read. */
export interface BridgeReading extends Omit<ProcessableReading, 'config'> {
  readonly config: BridgeConfig | null;
  readonly parallel: Parallel | null;
}

/**
 * Reads a job that triggers a pipeline (GitLab's entry Bridge). One with `needs` alone is refused: that makes sense with
 * `needs:pipeline` only, which mirrors a pipeline of another project and comes later.
 */
export function readBridge(job: JobEntry): BridgeReading | null {
  const { map, scope } = job;
  const field = fieldOf(map, 'trigger', scope);
  if (field === null) return refuseWithoutTrigger(job);
  checkKeys(map, scope, (key) => jobKeySupport(key, 'bridge'));
  const reading = readProcessable(job, 'bridge');
  const parallel = readParallel(fieldOf(map, 'parallel', scope), 'matrix', job.surroundings.context);
  const when = readWhen(job, BRIDGE_WHEN);
  const variables = readVariables(fieldOf(map, 'variables', scope), 'job');
  const trigger = readTrigger(field);
  if (trigger === null) return { ...reading, parallel, config: null };
  const inheritVariables = reading.inherit.variables;
  const config: BridgeConfig = { ...reading.config, kind: 'bridge', node: null, when, trigger, variables, inheritVariables };
  return { ...reading, parallel, config };
}

function refuseWithoutTrigger({ map, scope, offset }: JobEntry): null {
  const needs = map.entries.get('needs');
  if (needs?.value.kind === 'map' && needs.value.entries.has('pipeline')) {
    scope.config('key needs:pipeline is not supported yet', needs.keyOffset);
    return null;
  }
  const advice = 'a job that runs commands has a `script`, one that waits for another system `external: true`';
  scope.config(`should contain either a trigger or a needs:pipeline (${advice})`, offset);
  return null;
}
