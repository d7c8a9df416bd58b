import { err, ok, type Result } from '../result';
import { exceededBound, type JsonBounds } from './json-bounds';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes bytes as UTF-8; a byte order mark is dropped. Null when they are none. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Reads bytes as JSON, bounded before anything walks it; how many bytes there are, the caller has bounded. Answers what is
 * wrong as the second half of a sentence: "it is not UTF-8". Of a key given twice the last counts, as in Go and Ruby.
 */
export function readJson(bytes: Uint8Array, bounds: JsonBounds): Result<unknown, string> {
  const text = decodeUtf8(bytes);
  if (text === null) return err('it is not UTF-8');
  const exceeded = exceededBound(text, bounds);
  if (exceeded === 'depth') return err(`it is nested deeper than ${bounds.depth} levels`);
  if (exceeded === 'values') return err(`it holds more than ${bounds.values} values`);
  try {
    return ok(JSON.parse(text));
  } catch {
    return err('it is not JSON');
  }
}
