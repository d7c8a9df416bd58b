/** Whether every percent-escape is UTF-8: taken literally a broken one would be another name or key. */
export function isDecodable(text: string): boolean {
  try {
    // Used, because a bundler takes a call whose result is not used for one without an effect (seen).
    return typeof decodeURIComponent(text) === 'string';
  } catch {
    return false;
  }
}
