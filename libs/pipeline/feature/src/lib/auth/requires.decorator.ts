import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Requirement } from '@holdpoint/pipeline-domain';

/** Metadata key of what a route requires. */
export const REQUIREMENT = 'holdpoint:requires';

/** Says what a controller or route requires of whoever calls; without it nobody may. */
export const Requires = (requirement: Requirement): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(REQUIREMENT, requirement), ApiExtension('x-requires', requirement));
