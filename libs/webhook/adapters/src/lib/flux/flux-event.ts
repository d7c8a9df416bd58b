import { isJsonObject, type Instant, type Result } from '@holdpoint/kernel';
import type { WatchedObject } from '@holdpoint/pipeline-domain';
import type { MalformedDelivery } from '../event-adapter';
import { readFields } from '../reading/field-reader';
import { NAME, TEXT, TIMESTAMP, wordOf, type FieldType } from '../reading/field-type';
import { readObject } from '../reading/read-object';

/** Source: `Event` of fluxcd/pkg, apis/event/v1beta1. */
const SEVERITIES = ['trace', 'info', 'error'] as const;

/** One of Flux's severities; `trace` stays within the cluster. */
export type Severity = (typeof SEVERITIES)[number];

/** By key, with or without the prefix that the notification controller takes away. */
export type FluxMetadata = ReadonlyMap<string, string>;

/** What is read of an event of Flux. */
export interface FluxEvent {
  readonly object: WatchedObject;
  readonly severity: Severity;
  readonly reason: string;
  /** As long as it was sent: up to megabytes. */
  readonly message: string;
  readonly timestamp: Instant;
  readonly metadata: FluxMetadata;
}

/** A key that is null is one that is not there, as Go reads it. */
const METADATA: FieldType<FluxMetadata> = {
  is: 'an object of texts',
  parse: (value) => {
    if (!isJsonObject(value)) return undefined;
    const entries = (Object.entries(value) as readonly [string, unknown][]).filter(([, text]) => text !== null);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string') ? new Map(entries) : undefined;
  },
};

/** Reads an event of Flux; fields that nothing depends on may be missing, and unknown ones are nobody's business. */
export const readFluxEvent = (body: unknown): Result<FluxEvent, MalformedDelivery> =>
  readFields(body, 'The body', (fields) => ({
    object: readObject(fields.nested('involvedObject') ?? fields.refuse('involvedObject is missing: it must be an object')),
    severity: fields.required('severity', wordOf(SEVERITIES)),
    reason: fields.required('reason', NAME),
    message: fields.required('message', TEXT),
    timestamp: fields.required('timestamp', TIMESTAMP),
    metadata: fields.optional('metadata', METADATA) ?? new Map(),
  }));
