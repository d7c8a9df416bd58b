/** Slugs of environments as GitLab makes them, and the tiers that their names suggest. */
import { createHash } from 'node:crypto';
import { environmentSlug } from './environment-slug';
import { suggestedTier } from './environment-tier';

const suffixOf = (name: string): string => BigInt(`0x${createHash('sha256').update(name).digest('hex')}`).toString(36).slice(-6);

describe('the slug of an environment', () => {
  it.each([
    ['production', 'production'],
    ['staging-1234567890123456', 'staging-1234567890123456'],
    ['staging-12345678-', 'staging-12345678'],
    ['foo-', 'foo'],
  ])('%s stays what it is: %s', (name, slug) => {
    expect(environmentSlug(name)).toBe(slug);
  });

  it.each([
    ['staging-12345678901234567', 'staging-123456789'],
    ['9-staging-123456789012345', 'env-9-staging-123'],
    ['staging-1234567890123456-', 'staging-123456789'],
    ['staging-12345678-01234567', 'staging-12345678'],
    ['PRODUCTION', 'production'],
    ['review/1-foo', 'review-1-foo'],
    ['1-foo', 'env-1-foo'],
    ['foo--bar', 'foo-bar'],
    ['*-foo', 'env-foo'],
  ])('%s is told apart from what looks like it: %s and a suffix', (name, slug) => {
    expect(environmentSlug(name)).toBe(`${slug}-${suffixOf(name)}`);
  });
});

it.each([
  ['review/main', 'development'],
  ['qa', 'testing'],
  ['acceptance', 'testing'],
  ['staging', 'staging'],
  ['stg', 'staging'],
  ['production', 'production'],
  ['live', 'production'],
  ['canary', 'other'],
])('%s suggests %s', (name, tier) => {
  expect(suggestedTier(name)).toBe(tier);
});
