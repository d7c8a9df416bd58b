import { IntegerField } from '../http/input/dto-fields';

/** The parameters of a stream. */
export class EventStreamQueryDto {
  @IntegerField({
    description: 'Resume after this event; the header Last-Event-ID says the same and comes first',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
  })
  readonly last_event_id?: number;
}
