import type { GivenVariable } from '@holdpoint/pipeline-domain';
import { ApiError } from '../http/error/api-error';
import type { PipelineVariableDto } from './create-pipeline.dto';

/** Reads the variables of a request; two of one name are refused in GitLab's words, as either could be meant. */
export function toVariables(variables: readonly PipelineVariableDto[] = []): readonly GivenVariable[] {
  const keys = variables.map(({ key }) => key);
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
  if (twice.length > 0) throw duplicate(twice);
  return variables.map(({ key, value }) => ({ key, value }));
}

const duplicate = (names: readonly string[]): ApiError =>
  new ApiError('variables_duplicate', {
    problems: [`Duplicate variable name${names.length > 1 ? 's' : ''}: ${names.join(', ')}`],
  });
