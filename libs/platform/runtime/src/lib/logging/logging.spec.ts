/** Proves that each entry is one line of JSON, and that no secret gets into it. */
import { createLogger } from './create-logger';
import { PinoLoggerService } from './pino-logger-service';
import { redactUrl } from './redact-url';

function capture(): { lines: string[]; stream: { write(line: string): void } } {
  const lines: string[] = [];
  return { lines, stream: { write: (line) => void lines.push(line) } };
}

describe('createLogger', () => {
  it('takes secrets out wherever they stand', () => {
    const { lines, stream } = capture();
    const logger = createLogger('info', stream);
    const headers = { authorization: 'Bearer S3CRET', 'set-cookie': 'a=S3CRET', 'private-token': 'S3CRET', cookie: 'a=S3CRET', accept: '*/*' };
    logger.info({ token: 'S3CRET', password: 'S3CRET', res: { headers }, job: { secret: 'S3CRET' }, headers });
    logger.info({ ...headers, job: headers });
    logger.info({ req: { id: '1', method: 'GET', url: '/x?private_token=S3CRET&page=2', ip: '::1', headers } });
    expect(lines.join('')).not.toContain('S3CRET');
    expect(lines[2]).toContain('page=2');
  });

  it('writes one line for each entry, whatever stands in it', () => {
    const { lines, stream } = capture();
    createLogger('info', stream).info({ name: 'a\r\n{"level":60}\u001b[31m' }, 'first\nsecond');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd().includes('\n')).toBe(false);
    expect(() => JSON.parse(lines[0] ?? '') as unknown).not.toThrow();
  });

  it('keeps quiet below its level', () => {
    const { lines, stream } = capture();
    createLogger('warn', stream).info('nobody reads this');
    expect(lines).toEqual([]);
  });
});

describe('PinoLoggerService', () => {
  it('keeps the context, the stack and errors apart', () => {
    const { lines, stream } = capture();
    const service = new PinoLoggerService(createLogger('trace', stream));
    service.log('started', 'Router');
    service.error('broken', 'Error: broken\n    at here', 'Router');
    service.error(new Error('thrown'));
    service.warn({ msg: 'text', err: new Error('inside'), some: 'thing' }, 'Router');
    service.verbose('detail');
    service.debug('more');
    service.fatal('end');
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries[0]).toMatchObject({ level: 30, context: 'Router', msg: 'started' });
    expect(entries[1]).toMatchObject({ level: 50, context: 'Router', stack: expect.stringContaining('at here') });
    expect(entries[2]).toMatchObject({ err: { message: 'thrown', stack: expect.any(String) } });
    expect(entries[3]).toMatchObject({ level: 40, context: 'Router', msg: 'text', some: 'thing' });
    expect(entries[3]).toMatchObject({ err: { message: 'inside', stack: expect.any(String) } });
    expect(entries.slice(4).map(({ level }) => level)).toEqual([10, 20, 60]);
  });
});

it("keeps Nest's account of its routes for those who ask for it", () => {
  const { lines, stream } = capture();
  new PinoLoggerService(createLogger('info', stream)).log('Mapped {/a, GET} route', 'RouterExplorer');
  expect(lines).toEqual([]);
});

describe('redactUrl', () => {
  it.each([
    ['/a/b', '/a/b'],
    ['/a?ref=main&page=1', '/a?ref=main&page=1'],
    ['/a?private_token=x&ref=main', '/a?private_token=[redacted]&ref=main'],
    ['/a?%70rivate_token=x', '/a?private_token=[redacted]'],
    ['/a?search=x&variables[][value]=y&description=a%3Db', '/a?search=[redacted]&variables[][value]=[redacted]&description=[redacted]'],
    ['/a?ref=hpat-0123456789&received_after=2026-01-01', '/a?ref=[redacted]&received_after=2026-01-01'],
    ['/a?ref=%68p-0123456789abcdef0123456789ABCDEF', '/a?ref=[redacted]'],
    ['/a?private_token%3Dsecret', '/a?private_token=[redacted]'],
    [`/a?page=${'1'.repeat(1_960)}&ref=hpat-${'x'.repeat(100)}`, `/a?page=${'1'.repeat(1_960)}&...`],
    [`/a?page=${'1'.repeat(3_000)}`, '/a?...'],
    ['/receivers/2/%65vents/x%ff', '/receivers/2/events/[redacted]'],
    ['/a?%zz&job_token=1', '/a?%zz&job_token=[redacted]'],
    ['/api/v4/projects/a%2Fb/receivers/1/events', '/api/v4/projects/a%2Fb/receivers/1/events'],
    ['/projects/a%2Fb/receivers/1/events/x/y?a=1', '/projects/a/b/receivers/1/events/[redacted]?a=[redacted]'],
    ['/projects/1/RECEIVERS//1/%65vents/%0Ax/', '/projects/1/RECEIVERS//1/events/[redacted]'],
    ['/projects/1/receivers/1/events/x%zz', '/projects/1/receivers/1/events/[redacted]'],
    ['/api/v4/projects/1/pipelines/glpat-0123456789abcdef', '/api/v4/projects/1/pipelines/[redacted]'],
    ['/a?page=1&&ref=main&', '/a?page=1&&ref=main&'],
    ['/a?my_page=1&pages=2&reference=3&created_after=4&xcreated_before=5', '/a?my_page=[redacted]&pages=[redacted]&reference=[redacted]&created_after=4&xcreated_before=5'],
    ['/a?status[]=failed&status[x]=y', '/a?status[]=failed&status[x]=[redacted]'],
    ['/a?ref=a%2Fb&sha=%c3%a4', '/a?ref=a%2Fb&sha=%c3%a4'],
    ['?token=x', '?token=[redacted]'],
    ['/receivers/events/S3CRET', '/receivers/events/[redacted]'],
    ['/receivers/12//events/S3CRET', '/receivers/12//events/[redacted]'],
    ['/a?sig=x&page=1&pwd=y', '/a?sig=[redacted]&page=1&pwd=[redacted]'],
    ['/projects/1/receiver/hprs-0123456789/events', '/projects/1/receiver/[redacted]/events'],
  ])('%s becomes %s', (url, redacted) => {
    expect(redactUrl(url)).toBe(redacted);
  });

  it('cuts a long address, and is done soon with one of broken escapes', () => {
    const started = performance.now();
    for (const long of [`/a?${'%&'.repeat(8_000)}`, `/receivers/${'/'.repeat(8_000)}`, `/?${'&'.repeat(8_000)}`]) {
      for (let round = 0; round < 50; round += 1) expect(redactUrl(long).length).toBeLessThan(2_010);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
