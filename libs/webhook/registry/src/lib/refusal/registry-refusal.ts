import { err, type Err } from '@holdpoint/kernel';

/** What a refusal says where nothing more is known. */
const SENTENCES = {
  host_not_allowed: 'the host is not on the list of registries and token servers that may be asked',
  not_found: 'the registry does not have it in this repository',
  unauthorized: 'the registry does not let these credentials, or nobody without any, read this repository',
  digest_mismatch: 'the bytes that the registry has sent are not those that the digest names',
  too_large: 'the registry sends more than 3.5 MiB',
  timed_out: 'the registry has not answered in time',
  unreachable: 'the registry cannot be reached',
  malformed: 'the registry answers with something else than is asked for',
  unsupported_digest: 'only digests by sha256 can be checked: sha256: and 64 hexadecimal digits in lower case',
} as const;

/** Why a registry could not say what a digest stands for. */
export type RegistryRefusalCode = keyof typeof SENTENCES;

/** A refusal for people: nothing of credentials, tokens or bodies is in it. */
export interface RegistryRefusal {
  readonly code: RegistryRefusalCode;
  readonly message: string;
}

/** Refuses, with what is known beyond the code: a host, a status, never what a stranger has written at length. */
export function refuse(code: RegistryRefusalCode, detail?: string): Err<RegistryRefusal> {
  return err({ code, message: detail === undefined ? SENTENCES[code] : `${SENTENCES[code]}: ${detail}` });
}
