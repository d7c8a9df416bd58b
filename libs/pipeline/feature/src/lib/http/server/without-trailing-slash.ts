import type { IncomingMessage } from 'node:http';

/** The address of a request, of which GitLab's API does not mind whether it ends with a slash. */
export const withoutTrailingSlash = ({ url = '' }: Pick<IncomingMessage, 'url'>): string =>
  url.startsWith('/api/v4/') ? url.replace(/^([^?]+?)\/(?=\?|$)/, '$1') : url;
