import { Controller, Delete, Get, Header, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { NewReceiverResponse, ReceiverResponse } from '@holdpoint/pipeline-contract';
import {
  Caller,
  Input,
  Operation,
  PageQueryDto,
  PathId,
  PathParameter,
  Project,
  Requires,
  type Page,
  type Requester,
} from '@holdpoint/pipeline-feature';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { CreateReceiverDto, ReceiverSecretDto, UpdateReceiverDto } from './receiver.dto';
import { ReceiverService } from './receiver.service';

const WITH_SECRET = 'The secret, and the address where it is part of it, are shown in this answer and never again.';

/** Where other systems report to a project in their own words; several clusters may report to one. */
@ApiTags('Receivers')
@PathParameter('id')
@Requires('maintain')
@Controller('api/v4/projects/:id/receivers')
export class ReceiverController {
  constructor(private readonly receivers: ReceiverService) {}

  @Get()
  @Operation({ summary: 'Receivers of the project, oldest first', answers: 'Receiver', list: true, errors: ['project_not_found'] })
  list(@Project() { id }: ProjectRow, @Query() query: PageQueryDto, @Caller() { origin }: Requester): Promise<Page<ReceiverResponse>> {
    return this.receivers.list(id, query, origin);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @ApiBody({ type: CreateReceiverDto })
  @Operation({
    summary: 'Make a receiver',
    description: `Put its address into a Provider of Flux of the same type. ${WITH_SECRET}`,
    status: 201,
    answers: 'NewReceiver',
    errors: ['project_not_found', 'receiver_name_taken', 'receiver_limit_reached'],
  })
  create(@Project() { id }: ProjectRow, @Input() input: CreateReceiverDto, @Caller() { origin }: Requester): Promise<NewReceiverResponse> {
    return this.receivers.create(id, input, origin);
  }

  @Get(':receiver_id')
  @PathParameter('receiver_id')
  @Operation({ summary: 'A receiver', answers: 'Receiver', errors: ['project_not_found', 'receiver_not_found'] })
  get(
    @Project() { id }: ProjectRow,
    @PathId('receiver_id') receiverId: number,
    @Caller() { origin }: Requester,
  ): Promise<ReceiverResponse> {
    return this.receivers.get(id, receiverId, origin);
  }

  @Put(':receiver_id')
  @PathParameter('receiver_id')
  @ApiBody({ type: UpdateReceiverDto })
  @Operation({
    summary: 'Change a receiver',
    answers: 'Receiver',
    errors: ['project_not_found', 'receiver_not_found', 'receiver_name_taken'],
  })
  edit(
    @Project() { id }: ProjectRow,
    @PathId('receiver_id') receiverId: number,
    @Input() input: UpdateReceiverDto,
    @Caller() { origin }: Requester,
  ): Promise<ReceiverResponse> {
    return this.receivers.edit(id, receiverId, input, origin);
  }

  @Delete(':receiver_id')
  @PathParameter('receiver_id')
  @Operation({ summary: 'Remove a receiver', status: 204, answers: 'nothing', errors: ['project_not_found', 'receiver_not_found'] })
  delete(@Project() { id }: ProjectRow, @PathId('receiver_id') receiverId: number): Promise<void> {
    return this.receivers.delete(id, receiverId);
  }

  @Post(':receiver_id/rotate_secret')
  @Header('cache-control', 'no-store')
  @PathParameter('receiver_id')
  @ApiBody({ type: ReceiverSecretDto })
  @Operation({
    summary: 'Give a receiver a new secret',
    description:
      'For a day the old one is good too, so that no event is lost meanwhile. One old secret is kept: a second rotation within ' +
      `that day ends the one before the last at once. ${WITH_SECRET}`,
    status: 201,
    answers: 'NewReceiver',
    errors: ['project_not_found', 'receiver_not_found'],
  })
  rotateSecret(
    @Project() { id }: ProjectRow,
    @PathId('receiver_id') receiverId: number,
    @Input() input: ReceiverSecretDto,
    @Caller() { origin }: Requester,
  ): Promise<NewReceiverResponse> {
    return this.receivers.rotateSecret(id, receiverId, input, origin);
  }

  @Delete(':receiver_id/previous_secret')
  @PathParameter('receiver_id')
  @Operation({
    summary: 'Refuse the secret before the last rotation from now on',
    status: 204,
    answers: 'nothing',
    errors: ['project_not_found', 'receiver_not_found'],
  })
  dropPreviousSecret(@Project() { id }: ProjectRow, @PathId('receiver_id') receiverId: number): Promise<void> {
    return this.receivers.dropPreviousSecret(id, receiverId);
  }
}
