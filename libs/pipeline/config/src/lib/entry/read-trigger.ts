import type { TriggerConfig } from '../ci-config';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap } from '../yaml/yaml-node';
import { fieldOf, oneOf, readBooleanAttribute, readStringAttribute, type Field } from './fields';
import { asString } from './string-lists';
import { readTriggerInclude } from './read-trigger-include';

const STRATEGIES = ['depend', 'mirror'] as const;

/** GitLab knows two forms, told apart by `include`: a pipeline of another project, and a child pipeline. */
const projectKeySupport = supportTable(['project', 'branch', 'strategy', 'forward'], ['inputs']);
const childKeySupport = supportTable(['include', 'strategy', 'forward']);
const forwardKeySupport = supportTable(['pipeline_variables', 'yaml_variables']);

type Forward = Pick<TriggerConfig, 'forwardYamlVariables' | 'forwardPipelineVariables'>;

const FORWARD: Forward = { forwardYamlVariables: true, forwardPipelineVariables: false };

/** Reads `trigger`: the path of a project, or a mapping; null when reported. */
export function readTrigger({ node, scope }: Field): TriggerConfig | null {
  const project = asString(node);
  if (project !== null ? project.trim() === '' : node.kind === 'map' && node.entries.size === 0) {
    scope.config("can't be blank", node.offset);
    return null;
  }
  if (project !== null) return { ...FORWARD, strategy: 'none', project, branch: null, include: null };
  if (node.kind === 'map') return node.entries.has('include') ? readChild(node, scope) : readProject(node, scope);
  scope.line('has to be either a string or a hash', node.offset);
  return null;
}

function readProject(map: YamlMap, scope: Scope): TriggerConfig | null {
  checkKeys(map, scope, projectKeySupport);
  const field = fieldOf(map, 'project', scope);
  const project = field === null ? '' : readStringAttribute(field);
  if (project?.trim() === '') scope.attribute('project', "can't be blank", field?.node.offset ?? map.offset);
  const branch = readStringAttribute(fieldOf(map, 'branch', scope));
  const shared = readShared(map, scope);
  return project === null ? null : { ...shared, project, branch, include: null };
}

function readChild(map: YamlMap, scope: Scope): TriggerConfig | null {
  checkKeys(map, scope, childKeySupport);
  const include = readTriggerInclude(map, scope.child('include'));
  const shared = readShared(map, scope);
  return include === null ? null : { ...shared, project: null, branch: null, include };
}

function readShared(map: YamlMap, scope: Scope): Forward & Pick<TriggerConfig, 'strategy'> {
  return { strategy: readStrategy(fieldOf(map, 'strategy', scope)), ...readForward(fieldOf(map, 'forward', scope)) };
}

function readStrategy(field: Field | null): TriggerConfig['strategy'] {
  if (field === null) return 'none';
  const strategy = oneOf(STRATEGIES, field.node);
  if (strategy === null) field.owner.attribute('strategy', `should be ${STRATEGIES.join(' or ')}`, field.node.offset);
  return strategy ?? 'none';
}

function readForward(field: Field | null): Forward {
  const map = field?.node.kind === 'map' ? field.node : null;
  if (field === null || map === null) {
    field?.scope.config('should be a hash', field.node.offset);
    return FORWARD;
  }
  const read = (name: string): boolean | null => readBooleanAttribute(fieldOf(map, name, field.scope));
  checkKeys(map, field.scope, forwardKeySupport);
  return {
    forwardYamlVariables: read('yaml_variables') ?? FORWARD.forwardYamlVariables,
    forwardPipelineVariables: read('pipeline_variables') ?? FORWARD.forwardPipelineVariables,
  };
}
