import { err, ok, type Result } from '@holdpoint/kernel';

/** A key of the server; all others are derived from it. */
export interface SecretKey {
  /** Stands beside everything that was made with the key: 1 to 32 letters, digits, `_` or `-`. */
  readonly id: string;
  /** 32 random bytes. */
  readonly bytes: Buffer;
}

const KEY_BYTES = 32;
const KEY = /^(?<id>[\w-]{1,32}):(?<base64>[A-Za-z0-9+/]{43}=)$/;

/** How keys are written, for the messages that refuse them. */
const FORM = 'is a list of id:key, separated by commas; a key is 32 random bytes in Base64: main:$(openssl rand -base64 32)';

/** Reads `id:base64,id:base64`; the first key is the current one. The problem never repeats what was given. */
export function parseSecretKeys(text: string): Result<readonly [SecretKey, ...SecretKey[]], string> {
  const parsed = text.split(',').map((part) => parseKey(part.trim()));
  const keys = parsed.filter((key): key is SecretKey => key !== undefined);
  const [current, ...others] = keys;
  if (current === undefined || keys.length < parsed.length) return err(FORM);
  const ids = new Set(keys.map(({ id }) => id));
  return ids.size < keys.length ? err('has two keys with one id: give each its own') : ok([current, ...others]);
}

/** Writes a key as {@link parseSecretKeys} reads it. */
export const formatSecretKey = ({ id, bytes }: SecretKey): string => `${id}:${bytes.toString('base64')}`;

function parseKey(text: string): SecretKey | undefined {
  const { id, base64 } = KEY.exec(text)?.groups ?? {};
  const bytes = Buffer.from(base64 ?? '', 'base64');
  return id !== undefined && bytes.length === KEY_BYTES ? { id, bytes } : undefined;
}
