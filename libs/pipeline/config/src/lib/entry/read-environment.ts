import { ENVIRONMENT_ACTIONS, ENVIRONMENT_TIERS } from '@holdpoint/pipeline-domain';
import type { EnvironmentConfig } from '../ci-config';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import { writtenNameProblem } from '../value/environment-name';
import { environmentUrlProblem } from '../value/environment-url';
import type { YamlMap } from '../yaml/yaml-node';
import { fieldOf, oneOf, readStringAttribute, type Field } from './fields';
import { asString } from './string-lists';

const keySupport = supportTable(['name', 'url', 'action', 'on_stop', 'deployment_tier'], ['auto_stop_in', 'kubernetes']);

/**
 * `environment`: a name or a mapping; null when absent, or when it has no name that could be kept, which is reported.
 * Source: GitLab's `Gitlab::Ci::Config::Entry::Environment`.
 */
export function readEnvironment(field: Field | null): EnvironmentConfig | null {
  if (field === null) return null;
  const { node, scope } = field;
  if (node.kind === 'map') return readMapping(node, scope);
  const name = asString(node);
  if (name === null) scope.config('should be a hash or a string', node.offset);
  return name === null ? null : named(name, { action: 'start', url: null, onStop: null, tier: null }, scope, node.offset);
}

function readMapping(map: YamlMap, scope: Scope): EnvironmentConfig | null {
  checkKeys(map, scope, keySupport);
  const name = fieldOf(map, 'name', scope);
  const written = name === null ? '' : readStringAttribute(name);
  const options = {
    action: readWord(fieldOf(map, 'action', scope), ENVIRONMENT_ACTIONS, NOT_AN_ACTION) ?? 'start',
    url: readUrl(fieldOf(map, 'url', scope)),
    onStop: readStringAttribute(fieldOf(map, 'on_stop', scope)),
    tier: readWord(fieldOf(map, 'deployment_tier', scope), ENVIRONMENT_TIERS, NOT_A_TIER),
  };
  return written === null ? null : named(written, options, scope, name?.node.offset ?? map.offset);
}

const NOT_AN_ACTION = `should be ${ENVIRONMENT_ACTIONS.slice(0, -1).join(', ')}, or ${ENVIRONMENT_ACTIONS.at(-1)}`;

const NOT_A_TIER = `must be one of ${ENVIRONMENT_TIERS.join(', ')}`;

function named(name: string, options: EnvironmentConfig['options'], scope: Scope, offset: number): EnvironmentConfig | null {
  const problem = writtenNameProblem(name);
  if (problem === null) return { name, options };
  scope.attribute('name', problem, offset);
  return null;
}

function readWord<T extends string>(field: Field | null, words: readonly T[], otherwise: string): T | null {
  const word = field && oneOf(words, field.node);
  if (field !== null && word === null) field.owner.attribute(field.name, otherwise, field.node.offset);
  return word;
}

function readUrl(field: Field | null): string | null {
  const url = readStringAttribute(field);
  const problem = url === null ? null : environmentUrlProblem(url);
  if (field !== null && problem !== null) field.owner.attribute(field.name, problem, field.node.offset);
  return url;
}
