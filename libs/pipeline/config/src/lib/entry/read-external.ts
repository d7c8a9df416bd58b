import type { ExternalOptions } from '@holdpoint/pipeline-domain';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap } from '../yaml/yaml-node';

/** Keys of `external`: how the other system is recognised comes with the first provider. */
const keySupport = supportTable([], ['heartbeat', 'match', 'provider']);

const WHAT_TO_WRITE = 'write `external: true`, and report the end to the callback endpoint';

/**
 * Reads `external`: `true`, or a mapping of known keys; without keys it means the same as `true`. Anything else is an
 * error that says what to write. `false` is one, since a job that is neither external nor has a script is no job.
 */
export function readExternal(map: YamlMap, scope: Scope): ExternalOptions {
  const node = map.entries.get('external')?.value;
  if (node?.kind === 'map') checkKeys(node, scope, keySupport);
  else if (node?.kind === 'scalar' && node.value === false) {
    scope.config(`should be true or a hash: remove the key, or ${WHAT_TO_WRITE}`, node.offset);
  } else if (node?.kind !== 'scalar' || node.value !== true) {
    scope.config(`should be true or a hash: ${WHAT_TO_WRITE}`, node?.offset ?? map.offset);
  }
  return {};
}
