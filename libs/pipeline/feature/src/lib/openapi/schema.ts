import type { OpenAPIObject } from '@nestjs/swagger';

/** A schema, or the name of one. */
export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

type ReferenceObject = Extract<Schema, { $ref: string }>;
type SchemaObject = Exclude<Schema, ReferenceObject>;

export const text: SchemaObject = { type: 'string' };
export const integer: SchemaObject = { type: 'integer' };
export const number: SchemaObject = { type: 'number' };
export const boolean: SchemaObject = { type: 'boolean' };
export const timestamp: SchemaObject = { type: 'string', format: 'date-time' };

/** A value that may be absent and is then null. */
export const nullable = (schema: SchemaObject): SchemaObject => ({ ...schema, nullable: true });

/** A named schema that may be null: `nullable` beside a reference means nothing. Source: OpenAPI 3.0.3, Proposal 2019-10-31. */
export const nullableRef = (name: string): SchemaObject => ({ anyOf: [ref(name), { type: 'object', nullable: true, enum: [null] }] });

/** One of a few words. */
export const words = (...values: readonly string[]): SchemaObject => ({ type: 'string', enum: [...values] });

/** A list. */
export const listOf = (items: Schema): SchemaObject => ({ type: 'array', items });

/** A schema of the document, by name. */
export const ref = (name: string): ReferenceObject => ({ $ref: `#/components/schemas/${name}` });

/** The keys that a response may leave out. */
type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/**
 * The schema of a response; the compiler holds its keys against the contract, so that neither can be forgotten.
 * `optional` names the keys that may be missing.
 */
export function objectOf<T>(
  properties: Readonly<Record<keyof T, Schema>>,
  ...optional: readonly OptionalKeys<T>[]
): SchemaObject {
  const required = Object.keys(properties).filter((key) => !(optional as readonly string[]).includes(key));
  return { type: 'object', properties: { ...properties } as Record<string, Schema>, required };
}
