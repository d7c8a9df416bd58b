import { gunzipSync } from 'node:zlib';
import { digestOf } from '../manifest/digest';

/** What Flux says of an artifact, each under `org.opencontainers.image.`; any may be left out. */
export interface ArtifactAnnotations {
  /** An instant by RFC 3339. */
  readonly created?: string;
  /** Flux writes `branch@sha1:sha` or `tag@sha1:sha`. */
  readonly revision?: string;
  /** The address of the git repository. */
  readonly source?: string;
}

/** The bytes of an artifact beside those of its layer. */
export interface FluxArtifact {
  readonly manifest: Buffer;
  readonly config: Buffer;
}

/** The media type of an OCI manifest. */
export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

const CONFIG_TYPE = 'application/vnd.cncf.flux.config.v1+json';
const LAYER_TYPE = 'application/vnd.cncf.flux.content.v1.tar+gzip';
/** What Flux writes for a build that can be repeated. */
const EPOCH = '1970-01-01T00:00:00Z';
const ARCHIVE_MAX_BYTES = 64 * 1_024 * 1_024;

/** Writes the manifest and the configuration that `flux push artifact` writes, byte for byte; throws unless the layer is gzip. */
export function fluxArtifact(layer: Buffer, annotations: ArtifactAnnotations): FluxArtifact {
  const { created = EPOCH } = annotations;
  const diffId = digestOf(gunzipSync(layer, { maxOutputLength: ARCHIVE_MAX_BYTES }));
  const history = [{ created: '0001-01-01T00:00:00Z' }];
  const config = bytesOf({ architecture: '', created, history, os: '', rootfs: { type: 'layers', diff_ids: [diffId] }, config: {} });
  const manifest = bytesOf({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: descriptor(CONFIG_TYPE, config),
    layers: [descriptor(LAYER_TYPE, layer)],
    annotations: prefixed(annotations),
  });
  return { manifest, config };
}

const bytesOf = (value: object): Buffer => Buffer.from(JSON.stringify(value));
const descriptor = (mediaType: string, bytes: Buffer): object => ({ mediaType, size: bytes.length, digest: digestOf(bytes) });

const prefixed = (annotations: ArtifactAnnotations): object =>
  Object.fromEntries(Object.entries(annotations).sort().map(([key, value]) => [`org.opencontainers.image.${key}`, value]));
