import { Busboy } from '@fastify/busboy';
import { ApiError } from '../error/api-error';
import { parseQuery, PARAMETERS_MAX } from './parse-query';

/** A body is read in pieces, so that one of a million parts is given up at the first that is too many. */
const PIECE_BYTES = 16 * 1024;

const REPLACEMENT = '\uFFFD';

/**
 * Reads the fields of a multipart form, as `curl --form` sends them, by the rules of every other form. Rejects with the
 * coded error where the body is broken, is not UTF-8, or holds a file or too many fields.
 */
export async function parseMultipart(body: Buffer, contentType: string): Promise<Record<string, unknown>> {
  const fields = new URLSearchParams();
  await readFields(body, contentType, fields).catch((error: unknown) => {
    throw malformed(error instanceof Error ? error.message : String(error));
  });
  const isReplaced = [...fields].some((field) => field.join('').includes(REPLACEMENT));
  if (isReplaced && !body.includes(REPLACEMENT)) throw malformed('a field of it is not UTF-8');
  return parseQuery(fields.toString());
}

/** The body is bounded before it is read, so no name and no value is cut short: what is cut would be lost unseen. */
function readFields(body: Buffer, contentType: string, fields: URLSearchParams): Promise<void> {
  return new Promise((resolve, reject) => {
    const limits = { fieldNameSize: body.length, fieldSize: body.length, headerSize: body.length, parts: PARAMETERS_MAX };
    const form = new Busboy({ headers: { 'content-type': contentType }, limits });
    let refused = false;
    const refuse = (problem: string): void => {
      refused = true;
      reject(new Error(problem));
    };
    form.on('field', (name: string | undefined, value) => (name === undefined ? refuse('a part of it has no name') : fields.append(name, value)));
    form.on('file', (name, stream) => {
      stream.resume();
      refuse(`field ${name ?? ''} is a file; send its content as a value`);
    });
    form.on('partsLimit', () => refuse(`it has more than ${PARAMETERS_MAX} fields`));
    form.on('error', reject);
    form.on('finish', resolve);
    for (let at = 0; at < body.length && !refused; at += PIECE_BYTES) form.write(body.subarray(at, at + PIECE_BYTES));
    form.end();
  });
}

const malformed = (problem: string): ApiError => new ApiError('body_malformed', { problem });
