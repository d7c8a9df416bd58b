import { RouteConfig } from '@nestjs/platform-fastify';
import type { BodyConfig } from './body-config';
import { FILES_MAX_BYTES } from './server-limits';

const FILES: BodyConfig = { bodyMaxBytes: FILES_MAX_BYTES };

/** Marks a route whose body holds files, and may be as large as they are. */
export const HoldsFiles = (): MethodDecorator => RouteConfig(FILES) as MethodDecorator;
