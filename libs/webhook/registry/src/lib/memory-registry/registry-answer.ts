import type { OutgoingHttpHeaders } from 'node:http';

/** What a registry answers. */
export interface RegistryAnswer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer;
}

/** The error codes of the OCI distribution specification that are used here, with their statuses. */
const STATUSES = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_UNKNOWN: 404,
  DIGEST_INVALID: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 413,
  UNAUTHORIZED: 401,
  UNSUPPORTED: 404,
} as const;

/** An answer in JSON. */
export function jsonAnswer(status: number, value: object, headers: OutgoingHttpHeaders = {}): RegistryAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify(value)) };
}

/** A refusal as the OCI distribution specification writes it. */
export function refusalAnswer(code: keyof typeof STATUSES, headers: OutgoingHttpHeaders = {}): RegistryAnswer {
  return jsonAnswer(STATUSES[code], { errors: [{ code }] }, headers);
}
