/** Proves that the table of errors is complete and in GitLab's forms, row by row. */
import { ERRORS } from './errors';
import type { ErrorDefinition } from './error-definition';

const rows = Object.entries(ERRORS) as [string, ErrorDefinition][];

describe.each(rows)('error %s', (code, error) => {
  it('has a code in snake case and a client or server status', () => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.status).toBeLessThan(600);
  });

  it('says what to do in a sentence', () => {
    expect(error.action).toMatch(/^[A-Z].*\.$/);
  });

  it('names an attribute exactly when its form needs one', () => {
    expect(error.field !== undefined).toBe(error.form === 'fields');
    expect(error.oauth !== undefined).toBe(error.form === 'oauth');
  });

  it('says when to try again exactly when that helps', () => {
    const passes = error.status === 429 || error.status === 503 || code.endsWith('_in_progress');
    expect(error.retryAfterS !== undefined).toBe(passes);
  });
});

it('starts a text with a number only where that is the status', () => {
  const numbered = rows.filter(([, { text }]) => /^\d/.test(text));
  expect(numbered.filter(([, { text, status }]) => !text.startsWith(`${status} `))).toEqual([]);
});
