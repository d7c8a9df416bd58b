import { isJsonObject, ok, type JsonObject, type Result } from '@holdpoint/kernel';
import { parseJsonObject } from '../http/parse-json-object';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';
import { isDigest } from './digest';
import { readRevision } from './read-revision';

/** What of a manifest or an index matters here; with a null revision, also where else to look for one. */
export type Manifest =
  | { readonly type: 'index'; readonly revision: string | null; readonly manifests: readonly string[] }
  | { readonly type: 'manifest'; readonly revision: string | null; readonly imageConfig: string | null };

/** Those of the image specifications; in all others `config.Labels` would mean nothing. */
const IMAGE_CONFIGS: readonly unknown[] = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'];

/** What buildx writes at a manifest that only tells how another was built. */
const ATTESTATION = 'vnd.docker.reference.type';

const MANIFESTS_MAX = 20;

/**
 * Reads a manifest or an index, OCI's or Docker's, by its fields: the digest covers them, while the media type in the
 * header is the server's word alone. What could be read as either is neither (CVE-2021-41190).
 */
export function parseManifest(bytes: Buffer): Result<Manifest, RegistryRefusal> {
  const parsed = parseJsonObject(bytes);
  if (!parsed.ok) return parsed;
  const { manifests, layers, config, annotations } = parsed.value;
  const revision = readRevision(annotations);
  if (!revision.ok) return revision;
  if (Array.isArray(manifests) && layers === undefined && config === undefined) return indexOf(manifests, revision.value);
  if (Array.isArray(layers) && isJsonObject(config) && manifests === undefined) return manifestOf(config, revision.value);
  return refuse('malformed', 'it is neither a manifest nor an index');
}

function manifestOf({ mediaType, digest }: JsonObject, revision: string | null): Result<Manifest, RegistryRefusal> {
  if (revision !== null || !IMAGE_CONFIGS.includes(mediaType)) return ok({ type: 'manifest', revision, imageConfig: null });
  return isDigest(digest) ? ok({ type: 'manifest', revision, imageConfig: digest }) : refuse('unsupported_digest');
}

function indexOf(entries: readonly unknown[], revision: string | null): Result<Manifest, RegistryRefusal> {
  // One that says its revision is not followed, whatever it lists.
  if (revision !== null) return ok({ type: 'index', revision, manifests: [] });
  const platforms = entries.filter(isJsonObject).filter(({ annotations }) => !isJsonObject(annotations) || annotations[ATTESTATION] === undefined);
  const manifests = [...new Set(platforms.map(({ digest }) => digest))];
  if (manifests.length > MANIFESTS_MAX) return refuse('malformed', `more than ${MANIFESTS_MAX} manifests are in the index`);
  return manifests.every(isDigest) ? ok({ type: 'index', revision, manifests }) : refuse('unsupported_digest');
}
