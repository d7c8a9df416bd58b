import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ReportCallback } from '@holdpoint/pipeline-application';
import { HookSender, judgeAnswer, signatureHeaders, type HookOutcome } from '@holdpoint/pipeline-hooks';
import { DELIVER_HOOK, HookDeliveries, JobTokens, TryLater, type DeliveryTry, type DueDelivery, type TaskTry } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';
import { acknowledgedCancel } from './acknowledge-cancel';
import { tryOf } from './delivery-try';
import { HookDeliveryOptions } from './hook-delivery-options';
import { toHookPayload } from './hook-payload';

/**
 * Sends one delivery. A try that failed rejects, and its queue tries again, later each time; the last one leaves the
 * delivery dead, for a person to send again.
 */
@Injectable()
export class HookDeliveryTask implements OnModuleInit {
  constructor(
    private readonly handlers: TaskHandlers,
    private readonly deliveries: HookDeliveries,
    private readonly tokens: JobTokens,
    private readonly sender: HookSender,
    private readonly reportCallback: ReportCallback,
    private readonly options: HookDeliveryOptions,
  ) {}

  onModuleInit(): void {
    this.handlers.addOutside(new Map([[DELIVER_HOOK, (task: TaskTry) => this.deliver(deliveryIdOf(task.payload), task)]]));
  }

  private async deliver(id: number, task: TaskTry): Promise<void> {
    const made = await this.attempt(id, task).catch(async (error: unknown) => {
      if (task.attempt >= task.attemptsMax && !task.signal.aborted) await this.deliveries.record(id, task.id, BROKEN);
      throw error;
    });
    if (made?.state !== 'pending') return;
    const problem = `hook delivery ${id}, try ${task.attempt}: ${made.error}`;
    throw made.retryAfterMs === null ? new Error(problem) : new TryLater(problem, made.retryAfterMs);
  }

  /** Undefined when nothing waits to be sent any more. */
  private async attempt(id: number, task: TaskTry): Promise<DeliveryTry | undefined> {
    const delivery = await this.deliveries.findDue(id);
    if (!delivery) return undefined;
    const made = delivery.hook.enabled ? tryOf(await this.send(delivery, task.signal), task) : DISABLED;
    await this.deliveries.record(id, task.id, made);
    return made;
  }

  private async send(delivery: DueDelivery, signal: AbortSignal): Promise<HookOutcome> {
    const { webhookId: id, sentAt, event, hook, job, secrets } = delivery;
    const token = event === 'start' ? (await this.tokens.derive(job.id))?.token : undefined;
    const body = JSON.stringify(toHookPayload(delivery, this.options.externalUrl, token));
    const headers = signatureHeaders({ id, body, sentAt }, secrets);
    const outcome = judgeAnswer(event, await this.sender.send({ url: hook.url, headers, body, signal }), sentAt);
    if (outcome.type === 'delivered' && outcome.cancelAcknowledged) await this.acknowledge(delivery);
    return outcome;
  }

  /** Before the delivery is recorded: if this cannot be done now, the message is sent again and answered again. */
  private async acknowledge(delivery: DueDelivery): Promise<void> {
    const reported = await this.reportCallback.execute(acknowledgedCancel(delivery));
    if (!reported.ok) throw new Error(`the cancel of job ${delivery.job.id} could not be acknowledged: ${reported.error}`);
  }
}

const DISABLED: DeliveryTry = { isSent: false, state: 'dead', status: null, error: 'the hook is disabled', gone: false, retryAfterMs: null };
const BROKEN: DeliveryTry = { isSent: false, state: 'dead', status: null, error: 'it could not be sent; the log of the worker says why', gone: false, retryAfterMs: null };

function deliveryIdOf(payload: unknown): number {
  if (typeof payload === 'object' && payload !== null && 'deliveryId' in payload) {
    if (typeof payload.deliveryId === 'number') return payload.deliveryId;
  }
  throw new Error(`A task of "${DELIVER_HOOK}" names a delivery`);
}
