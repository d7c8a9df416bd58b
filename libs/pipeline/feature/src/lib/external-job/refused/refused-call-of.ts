import { isUnsafeText, toSafeText } from '@holdpoint/kernel';
import { redactText } from '@holdpoint/pipeline-application';
import type { FastifyRequest } from 'fastify';
import type { RefusedCall } from './refused-calls';

/** Names that are kept of one call, and letters of each: a stranger chooses them. */
const NAMES_MAX = 20;
const NAME_LETTERS_MAX = 40;

/** Letters of a name that are searched for secrets. */
const LOOKED_LETTERS_MAX = 128;

/** What may be kept of a refused call: where it came from and how it was made, and no value that it carried. */
export function refusedCallOf(request: FastifyRequest, receiver: string, reason: string): RefusedCall {
  const { id: project } = request.params as { readonly id?: string };
  const length = Number(request.headers['content-length']);
  return {
    project: project === undefined || isUnsafeText(project) ? null : project,
    receiver,
    reason,
    sample: () => ({
      remoteAddress: request.ip,
      headers: namesOf(request.headers),
      bodyBytes: Number.isSafeInteger(length) ? length : null,
      bodyKeys: isParameters(request.body) ? namesOf(request.body) : [],
    }),
  };
}

const isParameters = (body: unknown): body is object => typeof body === 'object' && body !== null && !Buffer.isBuffer(body);

const namesOf = (value: object): readonly string[] =>
  Object.keys(value).slice(0, NAMES_MAX).map((name) => toSafeText(redactText(name.slice(0, LOOKED_LETTERS_MAX)).slice(0, NAME_LETTERS_MAX)));
