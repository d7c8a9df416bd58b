import { Injectable, Logger } from '@nestjs/common';
import { assert } from '@holdpoint/kernel';
import { redactText, ReportEvent, type InboundEvent } from '@holdpoint/pipeline-application';
import type { DeliveredEventResponse, DeliveryResponse } from '@holdpoint/pipeline-contract';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import { afterChange, ApiError, projectInAddress, refusalError, wordsOf } from '@holdpoint/pipeline-feature';
import { Receivers, type DeliveryReceiver } from '@holdpoint/pipeline-persistence';
import { adapterOf, PROVIDERS, type Delivery } from '@holdpoint/webhook-adapters';
import { deliveryOf, receiverIdOf, tokenOf, type DeliveryRequest } from './delivery-request';
import { isAuthentic } from './is-authentic';
import { ledgerRequestsOf } from './ledger-request';

const NO_BODY = Buffer.alloc(0);

/** Takes what other systems deliver to receivers: authentic, then well-formed, then stored. */
@Injectable()
export class DeliveryService {
  private readonly logger = new Logger(DeliveryService.name);
  /** Receivers of which the log has been told that nobody can deliver to them. */
  private readonly unreadable = new Set<number>();

  constructor(
    private readonly receivers: Receivers,
    private readonly reportEvent: ReportEvent,
  ) {}

  /** Refuses what nothing in the body could mend: no signature, or an address without its token. Throws the coded error. */
  async admit(request: DeliveryRequest): Promise<void> {
    const token = tokenOf(request);
    if (token === null && request.headers['x-signature'] !== undefined) return;
    await this.authenticate(request, { ...deliveryOf(request), body: NO_BODY });
  }

  /** Answers when every event is stored; throws the coded error, after which nothing of it or only its first events are. */
  async receive(request: DeliveryRequest): Promise<DeliveryResponse> {
    const delivery = deliveryOf(request);
    const receiver = await this.authenticate(request, delivery);
    const callbacks: DeliveredEventResponse[] = [];
    // One after the other: a batch tells of things in their order. Of a repeated one the first events are duplicates.
    for (const inbound of inboundOf(receiver, delivery)) {
      const reported = this.report(inbound);
      callbacks.push(callbacks.length === 0 ? await reported : await afterChange(reported));
    }
    return { callbacks };
  }

  private async authenticate(request: DeliveryRequest, delivery: Delivery): Promise<DeliveryReceiver> {
    const receiver = await this.receivers.findForDelivery(projectInAddress(request), receiverIdOf(request));
    if (receiver) this.note(receiver, request);
    const authentic = isAuthentic(receiver, delivery, tokenOf(request));
    if (!receiver || !authentic) throw new ApiError('delivery_unauthorized');
    return receiver;
  }

  /** Once for each receiver: who sends something can do so as often as they like. */
  private note({ id: receiverId, unreadable: problem }: DeliveryReceiver, request: DeliveryRequest): void {
    request.receiverId = receiverId;
    if (problem === null || this.unreadable.has(receiverId)) return;
    this.unreadable.add(receiverId);
    this.logger.warn({ msg: 'a receiver refuses everything: none of its secrets can be read', receiverId, problem });
  }

  private async report(inbound: InboundEvent): Promise<DeliveredEventResponse> {
    const reported = await this.reportEvent.execute(inbound);
    if (!reported.ok) throw refusalError(reported.error);
    return wordsOf(reported.value);
  }
}

function inboundOf(receiver: DeliveryReceiver, delivery: Delivery): readonly InboundEvent[] {
  const provider = PROVIDERS.find((known) => known === receiver.provider);
  assert(provider, 'a receiver has a provider whose words are understood');
  const events = adapterOf(provider)(delivery);
  if (!events.ok) throw new ApiError('event_malformed', { problem: events.error.problem });
  const requests = ledgerRequestsOf(delivery, events.value.length);
  return events.value.map((event, index) => ({
    projectId: receiver.projectId,
    receiver: { name: receiver.name, provider },
    event: withoutSecrets(event),
    request: requests[index] ?? {},
    replayOf: null,
    dryRun: false,
  }));
}

/** What is shown on the job, and of near misses, holds no more than the ledger does. */
function withoutSecrets({ progress, revision, ...event }: ExternalEvent): ExternalEvent {
  const { description, targetUrl } = progress;
  const redacted = { description: description && redactText(description), targetUrl: targetUrl && redactText(targetUrl) };
  const unusable = revision.unusable && redactText(revision.unusable);
  return { ...event, progress: { ...progress, ...redacted }, revision: { ...revision, unusable } };
}
