import type { EnvironmentTier } from '@holdpoint/pipeline-domain';

/** Source: GitLab's `Environment#guess_tier`. */
const SUGGESTED: readonly (readonly [words: RegExp, tier: EnvironmentTier])[] = [
  [/dev|review|trunk/i, 'development'],
  [/test|tst|int|acc?e?pt|qa|qc|control|quality/i, 'testing'],
  [/sta?g|mode?l|pre|demo|non/i, 'staging'],
  [/pro?d|live/i, 'production'],
];

/** What an environment is for by its name, where nothing says it. */
export const suggestedTier = (name: string): EnvironmentTier => SUGGESTED.find(([words]) => words.test(name))?.[1] ?? 'other';
