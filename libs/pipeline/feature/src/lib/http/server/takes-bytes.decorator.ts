import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Public } from '../../auth/public.decorator';
import type { BodyConfig } from './body-config';

/**
 * Marks a route that takes any body as the bytes that came, up to a limit, and asks for no token: who sent them only the
 * route itself can tell, by a signature over these very bytes.
 */
export function TakesBytes(bodyMaxBytes: number): MethodDecorator {
  const config: BodyConfig = { bodyMaxBytes, takesBytes: true };
  return applyDecorators(Public(), RouteConfig(config));
}
