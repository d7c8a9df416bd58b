import type { Field } from './fields';
import { asNestedStrings, NESTED_STRINGS } from './string-lists';

const FIRST_STAGE = '.pre';
const LAST_STAGE = '.post';

/** The stage of a job that names none (GitLab). */
export const DEFAULT_STAGE = 'test';

/** The stages that hold no pipeline together by themselves: a pipeline with jobs only there counts as empty. */
export const EDGE_STAGES: ReadonlySet<string> = new Set([FIRST_STAGE, LAST_STAGE]);

const DEFAULT_STAGES = [FIRST_STAGE, 'build', 'test', 'deploy', LAST_STAGE];

/** Reads `stages`: `.pre` and `.post` are put at the ends; an empty list stays empty (GitLab). Null when reported. */
export function readStages(field: Field | null): readonly string[] | null {
  if (field === null) return DEFAULT_STAGES;
  const stages = asNestedStrings(field.node);
  if (stages === null) {
    field.scope.config(`should be an array of strings or ${NESTED_STRINGS}`, field.node.offset);
    return null;
  }
  if (stages.length === 0) return [];
  const inner = new Set(stages.filter((stage) => !EDGE_STAGES.has(stage)));
  return [FIRST_STAGE, ...inner, LAST_STAGE];
}
