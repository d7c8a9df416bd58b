/** Every form in which Flux writes a revision, and all that only looks like one. */
import fc from 'fast-check';
import { parseRevision } from './parse-revision';

const SHA = '0f1e2d3c4b5a69788796a5b4c3d2e1f001234567';
const HEX_64 = '89abcdef'.repeat(8);
const DIGEST = `sha256:${HEX_64}`;

it.each([
  ['a branch', `main@sha1:${SHA}`],
  ['a branch with a slash', `feature/login@sha1:${SHA}`],
  ['a branch with an @', `user@host/fix@2@sha1:${SHA}`],
  ['a branch that looks like a hash', `${SHA}@sha1:${SHA}`],
  ['a tag', `6.7.0@sha1:${SHA}`],
  ['a tag by its whole name', `refs/tags/6.7.0@sha1:${SHA}`],
  ['a branch by its whole name', `refs/heads/main@sha1:${SHA}`],
  ['a commit', `sha1:${SHA}`],
  ['a branch of old', `main/${SHA}`],
  ['a branch with a slash of old', `feature/login/${SHA}`],
  ['a detached head of old', `HEAD/${SHA}`],
  ['the sha alone', SHA],
  ['digits in upper case', `main@sha1:${SHA.toUpperCase()}`],
  ['a detached checkout', `@sha1:${SHA}`],
  ['a detached checkout of old', `/${SHA}`],
])('reads the sha of %s', (_name, text) => {
  expect(parseRevision(text)).toEqual({ type: 'sha', sha: SHA });
});

it.each([
  ['a tag', `latest@${DIGEST}`],
  ['a version', `6.7.0@${DIGEST}`],
  ['an artifact pinned by it', DIGEST],
  ['digits in upper case', `latest@sha256:${HEX_64.toUpperCase()}`],
  ['a git repository with SHA-256, which is written alike', `main@${DIGEST}`],
])('reads the digest of %s', (_name, text) => {
  expect(parseRevision(text)).toEqual({ type: 'digest', digest: DIGEST });
});

it.each([
  ['nothing', ''],
  ['a branch', 'main'],
  ['a chart', '6.7.0'],
  ['a chart with digits of its digest', '6.7.0+226e60cb0906'],
  ['a short sha', 'main@sha1:0f1e2d3'],
  ['a short sha of old', 'main/0f1e2d3'],
  ['39 digits', SHA.slice(1)],
  ['41 digits', `${SHA}0`],
  ['41 digits after the colon', `main@sha1:${SHA}0`],
  ['40 characters that are no digits', 'g'.repeat(40)],
  ['40 characters after the colon that are no digits', `main@sha1:${'z'.repeat(40)}`],
  ['64 digits of nothing', HEX_64],
  ['a sha under another name', `main@sha2:${SHA}`],
  ['a name in upper case', `main@SHA1:${SHA}`],
  ['a sha that is too short for its name', `main@sha256:${SHA}`],
  ['a digest that is too long for its name', `main@sha1:${HEX_64}`],
  ['a digest of too many digits', `latest@${DIGEST}0`],
  ['something behind a digest', `${DIGEST} `],
  ['another algorithm', `latest@sha512:${HEX_64}${HEX_64}`],
  ['a digest with nothing before the @', `@${DIGEST}`],
  ['something behind it', `main@sha1:${SHA} `],
  ['a line behind it', `main@sha1:${SHA}\n`],
  ['a line before it', `x\nmain@sha1:${SHA}`],
  ['a colon in a branch', `a:b@sha1:${SHA}`],
  ['an address', `https://git.example.com/${SHA}`],
])('does not use %s', (_name, text) => {
  expect(parseRevision(text)).toEqual({ type: 'unusable' });
});

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));
const ref = fc.stringMatching(/^[\w./@+-]{1,30}$/);

it('gives back the sha that was written, whatever the ref and the case', () => {
  const forms = fc.tuple(hex(40), ref, fc.constantFrom('branch', 'commit', 'legacy', 'bare'));
  fc.assert(
    fc.property(forms, fc.constantFrom(true, false), ([sha, name, form], isUpper) => {
      const digits = isUpper ? sha.toUpperCase() : sha;
      const text = { branch: `${name}@sha1:${digits}`, commit: `sha1:${digits}`, legacy: `${name}/${digits}`, bare: digits }[form];
      expect(parseRevision(text ?? '')).toEqual({ type: 'sha', sha });
    }),
  );
});

it('gives back the digest that was written, whatever the tag', () => {
  fc.assert(
    fc.property(hex(64), ref, (digits, tag) => {
      expect(parseRevision(`${tag}@sha256:${digits}`)).toEqual({ type: 'digest', digest: `sha256:${digits}` });
    }),
  );
});

it('gives nothing that was not there', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const revision = parseRevision(text);
      if (revision.type !== 'unusable') expect(text.toLowerCase()).toContain(revision.type === 'sha' ? revision.sha : revision.digest);
    }),
  );
});
