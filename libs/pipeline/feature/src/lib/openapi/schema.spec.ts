/** Proves that every schema that a schema names exists. */
import { SCHEMAS } from './schemas/schemas';

it('names no schema that does not exist', () => {
  const names = [...JSON.stringify(SCHEMAS).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
  expect(names.filter((name) => !Object.hasOwn(SCHEMAS, name ?? ''))).toEqual([]);
  expect(names.length).toBeGreaterThan(20);
});
