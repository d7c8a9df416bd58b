import { err, ok, type Result } from '@holdpoint/kernel';

/** A repository of an OCI registry. */
export interface Repository {
  /** `host` or `host:port`, in lower case. */
  readonly host: string;
  /** Below the host, as the OCI distribution specification writes names. */
  readonly name: string;
}

/** What clients agree on: host and name together. */
const MAX_LENGTH = 255;

const HOST = /^(?:\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::\d{1,5})?$/;
/** The grammar of `<name>` in the OCI distribution specification. */
const NAME = /^[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*)*$/;

/** Reads `host[:port]/name`, with or without `oci://` in front; the problem reads on from the name of a field. */
export function parseRepository(text: string): Result<Repository, string> {
  const plain = text.replace(/^oci:\/\//, '');
  if (plain.length > MAX_LENGTH) return err(`is longer than ${MAX_LENGTH} characters`);
  const [first = '', ...rest] = plain.split('/');
  const [host, name] = [first.toLowerCase(), rest.join('/')];
  if (/[:@]/.test(name)) return err('is a repository without a tag or digest: registry.example.com/group/app');
  if (!HOST.test(host) || !isRepositoryName(name)) return err('is the host of a registry and the name of a repository in lower case: registry.example.com/group/app');
  return isHost(host) ? ok({ host, name }) : err('begins with the host of a registry: registry.example.com/group/app');
}

/** Whether a text may be the name of a repository below its host; its length is for the caller to bound. */
export const isRepositoryName = (name: string): boolean => NAME.test(name);

/** As in references of Docker: what has neither dot nor port is part of a name. */
const isHost = (first: string): boolean => /[.:]/.test(first) || first === 'localhost';
