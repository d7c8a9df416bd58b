import { Busboy } from '@fastify/busboy';
import { ApiError } from '../error/api-error';
import { parseQuery } from './parse-query';

const REPLACEMENT = '\uFFFD';

/**
 * Reads the fields of a multipart form, as `curl --form` sends them, by the rules of every other form. Rejects with the
 * coded error where the body is broken, is not UTF-8, or holds a file.
 */
export async function parseMultipart(body: Buffer, contentType: string): Promise<Record<string, unknown>> {
  const fields = new URLSearchParams();
  await readFields(body, contentType, (name, value) => fields.append(name, value)).catch((error: unknown) => {
    throw malformed(error instanceof Error ? error.message : String(error));
  });
  const isReplaced = [...fields].some((field) => field.join('').includes(REPLACEMENT));
  if (isReplaced && !body.includes(REPLACEMENT)) throw malformed('a field of it is not UTF-8');
  return parseQuery(fields.toString());
}

/** The body is bounded before it is read, so nothing in it is cut short: what is cut would be lost unseen. */
function readFields(body: Buffer, contentType: string, take: (name: string, value: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const limits = { fieldNameSize: body.length, fieldSize: body.length };
    const form = new Busboy({ headers: { 'content-type': contentType }, limits });
    form.on('field', take);
    form.on('file', (name, stream) => {
      stream.resume();
      reject(new Error(`field ${name ?? ''} is a file; send its content as a value`));
    });
    form.on('error', reject);
    form.on('finish', resolve);
    form.end(body);
  });
}

const malformed = (problem: string): ApiError => new ApiError('body_malformed', { problem });
