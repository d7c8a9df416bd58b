import { ok, readJson, type Result } from '@holdpoint/kernel';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

/** An object of JSON, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells objects from lists, null and all that is not compound. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The largest images have some hundred layers and steps; a MiB of empty objects takes a third of a second to parse. */
const BOUNDS = { depth: 32, values: 10_000 };

/** Reads bytes as an object of JSON, which is neither deep nor has many values. */
export function parseJsonObject(bytes: Buffer): Result<JsonObject, RegistryRefusal> {
  const read = readJson(bytes, BOUNDS);
  if (!read.ok) return refuse('malformed', read.error);
  return isJsonObject(read.value) ? ok(read.value) : refuse('malformed', 'it is not an object of JSON');
}
