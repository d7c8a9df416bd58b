/** Multipart forms are read like other forms, nothing of them is cut, and what cannot be read is refused. */
import { Busboy } from '@fastify/busboy';
import { parseMultipart } from './parse-multipart';

const TYPE = 'multipart/form-data; boundary=edge';
const part = (head: string, value: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), Buffer.from(value), Buffer.from('\r\n')]);
const form = (...parts: readonly Buffer[]): Buffer => Buffer.concat([...parts, Buffer.from('--edge--\r\n')]);

it('reads lists and objects as other forms do, and the last of two', async () => {
  const body = form(part('name="jobs[]"', 'a'), part('name="jobs[]"', 'b & c'), part('name="variables[][key]"', 'K'),
    part('name="variables[][value]"', 'v=1'), part('name="ref"', 'old'), part('name="ref"', 'new'));
  expect(await parseMultipart(body, TYPE)).toEqual({ jobs: ['a', 'b & c'], variables: [{ key: 'K', value: 'v=1' }], ref: 'new' });
});

it('keeps long names and values whole, whatever characters they have', async () => {
  const [name, value] = ['n'.repeat(5_000), `${'ü€🙂\uFFFD\r\n'.repeat(1_000)}`];
  expect(await parseMultipart(form(part(`name="${name}"`, value)), TYPE)).toEqual({ [name]: value });
});

it('takes an empty form', async () => {
  expect(await parseMultipart(form(), TYPE)).toEqual({});
});

it.each([
  ['a file', form(part('name="x"; filename="x.txt"', 'content')), TYPE, 'field x is a file'],
  ['no boundary', form(part('name="x"', '1')), 'multipart/form-data', 'Boundary not found'],
  ['another boundary', form(part('name="x"', '1')), 'multipart/form-data; boundary=other', 'Unexpected end'],
  ['a form that stops', part('name="x"', '1'), TYPE, 'Unexpected end'],
  ['bytes that are no text', form(part('name="x"', Buffer.from([0x61, 0xff]))), TYPE, 'not UTF-8'],
  ['nothing', Buffer.alloc(0), TYPE, 'Unexpected end'],
  ['a part without a name', form(part('x=1', '1')), TYPE, 'has no name'],
  ['a field too many', form(...Array.from({ length: 2_001 }, () => part('name="x"', '1'))), TYPE, 'more than 2000 fields'],
])('refuses %s', async (_name, body, type, problem) => {
  const error = await parseMultipart(body, type).catch((refusal: unknown) => refusal);
  expect(error).toMatchObject({ code: 'body_malformed', details: { problem: expect.stringContaining(problem) } });
});

it.each(['--edge\r\n\r\n', '--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'])(
  'gives up a body of very many parts like %j at the first that is too many',
  async (piece) => {
    const read = jest.spyOn(Busboy.prototype, 'write');
    await expect(parseMultipart(Buffer.from(piece.repeat((8 << 20) / piece.length)), TYPE)).rejects.toMatchObject({ code: 'body_malformed' });
    const bytes = read.mock.calls.reduce((sum, [chunk]) => sum + (chunk as Buffer).length, 0);
    read.mockRestore();
    expect(bytes).toBeLessThan(2_001 * piece.length + 16 * 1_024);
  },
);
