import { ok, type Result } from '@holdpoint/kernel';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

/** An object of JSON, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells objects from lists, null and all that is not compound. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads bytes as an object of JSON. */
export function parseJsonObject(bytes: Buffer): Result<JsonObject, RegistryRefusal> {
  const value = parse(bytes.toString('utf8'));
  return isJsonObject(value) ? ok(value) : refuse('malformed', 'it is not an object of JSON');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
