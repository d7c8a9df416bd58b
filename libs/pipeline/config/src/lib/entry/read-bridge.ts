import type { BridgeConfig } from '../ci-config';
import { checkKeys } from '../keyword/check-keys';
import { jobKeySupport } from '../keyword/keyword-support';
import { fieldOf, oneOf } from './fields';
import type { JobEntry } from './job-entry';
import { readProcessable, type ProcessableReading } from './read-processable';
import { readTrigger } from './read-trigger';
import { readVariables } from './read-variables';

/** GitLab's Bridge entry knows no delayed jobs. */
const BRIDGE_WHEN: readonly BridgeConfig['when'][] = ['on_success', 'on_failure', 'always', 'manual'];

/** A bridge with what all jobs are checked for together; no config when it says nothing to trigger. */
export interface BridgeReading extends Omit<ProcessableReading, 'config'> {
  readonly config: BridgeConfig | null;
}

/**
 * Reads a job that triggers a pipeline (GitLab's entry Bridge); null for one that triggers nothing. One with `needs` alone makes sense with `needs:pipeline`
 * only, which mirrors a pipeline of another project and comes later.
 */
export function readBridge(job: JobEntry): BridgeReading | null {
  const { map, scope } = job;
  if (!map.entries.has('trigger')) return refuseWithoutTrigger(job);
  checkKeys(map, scope, (key) => jobKeySupport(key, 'bridge'));
  const reading = readProcessable(job, 'bridge');
  const trigger = readTrigger(fieldOf(map, 'trigger', scope));
  if (trigger === null) return { ...reading, config: null };
  const config: BridgeConfig = {
    ...reading.config,
    kind: 'bridge',
    when: readWhen(job),
    trigger,
    variables: readVariables(fieldOf(map, 'variables', scope), 'job'),
    inheritVariables: reading.inherit.variables,
  };
  return { ...reading, config };
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

function readWhen({ map, scope }: JobEntry): BridgeConfig['when'] {
  const field = fieldOf(map, 'when', scope);
  if (field === null) return 'on_success';
  const when = oneOf(BRIDGE_WHEN, field.node);
  if (when === null) scope.attribute('when', `should be one of: ${BRIDGE_WHEN.join(', ')}`, field.node.offset);
  return when ?? 'on_success';
}
