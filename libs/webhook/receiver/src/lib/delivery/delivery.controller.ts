import { applyDecorators, Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { DeliveryResponse } from '@holdpoint/pipeline-contract';
import { Operation, PathParameter, TakesBytes, type OperationOptions } from '@holdpoint/pipeline-feature';
import { DELIVERY_MAX_BYTES, EVENTS_PATH, type DeliveryRequest } from './delivery-request';
import { DeliveryService } from './delivery.service';

const ANSWERS: Pick<OperationOptions, 'status' | 'answers' | 'open' | 'errors'> = {
  status: 202,
  answers: 'Delivery',
  open: true,
  errors: ['delivery_unauthorized', 'event_malformed', 'rate_limited', 'busy', 'unavailable', 'outcome_unknown', 'stopping'],
};

const STORED = [
  'Answered by 202 once every event is stored, whatever became of it: `callbacks` says what. A body of up to 4 MiB and of',
  'any type is taken as the bytes that came. Never a redirect; after 429 and 503 send the same bytes again.',
].join('\n');

/** What is in the body depends on the provider of the receiver; all of them send JSON. */
const HoldsEvents = (): MethodDecorator =>
  applyDecorators(
    ApiConsumes('application/json', 'application/cloudevents+json'),
    ApiBody({
      description: 'An event as the `provider` of the receiver writes it; CloudEvents may come in a list, as `application/cloudevents-batch+json`',
      schema: { type: 'object' },
    }),
  );

/** Where other systems deliver events to the receivers of a project. */
@ApiTags('Receivers')
@PathParameter('id')
@PathParameter('receiver_id')
@Controller(EVENTS_PATH)
export class DeliveryController {
  constructor(private readonly deliveries: DeliveryService) {}

  @Post()
  @TakesBytes(DELIVERY_MAX_BYTES)
  @HoldsEvents()
  @ApiHeader({ name: 'X-Signature', description: '`sha256=` and the HMAC of the body, in hexadecimal', required: true })
  @Operation({
    summary: 'Deliver events to a receiver of the type `generic-hmac`',
    description: `Signed over the very bytes of the body: \`X-Signature: sha256=\` and the HMAC in hexadecimal.\n${STORED}`,
    ...ANSWERS,
  })
  receiveSigned(@Req() request: DeliveryRequest): Promise<DeliveryResponse> {
    return this.deliveries.receive(request);
  }

  @Post(':token')
  @TakesBytes(DELIVERY_MAX_BYTES)
  @HoldsEvents()
  @PathParameter('token')
  @Operation({ summary: 'Deliver events to a receiver of the type `generic`', description: STORED, ...ANSWERS })
  receiveByToken(@Req() request: DeliveryRequest): Promise<DeliveryResponse> {
    return this.deliveries.receive(request);
  }
}
