import { SECOND_MS } from '@holdpoint/kernel';
import { parseDurationSeconds } from '../value/parse-duration';
import { asString } from './string-lists';
import type { YamlNode } from '../yaml/yaml-node';

/**
 * Reads a duration into milliseconds. Only texts count (GitLab: a bare integer "should be a duration"); null when
 * reported.
 */
export function readDurationMs(
  node: YamlNode,
  limitSeconds: number,
  report: (message: string, offset: number) => void,
): number | null {
  const text = asString(node);
  const seconds = text === null ? null : parseDurationSeconds(text);
  if (seconds === null) report('should be a duration', node.offset);
  else if (seconds > limitSeconds) report('should not exceed the limit', node.offset);
  else return Math.round(seconds * SECOND_MS);
  return null;
}
