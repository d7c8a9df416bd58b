/** Who is believed when several say which commit an event is about: every combination of sources over two commits. */
import { resolveRevision, UNKNOWN_DIGEST, withKnowledge, type KnownDigest, type ResolvedRevision } from './resolve-revision';
import { NO_REVISION, type RevisionClaims } from './external-event';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)] as const;
const digest = `sha256:${'d'.repeat(64)}`;
const claim = (...shas: readonly string[]): RevisionClaims['claimed'] =>
  shas.map((sha, index) => ({ field: index === 0 ? 'originRevision' : 'commit', sha }));
const resolve = (claims: Partial<RevisionClaims>, known: Partial<KnownDigest> = {}): ResolvedRevision =>
  resolveRevision({ ...NO_REVISION, ...claims }, { ...UNKNOWN_DIGEST, ...known });

it.each([
  ['nothing', {}, {}, { type: 'none' }],
  ['a chart version', { unusable: '6.7.0' }, {}, { type: 'none' }],
  ['a claim alone', { claimed: claim(A) }, {}, { type: 'shas', shas: [A], source: 'claimed' }],
  ['a chart version with a claim', { unusable: '6.7.0', claimed: claim(A) }, {}, { type: 'shas', shas: [A], source: 'claimed' }],
  ['two claims alone', { claimed: claim(A, B) }, {}, { type: 'conflict' }],
  ['a git revision', { sha: A }, {}, { type: 'shas', shas: [A], source: 'sender' }],
  ['a git revision and the same claim', { sha: A, claimed: claim(A) }, {}, { type: 'shas', shas: [A], source: 'sender' }],
  ['a git revision and another claim', { sha: A, claimed: claim(B) }, {}, { type: 'conflict' }],
  ['a git revision beside an unknown digest', { sha: A, digest }, {}, { type: 'shas', shas: [A], source: 'sender' }],
  ['a git revision beside a digest that is registered for it', { sha: A, digest }, { registered: [A] }, { type: 'shas', shas: [A], source: 'sender' }],
  ['a git revision beside a digest of two commits', { sha: B, digest }, { registered: [A, B] }, { type: 'shas', shas: [B], source: 'sender' }],
  ['a git revision beside a digest of another commit', { sha: A, digest }, { registered: [B] }, { type: 'conflict' }],
  ['a git revision beside a digest that the registry calls another commit', { sha: A, digest }, { registry: [B] }, { type: 'conflict' }],
  ['a git revision that is registered and that the registry denies', { sha: A, digest }, { registered: [A], registry: [B] }, { type: 'conflict' }],
  ['an unknown digest', { digest }, {}, { type: 'unknown_digest', digest }],
  ['an unknown digest with a claim', { digest, claimed: claim(A) }, {}, { type: 'shas', shas: [A], source: 'claimed' }],
  ['an unknown digest with a claim while the registry is asked', { digest, claimed: claim(A) }, { isPending: true }, { type: 'unknown_digest', digest }],
  ['an unknown digest with two claims', { digest, claimed: claim(A, B) }, {}, { type: 'conflict' }],
  ['an unknown digest with one claim twice', { digest, claimed: claim(A, A) }, {}, { type: 'shas', shas: [A], source: 'claimed' }],
  ['a registered digest', { digest }, { registered: [A] }, { type: 'shas', shas: [A], source: 'registered' }],
  ['a digest of two commits', { digest }, { registered: [A, B] }, { type: 'shas', shas: [A, B], source: 'registered' }],
  ['a digest of two commits, one of them claimed', { digest, claimed: claim(B) }, { registered: [A, B] }, { type: 'shas', shas: [A, B], source: 'registered' }],
  ['a registered digest and a forged claim', { digest, claimed: claim(B) }, { registered: [A] }, { type: 'conflict' }],
  ['a registered digest that the registry confirms', { digest }, { registered: [A], registry: [A] }, { type: 'shas', shas: [A], source: 'registered' }],
  ['a registered digest that the registry denies', { digest }, { registered: [A], registry: [B] }, { type: 'conflict' }],
  ['a digest that the registry knows', { digest }, { registry: [A] }, { type: 'shas', shas: [A], source: 'registry' }],
  ['a digest that the registry knows and a forged claim', { digest, claimed: claim(B) }, { registry: [A] }, { type: 'conflict' }],
] as const)('%s', (_name, claims, known, resolved) => {
  expect(resolve(claims, known)).toEqual(resolved);
});

it('an event that has waited is in conflict once somebody who is trusted has contradicted it, and else what it was', () => {
  const event = { relation: 'same', source: 'claimed', receiver: 'prod', occurredAt: 1, isConsumed: false } as const;
  const claims = { ...NO_REVISION, digest, claimed: claim(A) };
  expect(withKnowledge(event, claims, { ...UNKNOWN_DIGEST, registered: [B] })).toEqual({ ...event, relation: 'conflict', source: null });
  expect(withKnowledge(event, claims, { ...UNKNOWN_DIGEST, registered: [A] })).toEqual(event);
  expect(withKnowledge(event, claims, UNKNOWN_DIGEST)).toEqual(event);
});
