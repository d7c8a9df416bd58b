import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { passedAccess, requestOf } from '../http/input/caller.decorator';
import { originOf } from '../http/server/origin-of';
import { projectOf } from '../project/project.decorator';
import type { View } from './view';

/** The project that the address names, as its caller sees it. */
export const Viewed = createParamDecorator((_data: unknown, context: ExecutionContext): Required<View> => ({
  project: projectOf(context),
  principal: passedAccess(context).principal,
  // Most routes make no links.
  get origin(): string {
    return originOf(requestOf(context));
  },
}));
