import { SECOND_MS } from '@holdpoint/kernel';
import { parseDurationSeconds } from '../value/parse-duration';
import type { YamlNode } from '../yaml/yaml-node';
import { asString } from './string-lists';

/** The seconds that a value stands for; null when it is no duration. Only texts are: a bare number is none (GitLab). */
export function secondsOf(node: YamlNode): number | null {
  const text = asString(node);
  return text === null ? null : parseDurationSeconds(text);
}

/**
 * Reads a duration into milliseconds; null when reported. What is none is told twice, for it does not keep within the
 * limit either. Source: GitLab's `DurationValidator`.
 */
export function readDurationMs(node: YamlNode, limitSeconds: number, report: (message: string) => void): number | null {
  const seconds = secondsOf(node);
  if (seconds !== null && seconds <= limitSeconds) return Math.round(seconds * SECOND_MS);
  if (seconds === null) report('should be a duration');
  report('should not exceed the limit');
  return null;
}
