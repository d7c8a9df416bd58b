import type { ErrorDefinition } from './error-definition';

/** Holds a part of the table of errors against what a row must say, and keeps its codes. */
export const define = <C extends string>(
  errors: Readonly<Record<C, ErrorDefinition>>,
): Readonly<Record<C, ErrorDefinition>> => errors;
