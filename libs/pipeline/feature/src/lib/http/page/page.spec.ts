/** Proves that pages carry GitLab's headers on the address of the request, and that no page passes for another. */
import type { ApiError } from '../error/api-error';
import { createValidationPipe } from '../input/validation.pipe';
import { Page } from './page';
import { pageHeaders } from './page-headers';
import { PageQueryDto } from './page-query.dto';

const url = new URL('http://127.0.0.1:4567/api/v4/projects/root%2Fdemo/pipelines?ref=main&page=2');

describe('pageHeaders', () => {
  it('links to the neighbours, the first and the last page', () => {
    const headers = pageHeaders(new Page(['a'], 2, 1, 3, true), url);
    expect(headers).toMatchObject({
      'x-page': '2',
      'x-per-page': '1',
      'x-next-page': '3',
      'x-prev-page': '1',
      'x-total': '3',
      'x-total-pages': '3',
    });
    const address = 'http://127.0.0.1:4567/api/v4/projects/root%2Fdemo/pipelines?ref=main';
    expect(headers['link']?.split(', ')).toEqual([
      `<${address}&page=1&per_page=1>; rel="prev"`,
      `<${address}&page=3&per_page=1>; rel="next"`,
      `<${address}&page=1&per_page=1>; rel="first"`,
      `<${address}&page=3&per_page=1>; rel="last"`,
    ]);
  });

  it('has no totals and no last page where nothing was counted', () => {
    const headers = pageHeaders(new Page([], 1, 20, null, false), url);
    expect(Object.keys(headers)).not.toContain('x-total');
    expect(headers).toMatchObject({ 'x-next-page': '', 'x-prev-page': '' });
    expect(headers['link']).not.toContain('last');
  });

  it('comes after none when it is beyond the end', () => {
    const headers = pageHeaders(new Page([], 50, 1, 3, false), url);
    expect([headers['x-prev-page'], headers['link']]).toEqual(['', expect.not.stringContaining('prev')]);
  });

  it('has one page even when the list is empty', () => {
    expect(pageHeaders(new Page([], 1, 20, 0, false), url)).toMatchObject({ 'x-total': '0', 'x-total-pages': '1' });
  });
});

it.each(['private_token', 'access_token', 'job_token', 'private_token[]', 'PRIVATE_TOKEN', 'token', 'password'])('links do not repeat %s', (name) => {
  const asked = new URL(`http://127.0.0.1/api/v4/projects?${name}=s3cr3t&search=a&${name}=s3cr3t`);
  const { link } = pageHeaders(new Page(['a'], 1, 1, 2, true), asked);
  expect(link).toContain('search=a');
  expect(link).not.toMatch(/token|s3cr3t/i);
});

describe('PageQueryDto', () => {
  const read = (query: object): Promise<unknown> =>
    createValidationPipe().transform(query, { type: 'query', metatype: PageQueryDto });

  it.each([
    [{}, 1, 20],
    [{ page: '3', per_page: '50' }, 3, 50],
    [{ per_page: '1000' }, 1, 100],
    [{ page: '', per_page: '' }, 1, 20],
    [{ page: '10000000' }, 10_000_000, 20],
  ])('reads %j', async (query, page, perPage) => {
    expect(await read(query)).toMatchObject({ page, per_page: perPage });
  });

  it.each([
    [{ page: 'abc' }, 'page is invalid'],
    [{ page: '0' }, 'page does not have a valid value'],
    [{ page: '-5' }, 'page does not have a valid value'],
    [{ per_page: '0' }, 'per_page does not have a valid value'],
    [{ page: '1e3' }, 'page is invalid'],
    [{ page: ['1'] }, 'page is invalid'],
    [{ page: { a: '1' } }, 'page is invalid'],
    [{ page: '10000001' }, 'page is invalid'],
    [{ page: '99999999999999999999' }, 'page is invalid'],
    [{ per_page: 'abc' }, 'per_page is invalid'],
  ])('refuses %j', async (query, error) => {
    const refusal: unknown = await read(query).catch((thrown: unknown) => thrown);
    expect((refusal as ApiError).toResponse()).toEqual({ error });
  });
});
