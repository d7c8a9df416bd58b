import { err, ok, type Result } from '@holdpoint/kernel';
import type { ReceiverType, RequiredHeader } from '@holdpoint/pipeline-persistence';

/** A `token` of RFC 9110, which names of headers are. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/** Long enough not to be guessed back from its digest; what HTTP would take off at its ends could never be sent. */
const VALUE = /^[\x21-\x7e][\x20-\x7e]{14,253}[\x21-\x7e]$/;

/** The parameters that name a header. */
export interface HeaderInput {
  readonly header_name?: string;
  readonly header_value?: string;
}

/**
 * Reads which header a receiver of a type asks for: undefined when nothing is said of it, null for none any more. Answers
 * what is wrong with it.
 */
export function readRequiredHeader(
  type: ReceiverType,
  { header_name: name, header_value: value }: HeaderInput,
): Result<RequiredHeader | null | undefined, string> {
  if (name === undefined) return value === undefined ? ok(undefined) : err('header_name is missing');
  if (name === '') return value === undefined ? ok(null) : err('header_value is invalid: there is no header to hold it');
  if (type !== 'generic') return err('header_name is invalid: only a receiver of the type generic asks for a header');
  if (!NAME.test(name)) return err('header_name is invalid');
  if (value === undefined) return err('header_value is missing');
  return VALUE.test(value) ? ok({ name: name.toLowerCase(), value }) : err('header_value is invalid: 16 to 255 printable ASCII characters');
}
