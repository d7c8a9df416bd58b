import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsOptional } from 'class-validator';

/** With what a job is played. */
export class PlayJobDto {
  /** Passed over, a deployment would start without what it was to be told. */
  @ApiPropertyOptional({
    description: 'Not supported: a job has the variables of its configuration and of its pipeline; refused unless it is empty',
    type: 'array',
    items: { type: 'object' },
    maxItems: 0,
  })
  @IsOptional()
  @ArrayMaxSize(0, { message: 'is not supported' })
  readonly job_variables_attributes?: readonly object[];
}
