import { digestOf, isDigest } from '../manifest/digest';
import { isRepositoryName } from '../repository/parse-repository';
import { jsonAnswer, refusalAnswer, type RegistryAnswer } from './registry-answer';
import type { RegistryContent } from './registry-content';

/** A request whose body has been read. */
export interface RegistryCall {
  /** HEAD is asked for as GET. */
  readonly method: string;
  readonly url: URL;
  readonly mediaType: string;
  readonly body: Buffer;
}

interface Place {
  readonly name: string;
  /** A digest, a tag, or the id of an upload. */
  readonly reference: string;
}

type Handler = (content: RegistryContent, place: Place, call: RegistryCall) => RegistryAnswer;

const NAME = '^/v2/(?<name>[^?#]+)';
const MANIFEST = new RegExp(`${NAME}/manifests/(?<reference>[^/]+)$`);
const BLOB = new RegExp(`${NAME}/blobs/(?<reference>[^/]+)$`);
const UPLOADS = new RegExp(`${NAME}/blobs/uploads/?$`);
const UPLOAD = new RegExp(`${NAME}/blobs/uploads/(?<reference>[^/]+)$`);
const TAGS = new RegExp(`${NAME}/tags/list$`);

/** The first that fits: an upload before what would be a blob. */
const ROUTES: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['POST', UPLOADS, startUpload],
  ['PATCH', UPLOAD, appendUpload],
  ['PUT', UPLOAD, finishUpload],
  ['GET', BLOB, getBlob],
  ['GET', MANIFEST, getManifest],
  ['PUT', MANIFEST, putManifest],
  ['GET', TAGS, listTags],
];

const TAG = /^\w[\w.-]{0,127}$/;

/** Answers a request as the OCI distribution specification has it: what pushing and pulling need. */
export function answerCall(content: RegistryContent, call: RegistryCall): RegistryAnswer {
  const { method, url } = call;
  if (method === 'GET' && /^\/v2\/?$/.test(url.pathname)) return jsonAnswer(200, {});
  for (const [routeMethod, path, handler] of ROUTES) {
    const { name, reference = '' } = (method === routeMethod && path.exec(url.pathname)?.groups) || {};
    if (name !== undefined) return isRepositoryName(name) ? handler(content, { name, reference }, call) : refusalAnswer('NAME_INVALID');
  }
  return refusalAnswer('UNSUPPORTED');
}

function getBlob(content: RegistryContent, { name, reference }: Place): RegistryAnswer {
  const body = content.blob(name, reference);
  return body ? contentAnswer('application/octet-stream', body) : refusalAnswer('BLOB_UNKNOWN');
}

function getManifest(content: RegistryContent, { name, reference }: Place): RegistryAnswer {
  const manifest = content.manifest(name, reference);
  return manifest ? contentAnswer(manifest.mediaType, manifest.bytes) : refusalAnswer('MANIFEST_UNKNOWN');
}

function putManifest(content: RegistryContent, { name, reference }: Place, { mediaType, body }: RegistryCall): RegistryAnswer {
  const digest = digestOf(body);
  const tag = reference.includes(':') ? undefined : reference;
  if (tag === undefined && reference !== digest) return refusalAnswer('DIGEST_INVALID');
  if (tag !== undefined && !TAG.test(tag)) return refusalAnswer('MANIFEST_INVALID');
  return content.putManifest(name, { mediaType, bytes: body }, tag) ? created(`/v2/${name}/manifests/${digest}`, digest) : refusalAnswer('SIZE_INVALID');
}

/** With a digest the body is the whole blob; without one an upload begins. */
function startUpload(content: RegistryContent, { name }: Place, { url, body }: RegistryCall): RegistryAnswer {
  const digest = url.searchParams.get('digest');
  if (digest !== null) return putBlob(content, name, digest, body);
  const id = content.startUpload(name);
  return id === undefined ? refusalAnswer('SIZE_INVALID') : uploadAnswer(name, id, 0);
}

function appendUpload(content: RegistryContent, { name, reference }: Place, { body }: RegistryCall): RegistryAnswer {
  const size = content.uploadSize(name, reference);
  if (size === undefined) return refusalAnswer('BLOB_UPLOAD_UNKNOWN');
  return content.appendUpload(name, reference, body) ? uploadAnswer(name, reference, size + body.length) : refusalAnswer('SIZE_INVALID');
}

function finishUpload(content: RegistryContent, { name, reference }: Place, { url, body }: RegistryCall): RegistryAnswer {
  if (content.uploadSize(name, reference) === undefined) return refusalAnswer('BLOB_UPLOAD_UNKNOWN');
  const bytes = Buffer.concat([content.takeUpload(name, reference), body]);
  return putBlob(content, name, url.searchParams.get('digest'), bytes);
}

function putBlob(content: RegistryContent, name: string, digest: string | null, bytes: Buffer): RegistryAnswer {
  if (!isDigest(digest) || digestOf(bytes) !== digest) return refusalAnswer('DIGEST_INVALID');
  return content.putBlob(name, bytes) ? created(`/v2/${name}/blobs/${digest}`, digest) : refusalAnswer('SIZE_INVALID');
}

function listTags(content: RegistryContent, { name }: Place): RegistryAnswer {
  const tags = content.tags(name);
  return tags.length === 0 ? refusalAnswer('NAME_UNKNOWN') : jsonAnswer(200, { name, tags });
}

const contentAnswer = (mediaType: string, body: Buffer): RegistryAnswer => ({
  status: 200,
  headers: { 'content-type': mediaType, 'docker-content-digest': digestOf(body) },
  body,
});

const created = (location: string, digest: string): RegistryAnswer => ({ status: 201, headers: { location, 'docker-content-digest': digest } });

const uploadAnswer = (name: string, id: string, size: number): RegistryAnswer => ({
  status: 202,
  headers: { location: `/v2/${name}/blobs/uploads/${id}`, range: `0-${Math.max(0, size - 1)}`, 'docker-upload-uuid': id },
});
