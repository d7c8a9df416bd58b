import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { NewReceiverResponse } from '@holdpoint/pipeline-contract';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import { makeProject, TestApi, type TestApiOptions } from '@holdpoint/pipeline-feature/testing';
import { ReceiverModule } from './receiver.module';

/** The API with receivers. */
export const startReceiverApi = (options: TestApiOptions = {}): Promise<TestApi> => TestApi.start([ReceiverModule], options);

/** What the ledger keeps of an event. */
export interface LedgerRow {
  readonly project_id: number;
  readonly provider: string;
  /** `receiver:` and the receiver's name. */
  readonly actor: string;
  readonly request: { readonly event: unknown; readonly headers: Readonly<Record<string, string>> };
  readonly event: ExternalEvent;
}

/** Every event in the ledger, in the order in which they came. */
export const ledgerOf = async ({ pool }: TestApi): Promise<readonly LedgerRow[]> =>
  (await pool.query<LedgerRow>('SELECT project_id, provider, actor, request, event FROM callbacks ORDER BY id')).rows;

/** A receiver, by default of a project of its own and with an HMAC. */
export async function makeReceiver(api: TestApi, input: object = {}, projectId?: number): Promise<NewReceiverResponse> {
  const id = projectId ?? (await makeProject(api));
  const { status, body } = await api.post<NewReceiverResponse>(`/projects/${id}/receivers`, { name: 'prod', type: 'generic-hmac', ...input });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** An event as Flux sends it. */
export const fluxEvent = (more: object = {}): string =>
  JSON.stringify({
    involvedObject: { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' },
    severity: 'info',
    timestamp: '2026-03-01T12:00:00Z',
    message: 'Reconciliation finished in 1.2s, next run in 10m0s',
    reason: 'ReconciliationSucceeded',
    metadata: { revision: `main@sha1:${'a'.repeat(40)}` },
    reportingController: 'kustomize-controller',
    ...more,
  });

/** The header that signs a body. */
export const signed = (secret: string, body: string | Buffer, algorithm = 'sha256'): Record<string, string> => ({
  'x-signature': `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`,
});

/** What came back, to the byte. */
export interface Delivered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** How a body is sent. */
export interface DeliveryOptions {
  readonly method?: string;
  /** True sends it in pieces and without its length. */
  readonly chunked?: boolean;
}

const piecesOf = (body: Buffer): readonly Buffer[] => {
  const length = Math.ceil(body.length / 100);
  return Array.from({ length: 100 }, (_, index) => body.subarray(index * length, (index + 1) * length)).filter((piece) => piece.length > 0);
};

/** Sends a body to an address, byte for byte, on a connection of its own, as Flux does. */
export function deliver(
  address: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
  { method = 'POST', chunked = false }: DeliveryOptions = {},
): Promise<Delivered> {
  const length = chunked ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(address, { method, agent: false, headers: { 'content-type': 'application/json', ...length, ...headers } });
    sent.on('error', reject).on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(pieces).toString() }));
    });
    for (const piece of chunked ? piecesOf(Buffer.from(body)) : []) sent.write(piece);
    sent.end(chunked ? undefined : body);
  });
}
