import type { ExternalOptions } from '@holdpoint/pipeline-domain';
import { checkKeys, supportTable } from '../keyword/check-keys';
import { MATCH_TEXTS, matchTextProblem, type MatchText } from '../match/match-text';
import { valuelessProblem } from '../match/valueless-problem';
import type { Scope } from '../problem/scope';
import { hasVariables } from '../value/variable-reference';
import type { YamlMap } from '../yaml/yaml-node';
import { fieldOf, readStringAttribute, type Field } from './fields';

/** What `match` says, with variables not yet expanded; `none` is a job that has to be named. */
export interface ExternalMatch {
  readonly form: 'none' | 'key' | 'object' | 'commit_status';
  readonly options: Pick<ExternalOptions, 'matchKey' | 'object' | 'receiver' | 'commitStatus'>;
}

/** Which form of `match` a key belongs to. */
const FORMS: Readonly<Record<MatchText, ExternalMatch['form']>> = {
  key: 'key',
  kind: 'object',
  namespace: 'object',
  name: 'object',
  receiver: 'object',
  commit_status: 'commit_status',
};

const OBJECT_TEXTS = ['kind', 'namespace', 'name'] as const;

const WHAT_TO_WRITE = 'write `match: { key: … }`, `match: { kind: …, namespace: …, name: … }` or `match: { commit_status: … }`';

const keySupport = supportTable(MATCH_TEXTS);

/** Reads `match`, a mapping in exactly one of its forms; null when that is reported. */
export function readExternalMatch(field: Field | null): ExternalMatch | null {
  if (field === null) return { form: 'none', options: {} };
  const { node, scope } = field;
  if (node.kind === 'map') return readForm(node, scope);
  scope.config(`should be a hash: ${WHAT_TO_WRITE}`, node.offset);
  return null;
}

function readForm(map: YamlMap, scope: Scope): ExternalMatch | null {
  checkKeys(map, scope, keySupport);
  const keys = [...map.entries.keys()].filter(isMatchText).filter((key) => fieldOf(map, key, scope) !== null);
  const [first] = keys;
  const other = keys.find((key) => first !== undefined && FORMS[key] !== FORMS[first]);
  if (first === undefined) scope.config(`must use exactly one of these keys: key, kind, commit_status (${WHAT_TO_WRITE})`, map.offset);
  else if (other === undefined) return { form: FORMS[first], options: readTexts(FORMS[first], map, scope) };
  else scope.config(`these keys cannot be used together: ${first}, ${other} (${WHAT_TO_WRITE})`, map.offset);
  return null;
}

const isMatchText = (key: string): key is MatchText => Object.hasOwn(FORMS, key);

function readTexts(form: ExternalMatch['form'], map: YamlMap, scope: Scope): ExternalMatch['options'] {
  const text = (key: MatchText): string => readText(key, fieldOf(map, key, scope));
  if (form === 'key') return { matchKey: text('key') };
  if (form === 'commit_status') return { commitStatus: text('commit_status') };
  const missing = OBJECT_TEXTS.filter((key) => fieldOf(map, key, scope) === null);
  if (missing.length > 0) scope.config(`missing required keys: ${missing.join(', ')}`, map.offset);
  const object = { kind: text('kind'), namespace: text('namespace'), name: text('name') };
  return fieldOf(map, 'receiver', scope) === null ? { object } : { object, receiver: text('receiver') };
}

/** The text as it is written: its variables are known when a pipeline is planned. Empty when absent or reported. */
function readText(key: MatchText, field: Field | null): string {
  const text = readStringAttribute(field);
  if (field === null || text === null) return '';
  const problem = writtenProblem(key, text);
  if (problem !== null) field.owner.attribute(key, problem, field.node.offset);
  return text;
}

function writtenProblem(key: MatchText, text: string): string | null {
  if (text.trim() === '') return "can't be blank";
  return valuelessProblem(text) ?? (hasVariables(text) ? null : matchTextProblem(key, text.trim()));
}
