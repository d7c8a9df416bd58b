import type { YamlMap, YamlNode } from '../yaml/yaml-node';

/** The entry that reads a job candidate; null when none matches. */
export type JobType = 'hidden' | 'external' | 'build' | 'bridge';

/**
 * Which entry reads a job: the first that matches. `external` comes before Job and Bridge; behind them a job with `needs`
 * and no script would be taken for a Bridge (GitLab's Jobs entry).
 */
const MATCHERS: readonly (readonly [JobType, (map: YamlMap) => boolean])[] = [
  ['external', (map) => map.entries.has('external')],
  ['build', (map) => map.entries.has('script') || map.entries.has('run')],
  ['bridge', (map) => map.entries.has('trigger') || map.entries.has('needs')],
];

/** The type of the job of that name and value. */
export function jobTypeOf(name: string, node: YamlNode): JobType | null {
  if (name.startsWith('.')) return 'hidden';
  if (node.kind !== 'map') return null;
  return MATCHERS.find(([, matches]) => matches(node))?.[0] ?? null;
}
