/** Proves that a row has one address, and that a number beyond all rows is not found rather than an error. */
import { parseId } from './path-id.decorator';

it.each([
  ['0', 0],
  ['42', 42],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
])('reads %s', (text, id) => {
  expect(parseId(text, 'job_id')).toBe(id);
});

it.each(['', '01', '-1', '1.0', '1e0', '0x1', ' 1', '1 ', 'abc', '١'])('refuses "%s"', (text) => {
  expect(() => parseId(text, 'job_id')).toThrow(expect.objectContaining({ code: 'parameters_invalid' }));
});

it.each(['9007199254740992', '9223372036854775808', '9'.repeat(400)])('does not find %s', (text) => {
  expect(() => parseId(text, 'pipeline_id')).toThrow(expect.objectContaining({ code: 'pipeline_not_found' }));
});
