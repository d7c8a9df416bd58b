import { SetMetadata } from '@nestjs/common';

/** Metadata key of routes that need no token. */
export const PUBLIC_ROUTE = 'holdpoint:public';

/** Opens a controller or route to callers without a token. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(PUBLIC_ROUTE, true);
