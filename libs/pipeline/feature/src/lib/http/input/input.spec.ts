/** Proves how bodies and queries are read: as Rack reads them, bounded, and without unsafe text or keys. */
import { cleanInput } from './clean-input';
import { toBoolean, toInteger, toList, toText } from './coerce';
import { parseJson } from './parse-json';
import { parseForm } from './parse-form';
import { parseQuery } from './parse-query';
import { toInstant } from './to-instant';

describe('parseQuery', () => {
  it.each([
    ['', {}],
    ['ref=main', { ref: 'main' }],
    ['scope=pending', { scope: 'pending' }],
    ['scope[]=pending&scope[]=running', { scope: ['pending', 'running'] }],
    ['scope%5B%5D=pending', { scope: ['pending'] }],
    ['scope[0]=pending&scope[1]=running', { scope: ['pending', 'running'] }],
    ['id=1&id=2', { id: '2' }],
    ['ref[a]=1', { ref: { a: '1' } }],
    ['a=b+c%20d', { a: 'b c d' }],
    ['variables[][key]=A&variables[][value]=1', { variables: [{ key: 'A', value: '1' }] }],
    [
      'variables%5B%5D%5Bkey%5D=A&variables%5B%5D%5Bvalue%5D=1&variables%5B%5D%5Bkey%5D=B&variables%5B%5D%5Bvalue%5D=x%3Dy',
      {
        variables: [
          { key: 'A', value: '1' },
          { key: 'B', value: 'x=y' },
        ],
      },
    ],
    ['description=items[3]=done&x[y]=a[0]=b%5D=c', { description: 'items[3]=done', x: { y: 'a[0]=b]=c' } }],
    ['variables[][key]=A&variables[][key]=B', { variables: [{ key: 'A' }, { key: 'B' }] }],
    ['__proto__[x]=1&constructor[prototype][x]=1', {}],
  ])('reads %s', (text, value) => {
    expect(parseQuery(text)).toEqual(value);
  });

  it('keeps more than twenty items in their order', () => {
    const items = Array.from({ length: 50 }, (_, index) => `v[][key]=K${index}&v[][value]=${index}`).join('&');
    const { v } = parseQuery(items);
    expect(v).toEqual(Array.from({ length: 50 }, (_, index) => ({ key: `K${index}`, value: `${index}` })));
  });

  it('bounds depth and number', () => {
    const deep = `a${'[b]'.repeat(10_000)}=1`;
    expect(JSON.stringify(parseQuery(deep)).length).toBeLessThan(200_000);
    expect(parseQuery(`a${'[b]'.repeat(7)}=1`)).toEqual({ a: { b: { b: { b: { b: { b: { '[b][b]': '1' } } } } } } });
    const many = Array.from({ length: 10_000 }, (_, index) => `k${index}=1`).join('&');
    expect(Object.keys(parseQuery(many)).length).toBeLessThanOrEqual(2_000);
  });
});

describe('parseJson', () => {
  const parse = (text: string): unknown => parseJson(Buffer.from(text));

  it('takes an empty body, a byte order mark and nesting up to the limit', () => {
    expect(parse('')).toEqual({});
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 });
    expect(parse(`{"a":${'['.repeat(99)}${']'.repeat(99)}}`)).toBeDefined();
  });

  it.each(['null', ' null\n', '[]', '{}'])('takes %j for no parameters', (text) => {
    expect(parse(text)).toEqual({});
  });

  it.each([
    ['nonsense', '{"a":'],
    ['a list of something', '[1]'],
    ['a list of nothing', '[null]'],
    ['a text', '"a"'],
    ['a number', '1'],
    ['a boolean', 'false'],
    ['one level too many', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`],
    ['a hundred thousand levels', `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
  ])('refuses %s', (_name, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'body_malformed' }));
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseJson(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow(
      expect.objectContaining({ code: 'body_malformed' }),
    );
  });

  it.each([
    ['keys', `{${Array.from({ length: 50_001 }, (_, index) => `"k${index}":1`).join()}}`],
    ['items', `{"variables":[${'{},'.repeat(50_000)}{}]}`],
  ])('refuses more %s than any request has', (_name, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'body_malformed' }));
  });
});

describe('parseForm', () => {
  it('reads what is escaped, and refuses what is no escape', () => {
    expect(parseForm(Buffer.from('job_name=a%20b+c&x=%C3%A9'))).toEqual({ job_name: 'a b c', x: 'é' });
    for (const text of ['job_name=%FFabc', 'job_name=100%', '%zz=1']) {
      expect(() => parseForm(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'body_malformed' }));
    }
  });
});

