import { writtenNameProblem } from '../value/environment-name';
import { readStringAttribute, type Field } from './fields';

/**
 * The key of `resource_group` as it is written; null when absent or reported. GitLab passes over a key that it cannot keep,
 * and the job excludes nobody.
 */
export function readResourceGroup(field: Field | null): string | null {
  const key = readStringAttribute(field);
  if (field === null || key === null) return null;
  const problem = writtenNameProblem(key);
  if (problem === null) return key;
  field.owner.attribute(field.name, problem, field.node.offset);
  return null;
}
