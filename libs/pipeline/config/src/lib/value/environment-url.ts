import { CONFIG_LIMITS } from '../config-limits';
import { valuelessProblem } from '../match/valueless-problem';

/** Source: GitLab's `Gitlab::Utils::SanitizeNodeLink::UNSAFE_PROTOCOLS`. */
const UNSAFE = /^\s*(data|javascript|vbscript)\s*:/i;

/** What is wrong with the address of an environment, as it is written or its variables expanded; null for a good one. */
export function environmentUrlProblem(url: string): string | null {
  const { environmentUrlChars } = CONFIG_LIMITS;
  if (url.length > environmentUrlChars) return `is too long (maximum is ${environmentUrlChars} characters)`;
  const [, scheme] = UNSAFE.exec(url) ?? [];
  return scheme === undefined ? valuelessProblem(url) : `${scheme.toLowerCase()} scheme is not allowed`;
}
