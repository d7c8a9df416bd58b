import type { DeliveryResponse, NewReceiverResponse } from '@holdpoint/pipeline-contract';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ApiClient } from '../api-client';

/** An event as a controller of Flux makes it, in what differs from event to event. */
export interface FluxEvent {
  readonly kind: 'Kustomization' | 'HelmRelease' | 'OCIRepository';
  readonly reason: string;
  readonly severity?: 'info' | 'error';
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Seconds after the demonstration has begun; the same for a delivery that comes twice. */
  readonly atS?: number;
}

const GROUPS = { Kustomization: 'kustomize', HelmRelease: 'helm', OCIRepository: 'source' } as const;

/** Any instant; Flux tells whole seconds. */
const BEGUN_AT_S = 1_786_000_000;

/** A cluster whose Flux reports to a project by a signed webhook, as notification-controller's `generic-hmac` sends it. */
export class Cluster {
  private sent = 0;

  private constructor(
    private readonly receiver: NewReceiverResponse,
    private readonly print: (line: string) => void,
  ) {}

  /** Makes the receiver whose address and secret an operator would put into Flux's Provider. */
  static async join(api: ApiClient, projectId: number, print: (line: string) => void): Promise<Cluster> {
    const receiver = await api.post<NewReceiverResponse>(`/projects/${projectId}/receivers`, { name: 'cluster', type: 'generic-hmac' });
    print(`  receiver ${receiver.id}: POST ${new URL(receiver.address).pathname}`);
    return new Cluster(receiver, print);
  }

  /** Sends an event and prints what became of it; throws when that is something else than expected. */
  async tell(event: FluxEvent, expected: string): Promise<void> {
    const body = JSON.stringify(this.bodyOf(event));
    const answer = await post(this.receiver.address, body, this.receiver.secret);
    if (answer.status !== 202) throw new Error(`the event was answered with ${answer.status}: ${answer.text}`);
    const { callbacks: [told] } = JSON.parse(answer.text) as DeliveryResponse;
    this.print(`  ${line(event)} -> ${told?.verdict}: ${told?.reason}`);
    if (told?.verdict !== expected) throw new Error(`the verdict should be ${expected}, not ${told?.verdict}`);
  }

  /** Sends an event as somebody who does not know the secret. */
  async forge(event: FluxEvent): Promise<void> {
    const { status, text } = await post(this.receiver.address, JSON.stringify(this.bodyOf(event)), randomBytes(16).toString('hex'));
    this.print(`  ${line(event)}, forged -> HTTP ${status} ${text}`);
    if (status !== 401) throw new Error(`a forged event should be answered with 401, not ${status}`);
  }

  private bodyOf({ kind, reason, severity = 'info', message, metadata, atS }: FluxEvent): object {
    const group = GROUPS[kind];
    this.sent += 1;
    return {
      involvedObject: { kind, namespace: 'flux-system', name: 'podinfo', uid: randomUUID(), apiVersion: `${group}.toolkit.fluxcd.io/v1` },
      severity,
      timestamp: new Date((BEGUN_AT_S + (atS ?? this.sent)) * 1_000).toISOString().replace('.000Z', 'Z'),
      message,
      reason,
      ...(metadata ? { metadata } : {}),
      reportingController: `${group}-controller`,
    };
  }
}

const line = ({ kind, reason, severity = 'info', metadata = {} }: FluxEvent): string => {
  const claims = Object.entries(metadata).map(([key, value]) => `${key}=${shortened(value)}`);
  return [kind, reason, `(${severity})`, ...claims].join(' ');
};

const shortened = (value: string): string => value.replace(/[0-9a-f]{20,}/g, (hex) => `${hex.slice(0, 8)}…`);

async function post(address: string, body: string, secret: string): Promise<{ readonly status: number; readonly text: string }> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` };
  const response = await fetch(address, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}
