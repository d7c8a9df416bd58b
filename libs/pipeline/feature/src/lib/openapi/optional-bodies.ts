import type { OpenAPIObject } from '@nestjs/swagger';
import type { Schema } from './schema';

/** A body need not come where nothing in it must: what a route takes may stand in the address too, or be left out. */
export function optionalBodies({ paths, components }: OpenAPIObject): void {
  for (const { post, put } of Object.values(paths)) {
    for (const body of [post?.requestBody, put?.requestBody]) {
      if (!body || '$ref' in body) continue;
      const schema = named(body.content['application/json']?.schema, components?.schemas);
      if (schema && needsNothing(schema)) body.required = false;
    }
  }
}

function named(schema: Schema | undefined, schemas: Readonly<Record<string, Schema>> = {}): Schema | undefined {
  return schema && '$ref' in schema ? schemas[schema.$ref.replace('#/components/schemas/', '')] : undefined;
}

const needsNothing = (schema: Schema): boolean => !('$ref' in schema) && (schema.required ?? []).length === 0;
