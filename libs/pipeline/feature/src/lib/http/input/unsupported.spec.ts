/** Proves that a parameter which is not supported is refused wherever it asks for anything. */
import type { ApiError } from '../error/api-error';
import { Unsupported } from './unsupported.decorator';
import { createValidationPipe } from './validation.pipe';

@Unsupported({ until: 'nothing ends', inputs: 'there are none' })
class Parameters {}

const validate = (input: object, type: 'query' | 'custom'): Promise<unknown> =>
  createValidationPipe().transform(input, { type, metatype: Parameters }).then(
    () => 'taken',
    (error: ApiError) => error.toResponse(),
  );

describe.each(['query', 'custom'] as const)('in a %s', (type) => {
  it.each([null, '', ' ', [], [''], {}, false, 'false', 'off'])('%j asks for nothing', async (value) => {
    expect(await validate({ until: value, inputs: value }, type)).toBe('taken');
  });

  it.each(['2999-01-01', 'x', true, 1, ['a'], [{ key: 'a' }], { a: '' }, { a: false }])('%j is refused by name', async (value) => {
    expect(await validate({ until: value }, type)).toEqual({ error: 'until is not supported' });
    expect(await validate({ until: value, inputs: value }, type)).toEqual({ error: expect.stringContaining('inputs is not supported') });
  });
});
