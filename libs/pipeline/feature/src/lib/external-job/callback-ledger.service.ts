import { Injectable } from '@nestjs/common';
import type { ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { CallbackQueries, type CallbackWithMatches } from '@holdpoint/pipeline-persistence';
import { isUUID } from 'class-validator';
import { ApiError } from '../http/error/api-error';
import { KeysetPage } from '../http/page/keyset-page';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { readCursor, toCallbackFilter, writeCursor } from './callback-filter';
import type { CallbackListQueryDto } from './callback-list.dto';
import { toProjectCallback } from './project-callback-response';

/** Reads the ledger of callbacks. */
@Injectable()
export class CallbackLedgerService {
  constructor(private readonly callbacks: CallbackQueries) {}

  async list(projectId: number, query: CallbackListQueryDto): Promise<CallbackListPage> {
    const filter = toCallbackFilter(query);
    if (query.pagination === undefined) {
      return toPage(await this.callbacks.listByProject(projectId, filter, pageRequest(query)), query, toProjectCallback);
    }
    const { per_page: perPage, cursor } = query;
    const before = cursor === undefined ? null : readCursor(cursor);
    const { items, next } = await this.callbacks.listByProjectBefore(projectId, filter, { before, perPage });
    return new KeysetPage(items.map(toProjectCallback), perPage, next && writeCursor(next));
  }

  /** Throws the coded error when the project has no such callback. */
  async find(projectId: number, callbackId: string): Promise<CallbackWithMatches> {
    const found = isUUID(callbackId) ? await this.callbacks.find(projectId, callbackId) : undefined;
    if (!found) throw new ApiError('callback_not_found');
    return found;
  }
}

/** A page of the ledger, in either way of paging. */
export type CallbackListPage = Page<ProjectCallbackResponse> | KeysetPage<ProjectCallbackResponse>;
