/** Proves that validation sees only what a class of parameters knows, at a cost that does not grow with the rest. */
import type { ApiError } from '../error/api-error';
import { TextField } from './dto-fields';
import { ObjectListField } from './object-list-field';
import { pickParameters } from './pick-parameters';
import { createValidationPipe } from './validation.pipe';

class ItemDto {
  @TextField({ description: 'Key', required: true })
  readonly key: string;
}

class ProbeDto {
  @TextField({ description: 'Ref' })
  readonly ref?: string;

  @ObjectListField({ description: 'Items', type: () => ItemDto, max: 3, noun: 'items' })
  readonly items?: readonly ItemDto[];
}

/** Generous for a busy machine; quadratic cost takes a minute and more. */
const SOON_MS = 2_000;

const validate = (input: object): Promise<unknown> =>
  createValidationPipe().transform(input, { type: 'body', metatype: ProbeDto });

async function errorOf(input: object): Promise<unknown> {
  const refusal: unknown = await validate(input).catch((thrown: unknown) => thrown);
  return ((refusal as ApiError).toResponse() as { error: string }).error;
}

it('takes null for absent, and the rest as it is', () => {
  expect(pickParameters(ProbeDto, { ref: null, items: null, other: 1 })).toEqual({});
  expect(pickParameters(ProbeDto, { ref: ['a'] })).toEqual({ ref: ['a'] });
});

it.each([
  ['a list', [{ key: 'a', other: 1 }]],
  ['a hash of indices', { x: { key: 'a' } }],
])('takes objects from %s', async (_name, items) => {
  expect(await validate({ items })).toEqual({ items: [{ key: 'a' }] });
});

it.each([
  [true, 'items is invalid'],
  [{ length: 1e9 }, 'items[0] is invalid'],
  [[[]], 'items[0] is invalid'],
  [[{ key: 'a' }, null, 1], 'items[1] is invalid, items[2] is invalid'],
  [{ x: {} }, 'items[0][key] is missing'],
  [[{ key: null }], 'items[0][key] is missing'],
  [[{}, {}, {}, {}], 'items is too long (maximum is 3 items)'],
])('refuses %j', async (items, error) => {
  expect(await errorOf({ items })).toBe(error);
});

it.each([
  ['keys', { ref: 'a', ...Object.fromEntries(Array.from({ length: 250_000 }, (_, index) => [`k${index}`, index])) }],
  ['keys of an item', { items: [Object.fromEntries(Array.from({ length: 250_000 }, (_, index) => [`k${index}`, index]))] }],
  ['items', { items: Array.from({ length: 2_700_000 }, () => ({})) }],
])('is done soon with a great many %s', async (_name, input) => {
  const started = performance.now();
  await validate(input).catch(() => undefined);
  expect(performance.now() - started).toBeLessThan(SOON_MS);
});
