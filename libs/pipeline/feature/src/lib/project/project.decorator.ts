import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { assert } from '@holdpoint/kernel';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { passedAccess } from '../http/input/caller.decorator';

/** The project that the address names; the guard has found it, and let the caller see it. */
export function projectOf(context: ExecutionContext): ProjectRow {
  const { project } = passedAccess(context);
  assert(project, 'a route within a project does not pass without one');
  return project;
}

/** {@link projectOf} as a parameter of a route. */
export const Project = createParamDecorator((_data: unknown, context: ExecutionContext) => projectOf(context));
