import { SetMetadata } from '@nestjs/common';

/** Metadata key of routes that the token of a job opens. */
export const JOB_TOKEN_ROUTE = 'holdpoint:job-token';

/** Opens a route to the token of an external job too; every other route refuses it as if it were unknown. */
export const TakesJobToken = (): ClassDecorator & MethodDecorator => SetMetadata(JOB_TOKEN_ROUTE, true);
