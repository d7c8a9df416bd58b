import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { createDocument } from './create-document';

/**
 * Serves the description of the API at `/api/openapi.json` and a page to read and try it at `/api/docs`, where whoever opens
 * the bare address in a browser is sent.
 */
export function serveDocument(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, createDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Holdpoint API',
    // The page hides `x-requires` otherwise.
    swaggerOptions: { showExtensions: true },
  });
  app.getHttpAdapter().getInstance().get('/', (_request, reply) => reply.redirect('/api/docs'));
}
