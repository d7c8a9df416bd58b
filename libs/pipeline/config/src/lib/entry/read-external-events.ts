import { ON_SUPERSEDED, type ExternalOptions, type OnSuperseded } from '@holdpoint/pipeline-domain';
import type { Scope } from '../problem/scope';
import type { YamlMap } from '../yaml/yaml-node';
import { fieldOf, oneOf, type Field } from './fields';
import { readExternalMatch, type ExternalMatch } from './read-external-match';
import { readFailOn } from './read-fail-on';

/** In whose words events are told, as receivers have it; for a job it only says which forms of `match` make sense. */
const PROVIDERS = ['flux', 'json', 'cloudevents'] as const;

/** What `external` says of the events that end a job: which ones, and what failures and newer revisions mean. */
export function readExternalEvents(map: YamlMap, scope: Scope): ExternalOptions {
  const match = readExternalMatch(fieldOf(map, 'match', scope));
  const failOn = readFailOn(fieldOf(map, 'fail_on', scope));
  const onSuperseded = readOnSuperseded(fieldOf(map, 'on_superseded', scope), match);
  checkProvider(fieldOf(map, 'provider', scope), match);
  return {
    ...match?.options,
    ...(failOn === undefined ? {} : { failOn }),
    ...(onSuperseded === null ? {} : { onSuperseded }),
  };
}

function checkProvider(field: Field | null, match: ExternalMatch | null): void {
  if (field === null) return;
  const provider = readWord(field, PROVIDERS);
  if (provider !== 'flux' || match === null || match.form === 'object' || match.form === 'commit_status') return;
  field.owner.attribute(field.name, FLUX_NAMES_NO_JOB, field.node.offset);
}

function readOnSuperseded(field: Field | null, match: ExternalMatch | null): OnSuperseded | null {
  if (field === null) return null;
  if (match !== null && match.form !== 'object') field.owner.config(ONLY_OBJECTS_MOVE_ON, field.node.offset);
  return readWord(field, ON_SUPERSEDED);
}

function readWord<T extends string>({ name, node, owner }: Field, words: readonly T[]): T | null {
  const word = oneOf(words, node);
  if (word === null) owner.attribute(name, `should be one of: ${words.join(', ')}`, node.offset);
  return word;
}

const FLUX_NAMES_NO_JOB =
  'flux names no job in its events: write `match: { kind: Kustomization, namespace: …, name: … }`, or `match: { commit_status: … }` ' +
  'for a Provider of type gitlab';

const ONLY_OBJECTS_MOVE_ON =
  'key may not be used without `match: { kind, namespace, name }`: on_superseded (only an object is known to go on to a newer revision)';
