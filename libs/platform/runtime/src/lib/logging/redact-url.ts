import { SECRET_NAME } from '@holdpoint/kernel';

/** Takes the values of query parameters whose names look like secrets out of an address before it is logged. */
export function redactUrl(url: string): string {
  const query = url.indexOf('?');
  if (query < 0) return url;
  const parts = url.slice(query + 1).split('&');
  return `${url.slice(0, query)}?${parts.map(redactPart).join('&')}`;
}

function redactPart(part: string): string {
  const equals = part.indexOf('=');
  const name = equals < 0 ? part : part.slice(0, equals);
  return SECRET_NAME.test(decoded(name)) ? `${name}=[redacted]` : part;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
