import { Injectable } from '@nestjs/common';
import type { ExternalHookResponse, NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import { HookTargets, isWebhookSecret, makeWebhookSecret, WEBHOOK_SECRET_FORM } from '@holdpoint/pipeline-hooks';
import { ExternalHooks, type ExternalHookRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { Page } from '../http/page/page';
import type { PageQueryDto } from '../http/page/page-query.dto';
import { pageRequest, toPage } from '../http/page/to-page';
import { toHook } from './hook-responses';
import type { CreateHookDto, HookSecretDto, UpdateHookDto } from './hook.dto';

/** Keeps the hooks of projects. */
@Injectable()
export class HookService {
  constructor(
    private readonly hooks: ExternalHooks,
    private readonly targets: HookTargets,
  ) {}

  async list(projectId: number, query: PageQueryDto): Promise<Page<ExternalHookResponse>> {
    return toPage(await this.hooks.list(projectId, pageRequest(query)), query, toHook);
  }

  async get(projectId: number, hookId: number): Promise<ExternalHookResponse> {
    return toHook(found(await this.hooks.find(projectId, hookId)));
  }

  async create(projectId: number, input: CreateHookDto): Promise<NewExternalHookResponse> {
    this.checkUrl(input.url);
    const secret = secretOf(input);
    const { url, events, enabled = true } = input;
    const created = await this.hooks.create({ projectId, url, events, enabled, secret });
    if (!created.ok) throw new ApiError('hook_limit_reached');
    return { ...toHook(created.value), secret };
  }

  async update(projectId: number, hookId: number, { url, events, enabled }: UpdateHookDto): Promise<ExternalHookResponse> {
    if (url !== undefined) this.checkUrl(url);
    return toHook(found(await this.hooks.update(projectId, hookId, { url, events, enabled })));
  }

  async rotateSecret(projectId: number, hookId: number, input: HookSecretDto): Promise<NewExternalHookResponse> {
    const secret = secretOf(input);
    return { ...toHook(found(await this.hooks.rotateSecret(projectId, hookId, secret))), secret };
  }

  async delete(projectId: number, hookId: number): Promise<void> {
    if (!(await this.hooks.delete(projectId, hookId))) throw new ApiError('hook_not_found');
  }

  private checkUrl(url: string): void {
    const problem = this.targets.problemOf(url);
    if (problem !== undefined) throw new ApiError('hook_url_blocked', { problems: [`is blocked: ${problem}`] });
  }
}

function found(hook: ExternalHookRow | undefined): ExternalHookRow {
  if (!hook) throw new ApiError('hook_not_found');
  return hook;
}

function secretOf({ secret }: HookSecretDto): string {
  if (secret === undefined) return makeWebhookSecret();
  if (isWebhookSecret(secret)) return secret;
  throw new ApiError('parameters_invalid', { problems: [`secret is invalid: ${WEBHOOK_SECRET_FORM}`] });
}
