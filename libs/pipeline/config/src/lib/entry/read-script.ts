import type { Scope } from '../problem/scope';
import { isBlank, type YamlMap } from '../yaml/yaml-node';
import { asNestedStrings, asString, NESTED_STRINGS } from './string-lists';

/**
 * Reads `script`: one command, or commands in lists up to ten levels deep; it must be there unless `run` is. A list of
 * empty commands is not blank. Source: GitLab's `Entry::Job` and `Entry::Commands`.
 */
export function readScript(map: YamlMap, job: Scope): readonly string[] {
  const entry = map.entries.get('script');
  if (entry === undefined) return [];
  const { value: node, keyOffset } = entry;
  const one = asString(node);
  const commands = one === null ? asNestedStrings(node) : [one];
  if (isBlank(node)) job.attribute('script', "can't be blank", keyOffset);
  else if (commands === null) job.child('script').config(`should be a string or ${NESTED_STRINGS}`, node.offset);
  return commands ?? [];
}
