import { SECOND_MS } from '@holdpoint/kernel';
import type { ExternalOptions } from '@holdpoint/pipeline-domain';
import { CONFIG_LIMITS } from '../config-limits';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap } from '../yaml/yaml-node';
import { fieldOf, type Field } from './fields';
import { secondsOf } from './read-duration';
import { readExternalEvents } from './read-external-events';

const keySupport = supportTable(['cancel_grace', 'fail_on', 'heartbeat', 'match', 'on_superseded', 'provider']);

const WHAT_TO_WRITE = 'write `external: true`, and report the end to the callback endpoint';

/**
 * Reads `external`: `true`, or a mapping of known keys; without keys it means the same as `true`. Anything else is an
 * error that says what to write. `false` is one, since a job that is neither external nor has a script is no job.
 */
export function readExternal(map: YamlMap, scope: Scope): ExternalOptions {
  const node = map.entries.get('external')?.value;
  if (node?.kind === 'map') return readOptions(node, scope);
  if (node?.kind === 'scalar' && node.value === false) {
    scope.config(`should be true or a hash: remove the key, or ${WHAT_TO_WRITE}`, node.offset);
  } else if (node?.kind !== 'scalar' || node.value !== true) {
    scope.config(`should be true or a hash: ${WHAT_TO_WRITE}`, node?.offset ?? map.offset);
  }
  return {};
}

function readOptions(map: YamlMap, scope: Scope): ExternalOptions {
  checkKeys(map, scope, keySupport);
  const events = readExternalEvents(map, scope);
  const heartbeatMs = readWait(fieldOf(map, 'heartbeat', scope));
  const cancelGraceMs = readWait(fieldOf(map, 'cancel_grace', scope));
  return {
    ...events,
    ...(heartbeatMs === null ? {} : { heartbeatMs }),
    ...(cancelGraceMs === null ? {} : { cancelGraceMs }),
  };
}

/** How long to wait for a sign: the clock behind it ticks in milliseconds, but no other system should have to hurry so. */
function readWait(field: Field | null): number | null {
  if (field === null) return null;
  const { node, scope } = field;
  const seconds = secondsOf(node);
  const problem = waitProblem(seconds);
  if (seconds !== null && problem === null) return Math.round(seconds * SECOND_MS);
  if (problem !== null) scope.config(problem, node.offset);
  return null;
}

function waitProblem(seconds: number | null): string | null {
  if (seconds === null) return 'should be a duration';
  if (seconds > CONFIG_LIMITS.timeoutSeconds) return 'should not exceed the limit';
  return seconds < 1 ? 'should be at least 1 second' : null;
}
