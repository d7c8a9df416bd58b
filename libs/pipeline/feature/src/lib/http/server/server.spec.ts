/** Proves over real HTTP, without a database, what holds for every request: bodies, types, errors, limits. */
import { Controller, Get, Post } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StoreError } from '@holdpoint/pipeline-application';
import { connect } from 'node:net';
import { createLogger } from '@holdpoint/runtime';
import { HttpModule } from '../http.module';
import { TextField, WordField } from '../input/dto-fields';
import { Input } from '../input/input.decorator';
import { createHttpAdapter } from './create-http-adapter';

class ProbeDto {
  @TextField({ description: 'A name', required: true })
  readonly ref: string;

  @WordField({ description: 'A word', words: ['up', 'down'] })
  readonly state?: string;
}

@Controller('probe')
class ProbeController {
  @Post()
  echo(@Input() input: ProbeDto): ProbeDto {
    return input;
  }

  @Get('broken')
  broken(): never {
    throw new Error('SELECT secrets FROM vault');
  }

  @Get('away')
  away(): never {
    throw new StoreError('unavailable', { cause: new Error('ECONNREFUSED 10.0.0.1') });
  }

  @Get('named/:name')
  named(): object {
    return {};
  }
}

@Module({ imports: [HttpModule], controllers: [ProbeController] })
class ProbeModule {}

let app: NestFastifyApplication;
let base: string;

beforeAll(async () => {
  const adapter = createHttpAdapter(createLogger('silent'));
  app = await NestFactory.create<NestFastifyApplication>(ProbeModule, adapter, { bodyParser: false, logger: false });
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});

afterAll(() => app.close());

const post = (body: string | null, type?: string, query = ''): Promise<Response> =>
  fetch(`${base}/probe${query}`, { method: 'POST', body, headers: type ? { 'content-type': type } : {} });
const json = (value: unknown): Promise<Response> => post(JSON.stringify(value), 'application/json');

describe('bodies', () => {
  it('takes JSON, forms and the query; the body wins', async () => {
    expect(await (await json({ ref: 'a', unknown: 1 })).json()).toEqual({ ref: 'a' });
    expect(await (await post('ref=b&state=up', 'application/x-www-form-urlencoded')).json()).toEqual({
      ref: 'b',
      state: 'up',
    });
    expect(await (await post(null, 'application/x-www-form-urlencoded', '?ref=c')).json()).toEqual({ ref: 'c' });
    expect(await (await post(null, undefined, '?ref=d')).json()).toEqual({ ref: 'd' });
    expect(await (await post('{"ref":"e"}', 'application/json; charset=utf-8', '?ref=f')).json()).toEqual({ ref: 'e' });
    expect(await (await post('', 'application/json', '?ref=g')).json()).toEqual({ ref: 'g' });
  });

  it.each([
    [{}, 'ref is missing'],
    [{ ref: '' }, 'ref is empty'],
    [{ ref: ['a'] }, 'ref is invalid'],
    [{ ref: { a: 1 } }, 'ref is invalid'],
    [{ ref: 'a'.repeat(256) }, 'ref is too long (maximum is 255 characters)'],
    [{ ref: 'a', state: 'sideways' }, 'state does not have a valid value'],
    [{ state: ['up'] }, 'ref is missing, state does not have a valid value'],
  ])('answers %j with "%s"', async (body, error) => {
    const response = await json(body);
    expect([response.status, await response.json()]).toEqual([400, { error }]);
  });

  it.each([
    ['no JSON', '{', 'application/json', 400],
    ['deep JSON', `{"ref":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 'application/json', 400],
    ['a NUL', '{"ref":"a\\u0000"}', 'application/json', 400],
    ['half a pair', '{"ref":"\\ud800"}', 'application/json', 400],
    ['XML', '<a/>', 'application/xml', 415],
    ['no known type', 'x', 'nonsense', 415],
    ['too much', JSON.stringify({ ref: 'a'.repeat(9 << 20) }), 'application/json', 413],
  ])('refuses %s', async (_name, body, type, status) => {
    const response = await post(body, type);
    expect(response.status).toBe(status);
    expect(Object.keys((await response.json()) as object)).toEqual(['error']);
  });

  it('keeps prototypes as they are', async () => {
    const response = await post('{"ref":"a","__proto__":{"state":"up"},"constructor":{"x":1}}', 'application/json');
    expect(await response.json()).toEqual({ ref: 'a' });
    expect(({} as Record<string, unknown>)['state']).toBeUndefined();
  });
});

describe('answers', () => {
  it.each(['/probe/broken', '/probe/away', '/nowhere', '/probe/%zz', `/probe/named/${'a'.repeat(2000)}`])(
    '%s has the exact type and nothing internal',
    async (path) => {
      const response = await fetch(base + path);
      const body = await response.text();
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(body).not.toMatch(/SELECT|ECONN|stack|statusCode/);
      expect(Object.keys(JSON.parse(body) as object)).toHaveLength(1);
    },
  );

  it('gives an error its status, code and time to try again', async () => {
    const broken = await fetch(`${base}/probe/broken`);
    expect([broken.status, await broken.json()]).toEqual([500, { message: '500 Internal Server Error' }]);
    const away = await fetch(`${base}/probe/away`);
    expect([away.status, away.headers.get('retry-after'), away.headers.get('x-error-code')]).toEqual([
      503,
      '5',
      'unavailable',
    ]);
    const nowhere = await fetch(`${base}/nowhere`);
    expect([nowhere.status, await nowhere.json()]).toEqual([404, { error: '404 Not Found' }]);
  });

  it('answers a success with the exact type too', async () => {
    expect((await json({ ref: 'a' })).headers.get('content-type')).toBe('application/json');
  });

  it('answers what is not HTTP', async () => {
    const { port } = new URL(base);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (chunk) => (text += String(chunk))).on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*\{"error":"400 Bad Request"\}$/);
  });
});
