import { BooleanField } from '../http/input/dto-fields';

/** How a job is canceled. */
export class CancelJobDto {
  @BooleanField({ description: 'Cancel a job at once that is `canceling`, and leave every other alone; for maintainers' })
  readonly force?: boolean;
}