describe('parseForm with many fields', () => {
  const fields = (count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, index) => `k${index}=1`).join('&'));

  it('takes the most that there may be, and refuses more instead of leaving them out', () => {
    expect(Object.keys(parseForm(fields(2_000)))).toHaveLength(2_000);
    expect(() => parseForm(fields(2_001))).toThrow(expect.objectContaining({ code: 'body_malformed' }));
  });
});

describe('cleanInput', () => {
  it('drops keys that could reach a prototype, at any depth', () => {
    const value = JSON.parse('{"__proto__":{"admin":true},"a":[{"constructor":1,"b":2}],"prototype":3}') as object;
    cleanInput(value);
    expect(JSON.stringify(value)).toBe('{"a":[{"b":2}]}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ['a NUL', { ref: 'a\0b' }, 'ref'],
    ['half of a surrogate pair', { variables: [{ value: '\ud800' }] }, 'variables[0][value]'],
    ['the other half', { ref: '\udc00x' }, 'ref'],
    ['a NUL in a key', { 'a\0': 1 }, 'a parameter name'],
  ])('refuses %s and says where', (_name, value, where) => {
    expect(() => cleanInput(value)).toThrow(expect.objectContaining({ code: 'text_unsafe' }));
    try {
      cleanInput(value);
    } catch (error) {
      expect((error as { toResponse(): { error: string } }).toResponse().error).toContain(where);
    }
  });
});

describe('coercion', () => {
  it.each(['True', 'true', '1', 'yes', 'on', true, 1])('takes %p for true', (value) => {
    expect(toBoolean(value)).toBe(true);
  });

  it.each(['False', 'FALSE', '0', 'no', 'off', false, 0])('takes %p for false', (value) => {
    expect(toBoolean(value)).toBe(false);
  });

  it('leaves what it cannot read for validation', () => {
    expect(toBoolean('maybe')).toBe('maybe');
    expect(toInteger('1e3')).toBe('1e3');
    expect(toInteger('12345678901234567890')).toBe('12345678901234567890');
    expect(toText(['a'])).toEqual(['a']);
    expect(toList(3)).toBe(3);
  });

  it.each([
    ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000Z'],
    ['20200101', '2020-01-01T00:00:00.000Z'],
    ['20200101T000000Z', '2020-01-01T00:00:00.000Z'],
    ['2020-01-01T00Z', '2020-01-01T00:00:00.000Z'],
    ['2020-01-01 12:30', '2020-01-01T12:30:00.000Z'],
    ['2020-01-01T12:30:45.5+02:00', '2020-01-01T10:30:45.500Z'],
    ['2020-01-01T12:30:45,123456-0330', '2020-01-01T16:00:45.123Z'],
    ['2020-01-01T23:59:00+23:59', '2020-01-01T00:00:00.000Z'],
    ['2020-01-01T00-2359', '2020-01-01T23:59:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads the instant %s', (text, instant) => {
    expect(new Date(toInstant(text)).toISOString()).toBe(instant);
  });

  it.each([
    '2020-01-01 10:00:00 +0200',
    '2020-01-01 10:00:00 +02:00',
    '2020-01-01 08:00:00 UTC',
    '2020-01-01 08:00:00 Z',
    '2020-01-01T08:00:00UTC',
    '2020-01-01 06:00:00 -0200',
    '2020-01-01T10:00:00 02:00',
    '2020-01-01T10:00:00.000 0200',
    '2020-01-01T10:00 02:00',
    ' 2020-01-01T08:00:00Z ',
    'Wed, 01 Jan 2020 10:00:00 +0200',
    'Wed, 1 Jan 2020 08:00:00 GMT',
    '1 jan 2020 08:00 +0000',
  ])('reads %p as other systems write it', (text) => {
    expect(toInstant(text)).toBe(Date.UTC(2020, 0, 1, 8));
  });

  it.each(['2020-01-01 02:00:00 CET', '2020-01-01T00:00:00  02:00', '2020-01-01T00:00:00 25:00', '2020-01-01 UTC', 'Wed, 31 Feb 2020 00:00:00 GMT', 'Wed, 01 Foo 2020 00:00:00 GMT', '01/02/2020', '2020-W01-1', '2020-001', '2020-02-30', '2020-13-01', '2020-01-01T25', '2020-01-01T00:00:00+99:99', '2020-01-01T00-24', '2020-01-01T00+0160', '1', '', 'now', 20200101, ['2020-01-01']])(
    'takes %p for no instant',
    (value) => {
      expect(toInstant(value)).toBeNaN();
    },
  );

  it('reads numbers, texts and lists', () => {
    expect(toInteger('42')).toBe(42);
    expect(toText(5)).toBe('5');
    expect(toList('a')).toEqual(['a']);
    expect(toList({ 0: 'a', 1: 'b' })).toEqual(['a', 'b']);
    expect(toList('')).toEqual([]);
  });
});
