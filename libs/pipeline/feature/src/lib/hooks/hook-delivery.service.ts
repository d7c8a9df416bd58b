import { Injectable } from '@nestjs/common';
import type { HookDeliveryResponse } from '@holdpoint/pipeline-contract';
import { ExternalHooks, HookDeliveries } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import { KeysetPage } from '../http/page/keyset-page';
import type { KeysetQueryDto } from '../http/page/keyset-query.dto';
import { toDelivery } from './hook-responses';

/** Shows what was sent to hooks, and has it sent again. */
@Injectable()
export class HookDeliveryService {
  constructor(
    private readonly hooks: ExternalHooks,
    private readonly deliveries: HookDeliveries,
  ) {}

  async list(projectId: number, hookId: number, query: KeysetQueryDto): Promise<KeysetPage<HookDeliveryResponse>> {
    const { cursor, per_page: perPage } = query;
    await this.checkHook(projectId, hookId);
    const rows = await this.deliveries.list(hookId, { beforeId: readCursor(cursor), limit: perPage + 1 });
    const shown = rows.slice(0, perPage);
    const last = rows.length > perPage ? shown.at(-1) : undefined;
    return new KeysetPage(shown.map(toDelivery), perPage, last ? String(last.id) : null);
  }

  async redeliver(projectId: number, hookId: number, deliveryId: number): Promise<HookDeliveryResponse> {
    await this.checkHook(projectId, hookId);
    const delivery = await this.deliveries.redeliver(hookId, deliveryId);
    if (!delivery.ok) throw new ApiError(delivery.error);
    return toDelivery(delivery.value);
  }

  private async checkHook(projectId: number, hookId: number): Promise<void> {
    if (!(await this.hooks.find(projectId, hookId))) throw new ApiError('hook_not_found');
  }
}

/** A cursor is the number of the last delivery that was shown. */
function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor);
  throw new ApiError('parameters_invalid', { problems: ['cursor is invalid'] });
}
