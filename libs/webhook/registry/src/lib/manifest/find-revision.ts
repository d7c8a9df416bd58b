import { ok, type Result } from '@holdpoint/kernel';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';
import { parseManifest, type Manifest } from './parse-manifest';
import { readLabelledRevision } from './read-revision';

/** What a digest stands for, by the registry. */
export interface ResolvedRevision {
  /** `org.opencontainers.image.revision` as it is written there, at most 1,000 characters; null when nothing says it. */
  readonly annotation: string | null;
  /** What says it: the index, a manifest, or the labels in an image's configuration; with null, what was asked for. */
  readonly source: 'index' | 'manifest' | 'config';
}

/** Bytes by their digest, checked against it. */
export interface DigestReader {
  manifest(digest: string): Promise<Result<Buffer, RegistryRefusal>>;
  blob(digest: string): Promise<Result<Buffer, RegistryRefusal>>;
}

type Found = Result<ResolvedRevision, RegistryRefusal>;

/** Looks for the revision where it may be: in the index, else in its manifests, else in the labels of their images. */
export async function findRevision(reader: DigestReader, digest: string): Promise<Found> {
  const manifest = await readManifest(reader, digest);
  if (!manifest.ok) return manifest;
  const { type, revision } = manifest.value;
  if (revision !== null) return ok({ annotation: revision, source: type });
  return type === 'index' ? inManifests(reader, manifest.value.manifests) : inConfig(reader, manifest.value.imageConfig);
}

async function readManifest(reader: DigestReader, digest: string): Promise<Result<Manifest, RegistryRefusal>> {
  const bytes = await reader.manifest(digest);
  return bytes.ok ? parseManifest(bytes.value) : bytes;
}

/** All are asked, so that those for different platforms are known to be of one revision. */
async function inManifests(reader: DigestReader, digests: readonly string[]): Promise<Found> {
  let agreed: ResolvedRevision = { annotation: null, source: 'index' };
  for (const digest of digests) {
    const found = await inManifest(reader, digest);
    if (!found.ok) return found;
    const { annotation } = found.value;
    if (annotation !== null && agreed.annotation !== null && annotation !== agreed.annotation) return refuse('malformed', 'the manifests of the index disagree on the revision');
    if (annotation !== null) agreed = found.value;
  }
  return ok(agreed);
}

async function inManifest(reader: DigestReader, digest: string): Promise<Found> {
  const manifest = await readManifest(reader, digest);
  if (!manifest.ok) return manifest;
  if (manifest.value.type === 'index') return refuse('malformed', 'an index is in the index');
  const { revision, imageConfig } = manifest.value;
  return revision === null ? inConfig(reader, imageConfig) : ok({ annotation: revision, source: 'manifest' });
}

async function inConfig(reader: DigestReader, digest: string | null): Promise<Found> {
  if (digest === null) return ok({ annotation: null, source: 'manifest' });
  const bytes = await reader.blob(digest);
  if (!bytes.ok) return bytes;
  const annotation = readLabelledRevision(bytes.value);
  if (!annotation.ok) return annotation;
  return ok({ annotation: annotation.value, source: annotation.value === null ? 'manifest' : 'config' });
}
