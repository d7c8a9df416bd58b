import type { TriggerConfig } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap, YamlNode } from '../yaml/yaml-node';
import { fieldOf, oneOf, readBooleanEntry, readStringEntry, type Field } from './fields';
import { asString } from './string-lists';

const STRATEGIES = ['depend', 'mirror'] as const;

/** GitLab knows two forms, told apart by their keys: a pipeline of another project, and a child pipeline. */
const projectKeySupport = supportTable(['project', 'branch', 'strategy', 'forward'], ['inputs']);
const childKeySupport = supportTable(['include', 'strategy', 'forward']);
const includeKeySupport = supportTable(['local'], ['artifact', 'component', 'file', 'inputs', 'job', 'project', 'ref', 'remote', 'template']);
const forwardKeySupport = supportTable(['pipeline_variables', 'yaml_variables']);

const CHILD: Omit<TriggerConfig, 'include'> = {
  project: null,
  branch: null,
  strategy: 'none',
  forwardYamlVariables: true,
  forwardPipelineVariables: false,
};

/** Reads `trigger`; null when absent or when nothing of it can be used. */
export function readTrigger(field: Field | null): TriggerConfig | null {
  if (field === null) return null;
  const { node, scope } = field;
  const project = asString(node);
  if (project !== null) return project.trim() === '' ? refuse(field) : { ...CHILD, project, include: null };
  if (node.kind === 'map' && node.entries.has('include')) return readChild(node, scope);
  return node.kind === 'map' && node.entries.has('project') ? readProject(node, scope) : refuse(field);
}

function refuse({ node, scope }: Field): null {
  scope.config('has to be either a string or a hash with project or include', node.offset);
  return null;
}

function readProject(map: YamlMap, scope: Scope): TriggerConfig | null {
  checkKeys(map, scope, projectKeySupport);
  const project = readStringEntry(fieldOf(map, 'project', scope));
  if (project?.trim() === '') scope.attribute('project', "can't be blank", map.offset);
  const branch = readStringEntry(fieldOf(map, 'branch', scope));
  return project === null ? null : { ...readShared(map, scope), project, branch, include: null };
}

function readChild(map: YamlMap, scope: Scope): TriggerConfig | null {
  checkKeys(map, scope, childKeySupport);
  const include = readInclude(fieldOf(map, 'include', scope));
  return include === null ? null : { ...readShared(map, scope), project: null, branch: null, include };
}

function readShared(map: YamlMap, scope: Scope): Pick<TriggerConfig, 'strategy' | 'forwardYamlVariables' | 'forwardPipelineVariables'> {
  return { strategy: readStrategy(fieldOf(map, 'strategy', scope)), ...readForward(fieldOf(map, 'forward', scope)) };
}

function readStrategy(field: Field | null): TriggerConfig['strategy'] {
  if (field === null) return 'none';
  const strategy = oneOf(STRATEGIES, field.node);
  if (strategy === null) field.owner.attribute('strategy', `should be one of: ${STRATEGIES.join(', ')}`, field.node.offset);
  return strategy ?? 'none';
}

function readForward(field: Field | null): Pick<TriggerConfig, 'forwardYamlVariables' | 'forwardPipelineVariables'> {
  const { forwardYamlVariables, forwardPipelineVariables } = CHILD;
  if (field === null) return { forwardYamlVariables, forwardPipelineVariables };
  const { node, scope } = field;
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return { forwardYamlVariables, forwardPipelineVariables };
  }
  checkKeys(node, scope, forwardKeySupport);
  return {
    forwardYamlVariables: readBooleanEntry(fieldOf(node, 'yaml_variables', scope)) ?? forwardYamlVariables,
    forwardPipelineVariables: readBooleanEntry(fieldOf(node, 'pipeline_variables', scope)) ?? forwardPipelineVariables,
  };
}

/** The files of a child pipeline, each a path in the same commit. */
function readInclude(field: Field | null): readonly string[] | null {
  if (field === null) return null;
  const { node, scope } = field;
  const items = node.kind === 'list' ? node.items : [node];
  const limit = CONFIG_LIMITS.childIncludes;
  if (items.length === 0 || items.length > limit) {
    scope.config(`should have between 1 and ${limit} files`, node.offset);
    return null;
  }
  const paths = items.map((item) => readIncluded(item, scope));
  return paths.every((path) => path !== null) ? paths : null;
}

function readIncluded(node: YamlNode, scope: Scope): string | null {
  if (node.kind === 'map') checkKeys(node, scope, includeKeySupport);
  const path = node.kind === 'map' ? localOf(node) : asString(node);
  if (path === null || path.trim() === '') {
    scope.config('should name a file of the same commit: a path, or a hash with local', node.offset);
    return null;
  }
  return path;
}

function localOf(map: YamlMap): string | null {
  const local = map.entries.get('local')?.value;
  return local === undefined ? null : asString(local);
}
