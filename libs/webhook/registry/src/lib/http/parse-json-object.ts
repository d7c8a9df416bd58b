import { isJsonObject, ok, readJson, type JsonObject, type Result } from '@holdpoint/kernel';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

/** The largest images have some hundred layers and steps; a MiB of empty objects takes a third of a second to parse. */
const BOUNDS = { depth: 32, values: 10_000 };

/** Reads bytes as an object of JSON, which is neither deep nor has many values. */
export function parseJsonObject(bytes: Buffer): Result<JsonObject, RegistryRefusal> {
  const read = readJson(bytes, BOUNDS);
  if (!read.ok) return refuse('malformed', read.error);
  return isJsonObject(read.value) ? ok(read.value) : refuse('malformed', 'it is not an object of JSON');
}
