import { Injectable } from '@nestjs/common';
import type { Result } from '@holdpoint/kernel';
import type { NewReceiverResponse, ReceiverResponse } from '@holdpoint/pipeline-contract';
import { ApiError, ExternalAddress, pageRequest, toPage, type Page, type PageQueryDto } from '@holdpoint/pipeline-feature';
import { Receivers, type ReceiverRow, type ReceiverType } from '@holdpoint/pipeline-persistence';
import { makeReceiverSecret, readHmacKey } from './receiver-secret';
import type { CreateReceiverDto, ReceiverSecretDto, UpdateReceiverDto } from './receiver.dto';
import { toNewReceiver, toReceiver } from './receiver-responses';
import { readRequiredHeader } from './required-header';

/** Keeps the receivers of projects. */
@Injectable()
export class ReceiverService {
  constructor(
    private readonly receivers: Receivers,
    private readonly address: ExternalAddress,
  ) {}

  async list(projectId: number, query: PageQueryDto, origin: string): Promise<Page<ReceiverResponse>> {
    return toPage(await this.receivers.list(projectId, pageRequest(query)), query, (receiver) => toReceiver(receiver, this.address.orElse(origin)));
  }

  async get(projectId: number, id: number, origin: string): Promise<ReceiverResponse> {
    return toReceiver(await this.find(projectId, id), this.address.orElse(origin));
  }

  async create(projectId: number, input: CreateReceiverDto, origin: string): Promise<NewReceiverResponse> {
    const { name, type, provider = 'flux', enabled = true } = input;
    const header = orInvalid(readRequiredHeader(type, input)) ?? null;
    const secret = secretOf(type, input);
    const created = await this.receivers.create({ projectId, name, type, provider, secret, header, enabled });
    if (!created.ok) throw new ApiError(created.error === 'name_taken' ? 'receiver_name_taken' : 'receiver_limit_reached');
    return toNewReceiver(created.value, secret, this.address.orElse(origin));
  }

  async edit(projectId: number, id: number, input: UpdateReceiverDto, origin: string): Promise<ReceiverResponse> {
    const { type } = await this.find(projectId, id);
    const { name, provider, enabled } = input;
    const header = orInvalid(readRequiredHeader(type, input));
    const edited = await this.receivers.edit(projectId, id, { name, provider, enabled, header });
    if (!edited.ok) throw new ApiError('receiver_name_taken');
    return toReceiver(found(edited.value), this.address.orElse(origin));
  }

  async rotateSecret(projectId: number, id: number, input: ReceiverSecretDto, origin: string): Promise<NewReceiverResponse> {
    const receiver = await this.find(projectId, id);
    const secret = secretOf(receiver.type, input);
    return toNewReceiver(found(await this.receivers.rotate(receiver, secret)), secret, this.address.orElse(origin));
  }

  async dropPreviousSecret(projectId: number, id: number): Promise<void> {
    found(await this.receivers.dropPreviousSecret(projectId, id));
  }

  async delete(projectId: number, id: number): Promise<void> {
    if (!(await this.receivers.delete(projectId, id))) throw new ApiError('receiver_not_found');
  }

  private async find(projectId: number, id: number): Promise<ReceiverRow> {
    return found(await this.receivers.find(projectId, id));
  }
}

function found(receiver: ReceiverRow | undefined): ReceiverRow {
  if (!receiver) throw new ApiError('receiver_not_found');
  return receiver;
}

/** A token of a path is never one that somebody thought of: whoever reads addresses could guess it. */
function secretOf(type: ReceiverType, { secret }: ReceiverSecretDto): string {
  if (secret === undefined) return makeReceiverSecret();
  if (type === 'generic') throw invalid('secret is invalid: the token of a receiver of the type generic is always made');
  return orInvalid(readHmacKey(secret));
}

function orInvalid<T>(read: Result<T, string>): T {
  if (!read.ok) throw invalid(read.error);
  return read.value;
}

const invalid = (problem: string): ApiError => new ApiError('parameters_invalid', { problems: [problem] });
