/** Proves that secrets can be read only whole, for their own purpose and with their own key, across a rotation of keys. */
import { randomBytes } from 'node:crypto';
import { equalSecrets } from './equal-secrets';
import { formatSecretKey, parseSecretKeys, type SecretKey } from './secret-keys';
import { Secrets } from './secrets';

const keyOf = (id: string): SecretKey => ({ id, bytes: randomBytes(32) });
const [old, current] = [keyOf('old'), keyOf('new')];

describe('encryption', () => {
  it('never gives one text twice and never shows what is in it', () => {
    const secrets = new Secrets(current);
    const [first, second] = [secrets.encrypt('hooks:1', 'S3CRET'), secrets.encrypt('hooks:1', 'S3CRET')];
    expect(first).not.toBe(second);
    expect(Buffer.from(first.split(':')[1] ?? '', 'base64').toString('latin1')).not.toContain('S3CRET');
    expect(secrets.decrypt('hooks:1', first)).toBe('S3CRET');
  });

  it('notices every changed byte', () => {
    const secrets = new Secrets(current);
    const [id, base64 = ''] = secrets.encrypt('hooks:1', 'S3CRET').split(':');
    const sealed = Buffer.from(base64, 'base64');
    for (const index of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => secrets.decrypt('hooks:1', `${id}:${changed.toString('base64')}`)).toThrow();
    }
    expect(() => secrets.decrypt('hooks:1', `${id}:${sealed.subarray(0, 20).toString('base64')}`)).toThrow('longer');
  });

  it('cannot be moved to another row', () => {
    const secrets = new Secrets(current);
    expect(() => secrets.decrypt('hooks:2', secrets.encrypt('hooks:1', 'S3CRET'))).toThrow();
  });

  it('reads what an older key wrote, writes with the new one, and says when a key is gone', () => {
    const before = new Secrets(old).encrypt('hooks:1', 'S3CRET');
    const rotated = new Secrets(current, old);
    expect(rotated.decrypt('hooks:1', before)).toBe('S3CRET');
    expect(rotated.encrypt('hooks:1', 'S3CRET')).toMatch(/^new:/);
    expect(() => new Secrets(current).decrypt('hooks:1', before)).toThrow('"old" is not among HOLDPOINT_SECRET_KEYS');
  });

  it('refuses a text under the id of another key', () => {
    const moved = new Secrets(old).encrypt('hooks:1', 'S3CRET').replace('old:', 'new:');
    expect(() => new Secrets(current, old).decrypt('hooks:1', moved)).toThrow();
  });
});

describe('several encrypted texts', () => {
  const [gone, kept] = [new Secrets(old), new Secrets(current)];

  it('are read as far as they can be', () => {
    const texts = [gone.encrypt('hooks:1', 'a'), kept.encrypt('hooks:1', 'b'), kept.encrypt('hooks:1', 'c'), kept.encrypt('hooks:2', 'd')];
    expect(kept.decryptReadable('hooks:1', texts)).toEqual(['b', 'c']);
    expect(kept.decryptReadable('hooks:1', [])).toEqual([]);
  });

  it('say why the first cannot be read where none can', () => {
    const texts = [gone.encrypt('hooks:1', 'a'), kept.encrypt('hooks:2', 'b')];
    expect(() => kept.decryptReadable('hooks:1', texts)).toThrow('"old" is not among HOLDPOINT_SECRET_KEYS');
  });

  it('may have been made with any of the keys that are known, the current one first', () => {
    expect(new Secrets(current, old).keyIds).toEqual(['new', 'old']);
  });

  it('may be empty ones', () => {
    expect(kept.decrypt('hooks:1', kept.encrypt('hooks:1', ''))).toBe('');
  });
});

describe('authentication', () => {
  it('differs by message, purpose and key, and stays the same over a rotation', () => {
    const secrets = new Secrets(old);
    const of = (...parts: Parameters<Secrets['mac']>): string => secrets.mac(...parts).mac.toString('hex');
    expect(new Set([of('a', 'm'), of('a', 'n'), of('b', 'm'), new Secrets(current).mac('a', 'm').mac.toString('hex')]).size).toBe(4);
    expect(new Secrets(current, old).mac('a', 'm', 'old')).toEqual(secrets.mac('a', 'm'));
  });
});

describe('keys', () => {
  it('are read as they are written, the current one first', () => {
    const parsed = parseSecretKeys([current, old].map(formatSecretKey).join(', '));
    expect(parsed.ok && parsed.value.map(({ id, bytes }) => [id, bytes.equals(id === 'new' ? current.bytes : old.bytes)])).toEqual([
      ['new', true],
      ['old', true],
    ]);
  });

  it.each(['', 'a', 'a:short=', ':' + 'A'.repeat(43) + '=', `a b:${'A'.repeat(43)}=`, `${formatSecretKey(current)},`, `${formatSecretKey(current)}=`])('refuses %j', (text) => {
    const parsed = parseSecretKeys(text);
    expect(!parsed.ok && parsed.error).toContain('32 random bytes');
  });

  it('refuses two keys with one id', () => {
    expect(parseSecretKeys([keyOf('a'), keyOf('a')].map(formatSecretKey).join()).ok).toBe(false);
  });
});

it('compares secrets whatever their lengths', () => {
  expect([equalSecrets('a', 'a'), equalSecrets('a', 'b'), equalSecrets('a', 'ab'), equalSecrets('', Buffer.alloc(0))]).toEqual([true, false, false, true]);
});
