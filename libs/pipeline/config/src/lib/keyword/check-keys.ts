import type { Scope } from '../problem/scope';
import { isNull, type YamlMap } from '../yaml/yaml-node';
import { forbiddenBesideExternal } from './forbidden-keywords';
import type { Support } from './gitlab-keywords';

/** Reports each key that is not supported here; unknown keys share one line, as in GitLab. */
export function checkKeys(map: YamlMap, scope: Scope, supportOf: (key: string) => Support): void {
  const unknown: string[] = [];
  let firstUnknown = map.offset;
  for (const [key, { keyOffset, value }] of map.entries) {
    const support = supportOf(key);
    // Null drops what `extends` brought along, and then there is nothing to refuse.
    if (support === 'later' && !isNull(value)) scope.config(`key ${key} is not supported yet`, keyOffset);
    if (support === 'forbidden' && !isNull(value)) scope.config(forbiddenBesideExternal(key), keyOffset);
    if (support === 'unknown' && unknown.push(key) === 1) firstUnknown = keyOffset;
  }
  if (unknown.length > 0) scope.config(`contains unknown keys: ${unknown.join(', ')}`, firstUnknown);
}

/** A lookup for {@link checkKeys}: keys that work, keys that come later; all others are unknown. */
export function supportTable(yes: readonly string[], later: readonly string[] = []): (key: string) => Support {
  const known = new Set(yes);
  const planned = new Set(later);
  return (key) => (known.has(key) ? 'yes' : planned.has(key) ? 'later' : 'unknown');
}
