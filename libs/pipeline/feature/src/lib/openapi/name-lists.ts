import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** Writes lists in an address as they are read: `scope[]`, since of a `scope` that is given twice only the last counts. */
export function nameLists({ paths }: OpenAPIObject): void {
  for (const path of Object.values(paths)) {
    for (const method of METHODS) nameListsOf(path[method]);
  }
}

function nameListsOf(operation: Operation | undefined): void {
  for (const parameter of operation?.parameters ?? []) {
    if ('$ref' in parameter || parameter.in !== 'query') continue;
    const { schema } = parameter;
    if (schema && 'type' in schema && schema.type === 'array') parameter.name += '[]';
  }
}
