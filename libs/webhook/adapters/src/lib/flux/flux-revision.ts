import type { ClaimedSha, RevisionClaims, WatchedObject } from '@holdpoint/pipeline-domain';
import { NAME_MAX } from '../reading/field-type';
import { storableText } from '../reading/storable-text';
import { parseRevision, type Revision } from '../revision/parse-revision';
import type { FluxEvent, FluxMetadata } from './flux-event';

/**
 * In the order in which they are believed. The notification controller strips them all, and then only a controller can
 * have set the plain key; annotations (`event.…`) come last, so that nobody's annotation speaks for a controller.
 */
const PREFIXES = ['', 'kustomize.toolkit.fluxcd.io/', 'helm.toolkit.fluxcd.io/', 'source.toolkit.fluxcd.io/', 'event.toolkit.fluxcd.io/'];

const CLAIMS: readonly ClaimedSha['field'][] = ['originRevision', 'commit'];

const UNUSABLE: Revision = { type: 'unusable' };

/**
 * Reads what an event says of its revision. A HelmRelease's `revision` is the version of a chart, which names nothing; the
 * digest of the chart's artifact stands beside it. Where nothing can be used, the text that was there is kept, for
 * people to see why.
 */
export function fluxRevision({ object, metadata }: Pick<FluxEvent, 'object' | 'metadata'>): RevisionClaims {
  const worked = workedOn(object, metadata);
  const claimed = CLAIMS.flatMap((field) => claimOf(metadata, field));
  return {
    sha: worked.type === 'sha' ? worked.sha : null,
    digest: worked.type === 'digest' ? worked.digest : null,
    claimed,
    unusable: worked.type === 'unusable' && claimed.length === 0 ? textOf(metadata) : null,
  };
}

function workedOn({ kind }: WatchedObject, metadata: FluxMetadata): Revision {
  if (kind !== 'HelmRelease') return parseRevision(valueOf(metadata, 'revision'));
  const chart = parseRevision(valueOf(metadata, 'oci-digest'));
  return chart.type === 'digest' ? chart : UNUSABLE;
}

function claimOf(metadata: FluxMetadata, field: ClaimedSha['field']): readonly ClaimedSha[] {
  const revision = parseRevision(valueOf(metadata, field));
  return revision.type === 'sha' ? [{ field, sha: revision.sha }] : [];
}

function textOf(metadata: FluxMetadata): string | null {
  const text = ['revision', 'oci-digest', ...CLAIMS].map((key) => valueOf(metadata, key)).find((value) => value !== '');
  return text === undefined ? null : storableText(text, NAME_MAX);
}

/** The first value of a key that is not empty; empty when there is none. */
const valueOf = (metadata: FluxMetadata, key: string): string =>
  PREFIXES.map((prefix) => metadata.get(prefix + key) ?? '').find((value) => value !== '') ?? '';
