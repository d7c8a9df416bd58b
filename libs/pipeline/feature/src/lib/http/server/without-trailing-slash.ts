import type { IncomingMessage } from 'node:http';

/** A target may name its host as well. Source: RFC 9112, 3.2.2. */
const ORIGIN = /^https?:\/\/[^/?#]*(?=\/)/i;

/** The path and query of a request: GitLab's API does not mind whether the path ends with a slash. */
export function withoutTrailingSlash({ url = '' }: Pick<IncomingMessage, 'url'>): string {
  const target = url.startsWith('/') ? url : url.replace(ORIGIN, '');
  return target.startsWith('/api/v4/') ? target.replace(/^([^?]+?)\/(?=\?|$)/, '$1') : target;
}
