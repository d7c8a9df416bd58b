import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretKey } from './secret-keys';

/** A message authentication code with the key that made it. */
export interface Mac {
  readonly keyId: string;
  readonly mac: Buffer;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** What GCM is specified for; random ones are safe for 2^32 texts under one key, far more than there will be hooks. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts and authenticates with keys derived from those of the server (HKDF-SHA-256, RFC 5869): one to encrypt, one
 * for each purpose of a code. The first key is used for what is new, the others still read what was made with them.
 */
export class Secrets {
  private readonly keys: ReadonlyMap<string, SecretKey>;
  private readonly derived = new Map<string, Buffer>();

  constructor(private readonly current: SecretKey, ...others: readonly SecretKey[]) {
    this.keys = new Map([current, ...others].map((key) => [key.id, key]));
  }

  /** The ids of all keys, that of the current one first. */
  get keyIds(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** Encrypts a text by AES-256-GCM; it can be read only for the same purpose: name the column and the row. */
  encrypt(purpose: string, text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.subkey(this.current, 'encrypt'), iv);
    cipher.setAAD(Buffer.from(`${this.current.id}:${purpose}`));
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.current.id}:${sealed.toString('base64')}`;
  }

  /** Reads what {@link encrypt} made; throws when it was changed, meant for another purpose, or its key is gone. */
  decrypt(purpose: string, encrypted: string): string {
    const [keyId = '', base64 = ''] = encrypted.split(':');
    const sealed = Buffer.from(base64, 'base64');
    if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error('An encrypted text is longer than this');
    const decipher = createDecipheriv(CIPHER, this.subkey(this.keyOf(keyId), 'encrypt'), sealed.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(`${keyId}:${purpose}`));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  /** Reads all of several encrypted texts that can be read; throws, as for the first, when there are some and none can be. */
  decryptReadable(purpose: string, encrypted: readonly string[]): readonly string[] {
    const failures: unknown[] = [];
    const texts = encrypted.flatMap((each) => {
      try {
        return [this.decrypt(purpose, each)];
      } catch (failure) {
        failures.push(failure);
        return [];
      }
    });
    if (texts.length === 0 && failures.length > 0) throw failures[0];
    return texts;
  }

  /** An HMAC-SHA-256 of a message for a purpose, by the current key or the one that is named; throws when that is gone. */
  mac(purpose: string, message: string, keyId: string = this.current.id): Mac {
    const subkey = this.subkey(this.keyOf(keyId), `mac:${purpose}`);
    return { keyId, mac: createHmac('sha256', subkey).update(message).digest() };
  }

  private keyOf(id: string): SecretKey {
    const key = this.keys.get(id);
    if (!key) throw new Error(`The secret key "${id}" is not among HOLDPOINT_SECRET_KEYS: add it again, behind the current one`);
    return key;
  }

  private subkey({ id, bytes }: SecretKey, purpose: string): Buffer {
    const name = `${id}:${purpose}`;
    const subkey = this.derived.get(name) ?? Buffer.from(hkdfSync('sha256', bytes, '', `holdpoint:${purpose}`, KEY_BYTES));
    this.derived.set(name, subkey);
    return subkey;
  }
}
