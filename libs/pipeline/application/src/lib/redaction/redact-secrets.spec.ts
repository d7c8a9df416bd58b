/** What a stored request may not hold, by name and by form; and that everything else is kept as it was. */
import { SECRET_NAME } from '@holdpoint/kernel';
import fc from 'fast-check';
import { MASK, redactSecrets, redactText } from './redact-secrets';

it.each([
  'token',
  'PRIVATE-TOKEN',
  'job_token',
  'client_secret',
  'password',
  'passwd',
  'Authorization',
  'Set-Cookie',
  'api_key',
  'apiKey',
  'private_key',
  'X-Signature',
  'credentials',
])('masks a field called %s, whatever it holds', (name) => {
  for (const value of ['x', 1, null, ['x'], { a: 'x' }]) {
    expect(redactSecrets({ [name]: value, list: [{ [name]: value }] })).toEqual({ [name]: MASK, list: [{ [name]: MASK }] });
  }
});

it.each([
  ['glpat-abcDEF123456', MASK],
  ['hpat-abcDEF123456, hpjt-7.abcDEF123456 and hprs-_bcDEF123456', `${MASK}, ${MASK} and ${MASK}`],
  ['see glcbt-64_abcDEF123456, please', `see ${MASK}, please`],
  ['ghp_0123456789abcdef', MASK],
  ['github_pat_0123456789', MASK],
  ['xoxb-123456789012-abc', MASK],
  ['AKIAIOSFODNN7EXAMPLE', MASK],
  ['whsec_MfKQ9r8GKYqrTwjU', MASK],
  ['whsec_MfKQ9r8GKY+qrTw/jU==', MASK],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', MASK],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----', MASK],
  ['authorized with Bearer abcdef', `authorized with Bearer ${MASK}`],
  ['sent with Basic dXNlcjpodW50ZXIy', `sent with Basic ${MASK}`],
  ['https://user:hunter2@example.com/a', `https://${MASK}@example.com/a`],
  ['https://example.com/a?private_token=s3cr3t&b=1', `https://example.com/a?private_token=${MASK}&b=1`],
  ['token=abc==,x', `token=${MASK},x`],
  ['{"password":"hunter2","a":1}', `{"password":${MASK},"a":1}`],
  [String.raw`{"token": "ab\"cdSECRET"}`, `{"token": ${MASK}}`],
  [String.raw`{"body":"{\"token\": \"abcSECRET\"}"}`, String.raw`{"body":"{\"token\": ${MASK}}"}`],
  ['{"api_key":["SECRET"]}', `{"api_key":${MASK}}`],
  ['{"tokens":["x", "SECRET", "hpat-0123456789", "y"],"a":1}', `{"tokens":${MASK},"a":1}`],
  ['tokens: ["a]b", "SECRET"], c', `tokens: ${MASK}, c`],
  ['"passwords": [["a","b"],["c","SECRET"]]', `"passwords": ${MASK}`],
  ['Authorization: token SECRET, proxy-authorization: Negotiate SECRET', `Authorization: ${MASK}, proxy-authorization: ${MASK}`],
  ['authorization=Basic dXNlcjpwYXNz', `authorization=${MASK}`],
  ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIB\n-----END RSA PRIVATE KEY-----, so', `${MASK}, so`],
  ['-----BEGIN PRIVATE KEY-----\nMIIB-SECRET', MASK],
  ['https://user:p@SECRET@example.com/a@b', `https://${MASK}@example.com/a@b`],
  ['job_hpat-0123456789 and hp-0123456789abcdef0123456789ABCDEF', `job_${MASK} and ${MASK}`],
  ['{"token":\n  "SECRET"}', `{"token":\n  ${MASK}}`],
  ["password='hunter2 with spaces', b", `password=${MASK}, b`],
  ['api_key = "hunter2', `api_key = ${MASK}`],
  ['https://x.test/?sig=a%2B&page=1&Key=b&code=c&auth=d&pwd=e&jwt=f#g', `https://x.test/?sig=${MASK}&page=1&Key=${MASK}&code=${MASK}&auth=${MASK}&pwd=${MASK}&jwt=${MASK}#g`],
  ['the password: hunter2, they say', `the password: ${MASK}, they say`],
])('masks in a text: %s', (text, masked) => {
  expect(redactText(text)).toBe(masked);
  expect(redactSecrets({ description: [text] })).toEqual({ description: [masked] });
});

it('masks names that are secrets themselves', () => {
  expect(redactSecrets({ 'glpat-abcDEF123456': 1 })).toEqual({ [MASK]: 1 });
});

it.each(['see glossary-definitions here', 'glass-components and team/glow-analytics'])('keeps words that begin like a token: %s', (text) => {
  expect(redactText(text)).toBe(text);
});

it.each([
  {},
  { job_name: 'wait-for-deploy', job_status: 'success', pipeline_id: 1, percent: 50, flag: true, none: null },
  { sha: 'a'.repeat(40), ref: 'feature/keys', match_key: 'deploy:podinfo@sha256:0123456789abcdef' },
  { description: 'Basic checks passed' },
  { description: 'https://x.test/?keys=a&akey=b&sign=c' },
  { target_url: 'http://example.com:8080/a?b=1#c', description: 'Ready: 3 of 4; tokens are none of our business' },
])('keeps %j', (value) => {
  expect(redactSecrets(value)).toEqual(value);
});

it('masks what is nested too deeply to be looked through', () => {
  const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => ({ inner }), 's3cr3t');
  expect(JSON.stringify(redactSecrets(deep))).not.toContain('s3cr3t');
});

it('is done soon with the longest text that a request may hold', () => {
  const started = performance.now();
  for (const piece of ['a', '-----BEGIN ', 'a=', 'token', 'token="', String.raw`token:\"`, 'token: ', 'eyJ', '-eyJ', ' eyJ', '?sig=', '://', 'Bearer ', 'token=[', 'token=["', 'token=[[']) redactText(piece.repeat(10_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

it('is done soon with a batch of events that are made of nothing but secret words', () => {
  const before = process.cpuUsage();
  for (const word of ['-token-token_', 'secret-token', '-passw', 'a-token']) redactText(word.repeat(500_000 / word.length));
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
});

/** The same with all of a name in it; for texts without quotes and lists. */
const PAIR_WITH_NAME = new RegExp(
  `([\\w.-]{0,64}(?:${SECRET_NAME.source})[\\w.-]{0,64}\\s{0,8}[=:]\\s{0,8})(?:token\\s{1,8})?[^\\s&;,]+`,
  'gi',
);

it('keeps what stands before a secret word in a name, and masks the same as if all of the name was looked at', () => {
  const piece = fc.constantFrom('token', 'SECRET', 'api_key', 'passw', 'a', 'x'.repeat(40), '-'.repeat(30), '-', '_', '.', '=', ':', ' ', ',', '&');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      expect(redactText(text)).toBe(text.replace(PAIR_WITH_NAME, `$1${MASK}`));
    }),
    { numRuns: 2_000 },
  );
});

it('takes no longer for what only begins like tokens than for other texts', () => {
  const text = 'hp-'.repeat(33_000);
  const before = performance.now();
  expect(redactText(text)).toBe(text);
  expect(performance.now() - before).toBeLessThan(2_000);
});
