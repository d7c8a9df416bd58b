import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';

/** Metadata key of routes that take the token of a job. */
export const JOB_TOKEN_ROUTE = 'holdpoint:job-token';

/** Opens a route to the token of a job too, in the job's own project; what it may do there the route decides. */
export const TakesJobToken = (): MethodDecorator =>
  applyDecorators(SetMetadata(JOB_TOKEN_ROUTE, true), ApiSecurity('token'), ApiSecurity('bearer'), ApiSecurity('job'));
