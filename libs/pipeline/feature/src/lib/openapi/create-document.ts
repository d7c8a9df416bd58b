import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ERRORS, type ErrorDefinition } from '@holdpoint/pipeline-contract';
import { nameLists } from './name-lists';
import { optionalBodies } from './optional-bodies';
import { SCHEMAS } from './schemas/schemas';

/** Describes the API that an application serves. */
export function createDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Holdpoint')
    .setDescription(description())
    .setVersion('4')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'PRIVATE-TOKEN' }, 'token')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'hpat-…' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'JOB-TOKEN', description: 'The token of one attempt of a job' }, 'job')
    .addSecurityRequirements('token')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
  nameLists(document);
  optionalBodies(document);
  const schemas = { ...document.components?.schemas, ...SCHEMAS };
  return { ...document, components: { ...document.components, schemas } };
}

function description(): string {
  const rows = Object.entries<ErrorDefinition>(ERRORS).map(
    ([code, { status, text, action }]) => `| \`${code}\` | ${status} | ${text} | ${action} |`,
  );
  return [
    "A part of GitLab's REST API, with external jobs. Parameters of a POST may come in the query or in the body",
    '(JSON or a form); the body wins. Unknown ones are ignored; of one that is given twice the last counts. Of the known,',
    'null counts as absent, a number or a boolean as the text it is written as, and an empty filter shows everything.',
    'What a route requires of whoever calls stands in its `x-requires`; the levels are GitLab\'s: `see` 10, `read` 20,',
    '`develop` 30, `maintain` 40, `own` 50. A project that you may not see answers as one that is not there.',
    'Errors carry their code in the header `X-Error-Code`:',
    '',
    '| code | status | text | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
