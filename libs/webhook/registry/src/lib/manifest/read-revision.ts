import { isJsonObject, ok, type Result } from '@holdpoint/kernel';
import { parseJsonObject } from '../http/parse-json-object';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

/** The OCI image specification's name for the revision of what was packaged. */
const REVISION = 'org.opencontainers.image.revision';

const REVISION_MAX_LENGTH = 1_000;

/** Takes the revision from annotations or labels, as it is written there; null when they have none, or an empty one. */
export function readRevision(annotations: unknown): Result<string | null, RegistryRefusal> {
  const revision = (isJsonObject(annotations) ? annotations[REVISION] : undefined) ?? '';
  if (typeof revision !== 'string') return refuse('malformed', 'the revision is no text');
  if (revision.length > REVISION_MAX_LENGTH) return refuse('malformed', `the revision is longer than ${REVISION_MAX_LENGTH} characters`);
  // A database does not take NUL, and a log should get no new lines from a stranger.
  if (/\p{Cc}/u.test(revision)) return refuse('malformed', 'the revision has control characters in it');
  return ok(revision === '' ? null : revision);
}

/** Takes the revision from the labels of an image's configuration, where builders put it that do not annotate. */
export function readLabelledRevision(bytes: Buffer): Result<string | null, RegistryRefusal> {
  const parsed = parseJsonObject(bytes);
  if (!parsed.ok) return parsed;
  const { config } = parsed.value;
  return readRevision(isJsonObject(config) ? config['Labels'] : undefined);
}
