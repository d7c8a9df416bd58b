/** Proves over real HTTP, without a database, what holds for every request: bodies, types, errors, limits. */
import { Controller, Get, Post } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StoreError } from '@holdpoint/pipeline-application';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger, PinoLoggerService } from '@holdpoint/runtime';
import { HttpModule } from '../http.module';
import { TextField, WordField } from '../input/dto-fields';
import { Input } from '../input/input.decorator';
import { Page } from '../page/page';
import { createHttpAdapter } from './create-http-adapter';
import { HoldsFiles } from './holds-files.decorator';

class ProbeDto {
  @TextField({ description: 'A name', required: true })
  readonly ref: string;

  @WordField({ description: 'A word', words: ['up', 'down'] })
  readonly state?: string;
}

class FilesDto {
  @TextField({ description: 'Text', required: true, max: 8 << 20 })
  readonly content: string;
}

@Controller('probe')
class ProbeController {
  @Post()
  echo(@Input() input: ProbeDto): ProbeDto {
    return input;
  }

  @Post('files')
  @HoldsFiles()
  takeFiles(@Input() input: FilesDto): object {
    return { length: input.content.length };
  }

  @Get('list')
  list(): Page<string> {
    return new Page(['a'], 1, 1, 2, true);
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

async function listen(drainMs: number, logger = createLogger('silent')): Promise<NestFastifyApplication> {
  const adapter = createHttpAdapter(logger, drainMs);
  const options = { bodyParser: false, logger: new PinoLoggerService(logger) };
  const made = await NestFactory.create<NestFastifyApplication>(ProbeModule, adapter, options);
  await made.listen(0, '127.0.0.1');
  return made;
}

beforeAll(async () => {
  app = await listen(0);
  base = await app.getUrl();
});

afterAll(() => app.close());

const post = (body: string | null, type?: string, query = ''): Promise<Response> =>
  fetch(`${base}/probe${query}`, { method: 'POST', body, headers: type ? { 'content-type': type } : {} });
const formOf = (fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};
const json = (value: unknown): Promise<Response> => post(JSON.stringify(value), 'application/json');

describe('bodies', () => {
  it('takes JSON, forms and the query; the body wins', async () => {
    expect(await (await json({ ref: 'a', unknown: 1 })).json()).toEqual({ ref: 'a' });
    expect(await (await post('ref=b&state=up', 'application/x-www-form-urlencoded')).json()).toEqual({
      ref: 'b',
      state: 'up',
    });
    expect(await (await fetch(`${base}/probe`, { method: 'POST', body: formOf({ ref: 'ü', state: 'up' }) })).json()).toEqual({ ref: 'ü', state: 'up' });
    expect(await (await post(null, 'application/x-www-form-urlencoded', '?ref=c')).json()).toEqual({ ref: 'c' });
    expect(await (await post(null, undefined, '?ref=d')).json()).toEqual({ ref: 'd' });
    expect(await (await post('{"ref":"e"}', 'application/json; charset=utf-8', '?ref=f')).json()).toEqual({ ref: 'e' });
    expect(await (await post('', 'application/json', '?ref=g')).json()).toEqual({ ref: 'g' });
  });

  it.each([
    ['no type', '', '{"ref":"a"}', 201, { ref: 'a' }],
    ['an empty type', 'Content-Type:\r\n', '{"ref":"a"}', 201, { ref: 'a' }],
    ['no type, but with a form', '', 'ref=a', 400, { error: expect.stringMatching(/not JSON/) as string }],
  ])('takes for JSON what comes with %s', async (_name, type, body, status, expected) => {
    const sent = `POST /probe HTTP/1.1\r\nHost: x\r\n${type}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
    const [head = '', answer = ''] = (await speak(Number(new URL(base).port), sent)).split('\r\n\r\n');
    expect([head.split(' ')[1], JSON.parse(answer)]).toEqual([String(status), expected]);
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
    ['a multipart form without a boundary', 'ref=a', 'multipart/form-data', 400],
    ['a multipart form that stops', '--b\r\nContent-Disposition: form-data; name="ref"\r\n\r\nma', 'multipart/form-data; boundary=b', 400],
    ['XML', '<a/>', 'application/xml', 415],
    ['no known type', 'x', 'nonsense', 415],
    ['too many values', `{"ref":[${'1,'.repeat(50_000)}1]}`, 'application/json', 400],
    ['too much', JSON.stringify({ ref: 'a'.repeat(1 << 20) }), 'application/json', 413],
  ])('refuses %s', async (_name, body, type, status) => {
    const response = await post(body, type);
    expect(response.status).toBe(status);
    expect(Object.keys((await response.json()) as object)).toEqual(['error']);
  });

  it.each([
    ['null', 'null', 'application/json'],
    ['half an object', '{', 'application/json'],
    ['XML', '<a/>', 'application/xml'],
    ['no known type', 'x', 'nonsense'],
  ])('finds no route before it reads %s', async (_name, body, type) => {
    const response = await fetch(`${base}/nowhere`, { method: 'POST', body, headers: { 'content-type': type } });
    expect([response.status, await response.json()]).toEqual([404, { error: '404 Not Found' }]);
  });

  it('takes more where files are sent', async () => {
    const send = (length: number): Promise<Response> =>
      fetch(`${base}/probe/files`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'a'.repeat(length) }),
      });
    expect(await (await send(2 << 20)).json()).toEqual({ length: 2 << 20 });
    expect((await send(9 << 20)).status).toBe(413);
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

  it.each(['/probe/list', '/probe/broken', '/nowhere'])('keeps shared caches from keeping %s', async (path) => {
    expect((await fetch(base + path)).headers.get('cache-control')).toBe('max-age=0, private, must-revalidate');
  });

  it('answers what is not HTTP', async () => {
    const { port } = new URL(base);
    const answer = await speak(Number(port), 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*\{"error":"400 Bad Request"\}$/);
  });

  it.each([
    ['headers that are too large', `GET /probe/list HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431 Request Header Fields Too Large', '431 Request Header Fields Too Large'],
    ['no Host', 'GET /probe/list HTTP/1.1\r\nConnection: close\r\n\r\n', '400 Bad Request', 'The header Host is missing.'],
    ['no Host, on a route that is none', 'GET /none HTTP/1.1\r\nConnection: close\r\n\r\n', '400 Bad Request', 'The header Host is missing.'],
    ['two of Host', 'GET /probe/list HTTP/1.1\r\nHost: x\r\nhost: y\r\nConnection: close\r\n\r\n', '400 Bad Request', 'The header Host is there more than once.'],
    ['what it cannot expect', 'GET /probe/list HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nConnection: close\r\n\r\n', '417 Expectation Failed', '417 Expectation Failed'],
  ])('refuses %s as it refuses all else', async (_name, sent, status, error) => {
    const [head = '', body = ''] = (await speak(Number(new URL(base).port), sent)).split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe(`HTTP/1.1 ${status}`);
    expect(head.toLowerCase()).toContain('\r\ncontent-type: application/json\r\n');
    expect(JSON.parse(body)).toEqual({ error });
  });

  it.each([
    ['HTTP/1.0 without a Host', 'GET /probe/named/a HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 200 /],
    ['who waits to be told to go on', 'POST /probe?ref=a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /],
  ])('serves %s', async (_name, sent, expected) => {
    expect(await speak(Number(new URL(base).port), sent)).toMatch(expected);
  });
});

/** Sends text as it is and answers all that comes back. */
function speak(port: number, sent: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    socket.on('data', (chunk) => (text += String(chunk))).on('close', () => resolve(text));
  });
}

it.each(['a b', 'evil.com"><script>', 'a\\b', 'x/../y?z#', 'a:b:c', '%', '_', ''])(
  'links lead to the listening address when the host is said to be %s',
  async (host) => {
    const { port } = new URL(base);
    const answer = await speak(Number(port), `GET /probe/list HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 (200|400) /);
    if (answer.startsWith('HTTP/1.1 200')) expect(answer).toMatch(new RegExp(`link: <http://(127\\.0\\.0\\.1:${port}|_)/probe`, 'i'));
  },
);

describe('a client that goes away in the middle of its body', () => {
  it('is noted at the level debug, and is no failure of ours', async () => {
    const lines: string[] = [];
    let note = (): void => undefined;
    const noted = new Promise<void>((resolve) => (note = resolve));
    const write = (line: string): void => {
      lines.push(line);
      if (line.includes('aborted by the client')) note();
    };
    const logged = await listen(0, createLogger('debug', { write }));
    const { port } = new URL(await logged.getUrl());
    const head = 'POST /probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"ref"';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(head, () => socket.destroy()));
    await noted;
    await logged.close();
    expect(lines.join('')).not.toMatch(/was not served|"level":[45]0/);
  });
});

describe('a server that stops', () => {
  const ask = (url: string, agent: Agent): Promise<{ readonly status: number; readonly connection: string }> =>
    new Promise((resolve, reject) => {
      const request = get(`${url}/probe/named/a`, { agent }, (response) => {
        const { statusCode: status = 0, headers } = response;
        response.resume().on('end', () => resolve({ status, connection: headers.connection ?? '' }));
      });
      request.on('error', reject);
    });

  it('serves old and new connections for a while, each answer ending its connection, and then nobody', async () => {
    const stopping = await listen(1_500);
    const url = await stopping.getUrl();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await ask(url, agent)).toEqual({ status: 200, connection: 'keep-alive' });
    const closed = stopping.close();
    await sleep(0);
    const answers: unknown[] = [];
    for (let round = 0; round < 3; round += 1) answers.push(await ask(url, agent));
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ status: 200, connection: 'close' })));
    await closed;
    await expect(ask(url, new Agent())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('does not wait for a connection on which nothing was ever asked', async () => {
    const stopping = await listen(0);
    const { port } = new URL(await stopping.getUrl());
    const unused = connect(Number(port), '127.0.0.1');
    await new Promise((resolve) => unused.once('connect', resolve));
    const began = performance.now();
    await stopping.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    unused.destroy();
  });
});
