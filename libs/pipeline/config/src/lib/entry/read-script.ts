import type { Scope } from '../problem/scope';
import { isNull, type YamlMap } from '../yaml/yaml-node';
import { asNestedStrings, asString, NESTED_STRINGS } from './string-lists';

/** Reads `script`: one command, or commands in lists up to ten levels deep; it must be there unless `run` is. */
export function readScript(map: YamlMap, job: Scope): readonly string[] {
  const entry = map.entries.get('script');
  if (entry === undefined) return [];
  const { value: node, keyOffset } = entry;
  const one = asString(node);
  const commands = one === null ? asNestedStrings(node) : [one];
  if (isNull(node) || commands?.every((command) => command.trim() === '')) {
    job.attribute('script', "can't be blank", keyOffset);
  } else if (commands === null) {
    job.child('script').config(`should be a string or ${NESTED_STRINGS}`, node.offset);
  }
  return commands ?? [];
}
