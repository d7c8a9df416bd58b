import { BooleanField } from '../http/input/dto-fields';

/** How a stored callback is sent anew. */
export class ReplayDto {
  @BooleanField({ description: 'Answer what would happen, and change and keep nothing' })
  readonly dry_run?: boolean;
}
