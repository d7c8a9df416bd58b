import { CONFIG_LIMITS } from '../config-limits';
import { watchedKind, whyNotWatched } from './watched-kind';

/** The texts of `external:match`, by their keys. */
export const MATCH_TEXTS = ['key', 'kind', 'namespace', 'name', 'receiver', 'commit_status'] as const;

/** One of {@link MATCH_TEXTS}. */
export type MatchText = (typeof MATCH_TEXTS)[number];

interface Rule {
  readonly maxChars: number;
  /** What is wrong with a text of an allowed length. */
  readonly problem: (text: string) => string | null;
}

const { dnsLabelChars, dnsSubdomainChars, matchTextChars } = CONFIG_LIMITS;

const ANY_TEXT: Rule = { maxChars: matchTextChars, problem: () => null };

const RULES: Readonly<Record<MatchText, Rule>> = {
  key: ANY_TEXT,
  kind: { maxChars: dnsLabelChars, problem: (text) => (watchedKind(text) === null ? whyNotWatched(text) : null) },
  namespace: { maxChars: dnsLabelChars, problem: (text) => (isLabel(text) ? null : NO_LABEL) },
  name: { maxChars: dnsSubdomainChars, problem: (text) => (text.split('.').every(isLabel) ? null : NO_SUBDOMAIN) },
  receiver: ANY_TEXT,
  commit_status: ANY_TEXT,
};

/** What is wrong with a text of `external:match` that has no variables, or none any more; null for a good one. */
export function matchTextProblem(key: MatchText, text: string): string | null {
  const { maxChars, problem } = RULES[key];
  return text.length > maxChars ? `is too long (maximum is ${maxChars} characters)` : problem(text);
}

/** RFC 1123, in lower case, as Kubernetes checks the names of its objects. */
const isLabel = (text: string): boolean => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text);

const NO_LABEL = 'should be lower-case letters, digits and "-", with a letter or digit at both ends';
const NO_SUBDOMAIN = 'should be lower-case letters, digits, "-" and ".", with a letter or digit at both ends of each part';
