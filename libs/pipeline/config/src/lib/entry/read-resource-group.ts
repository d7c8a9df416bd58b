import { valuelessProblem } from '../match/valueless-problem';
import { resourceGroupKeyProblem } from '../value/resource-group-key';
import { hasVariables } from '../value/variable-reference';
import { readStringAttribute, type Field } from './fields';

/**
 * The key of `resource_group` as it is written; null when absent or reported. GitLab passes over a key that it cannot keep,
 * and the job excludes nobody.
 */
export function readResourceGroup(field: Field | null): string | null {
  const key = readStringAttribute(field);
  if (field === null || key === null) return null;
  const problem = writtenProblem(key);
  if (problem === null) return key;
  field.owner.attribute(field.name, problem, field.node.offset);
  return null;
}

function writtenProblem(key: string): string | null {
  if (key.trim() === '') return "can't be blank";
  return valuelessProblem(key) ?? (hasVariables(key) ? null : resourceGroupKeyProblem(key.trim()));
}
