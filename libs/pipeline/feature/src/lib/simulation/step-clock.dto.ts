import { IntegerField } from '../http/input/dto-fields';

/** The longest step: ten years. However many there are, the clock has an end. */
const STEP_MS_MAX = 10 * 366 * 24 * 3_600_000;

/** A step of the simulation's clock. */
export class StepClockDto {
  @IntegerField({ description: 'Milliseconds to step forward; 0 stops the clock', required: true, min: 0, max: STEP_MS_MAX })
  readonly ms: number;
}
