import type { YamlNode } from '../yaml/yaml-node';

/** A value in a message; of a collection only what it is. */
export function printed(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : node.kind === 'list' ? 'an array' : 'a hash';
}
