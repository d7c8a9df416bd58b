import { TextField, TextListField } from '../http/input/dto-fields';
import { Filled } from '../http/input/filled.decorator';

/** An event to be fired on jobs of a pipeline, or on the pipeline itself. */
export class FireEventDto {
  @TextField({
    description: 'An event of the jobs’ state machines (`success`, `drop`, `run`, `cancel`, …), `play` or `retry`',
    required: true,
    example: 'success',
  })
  readonly event: string;

  @Filled()
  @TextListField({ description: 'Names of jobs; without them the event (`retry` or `cancel`) is the pipeline’s' })
  readonly jobs?: readonly string[];
}
