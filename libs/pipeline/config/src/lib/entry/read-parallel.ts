import { CONFIG_LIMITS } from '../config-limits';
import { checkKeys, supportTable } from '../keyword/check-keys';
import { instanceCount, longestChoice, parallelWork, type MatrixRow, type Parallel } from '../parallel/parallel';
import type { Scope } from '../problem/scope';
import { isBlank, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { TOO_PARALLEL, type EntryContext } from './entry-context';
import { fieldOf, type Field } from './fields';
import { asAlphanumeric } from './string-lists';

/** Where a number of jobs makes sense: bridges and needs know a matrix only. */
export type ParallelPlace = 'number_or_matrix' | 'matrix';

const keySupport = supportTable(['matrix']);

/** Reads `parallel`; null when absent or reported. Source: GitLab's `Entry::Product::Parallel`. */
export function readParallel(field: Field | null, place: ParallelPlace, context: EntryContext): Parallel | null {
  if (field === null) return null;
  const parallel = readStrategy(field, place);
  if (parallel === null || context.takeParallel(parallelWork(parallel))) return parallel;
  field.scope.config(TOO_PARALLEL, field.node.offset);
  return null;
}

function readStrategy({ node, scope }: Field, place: ParallelPlace): Parallel | null {
  if (node.kind === 'map') return readMatrixKey(node, scope);
  if (node.kind !== 'scalar' || typeof node.value !== 'number') scope.line('should be an integer or a hash', node.offset);
  else if (place === 'matrix') scope.config('cannot use "parallel: <number>".', node.offset);
  else return readNumber(node.value, (message) => scope.config(message, node.offset));
  return null;
}

function readNumber(number: number, report: (message: string) => void): Parallel | null {
  const limit = CONFIG_LIMITS.parallelJobs;
  if (!Number.isInteger(number)) report('must be an integer');
  else if (number < 1) report('must be greater than or equal to 1');
  else if (number > limit) report(`must be less than or equal to ${limit}`);
  else return { type: 'number', number };
  return null;
}

function readMatrixKey(map: YamlMap, scope: Scope): Parallel | null {
  checkKeys(map, scope, keySupport);
  const field = fieldOf(map, 'matrix', scope);
  if (field !== null) return readMatrix(field);
  scope.config('missing required keys: matrix', map.offset);
  return null;
}

function readMatrix({ node, scope }: Field): Parallel | null {
  const report = (message: string): null => (scope.config(message, node.offset), null);
  if (node.kind !== 'list' || !node.items.every((item) => item.kind === 'map')) return report('should be an array of hashes');
  if (isBlank(node)) return report("can't be blank");
  const rows = node.items.map((item) => readRow(item, scope.child('variables')));
  if (!rows.every((row) => row !== null)) return null;
  const parallel: Parallel = { type: 'matrix', rows };
  const problem = problemOf(parallel, rows);
  return problem === null ? parallel : report(problem);
}

/** What can be told without the name of the job is told before anything is made: a row of 100,000 variables makes one job. */
function problemOf(parallel: Parallel, rows: readonly MatrixRow[]): string | null {
  const { parallelJobs, nameChars } = CONFIG_LIMITS;
  if (instanceCount(parallel) > parallelJobs) return `generates too many jobs (maximum is ${parallelJobs})`;
  return rows.some((row) => longestChoice(row) > nameChars) ? `makes a job whose name is too long (maximum is ${nameChars} characters)` : null;
}

/** Its names and values are texts or integers, or lists of these (GitLab's `Entry::Product::Variables`). */
function readRow({ entries, offset }: YamlMap, scope: Scope): MatrixRow | null {
  const read = [...entries].map(([key, { otherKey, value }]) => {
    const name = otherKey === null ? key : asAlphanumeric(otherKey);
    return [name ?? key, name === null ? null : readValues(value)] as const;
  });
  const row = new Map(read.flatMap(([variable, values]) => (values === null ? [] : [[variable, values]])));
  if (row.size > 0 && row.size === entries.size) return row;
  scope.config(entries.size === 0 ? 'requires at least 1 items' : 'should be a hash of key value pairs, value can be an array', offset);
  return null;
}

function readValues(node: YamlNode): readonly string[] | null {
  if (isBlank(node)) return null;
  const values = node.kind === 'list' ? node.items.map(asAlphanumeric) : [asAlphanumeric(node)];
  return values.every((value) => value !== null) ? values : null;
}
