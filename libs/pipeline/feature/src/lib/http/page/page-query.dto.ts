import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { toInteger } from '../input/coerce';
import { INVALID, NO_VALID_VALUE } from '../input/dto-fields';

/** GitLab's numbers. */
const PER_PAGE_DEFAULT = 20;
const PER_PAGE_MAX = 100;

/** The last page that can be asked for: its offset still fits into an integer of the database. */
const PAGE_MAX = 10_000_000;

/** An empty text counts as absent, a number above the maximum as the maximum; `is invalid` is whatever is no number. */
const capped =
  (fallback: number, max: number) =>
  ({ value }: { value: unknown }): unknown => {
    if (value === '') return fallback;
    const number = toInteger(value);
    return typeof number === 'number' ? Math.min(number, max) : value;
  };

/**
 * The parameters of every list. A page that cannot be is refused: it must not look like another page. Neither number may
 * be below 1 (GitLab: lib/api/pagination_params.rb).
 */
export class PageQueryDto {
  @ApiProperty({
    type: 'integer',
    required: false,
    default: 1,
    minimum: 1,
    maximum: PAGE_MAX,
    description: 'Number of the page',
  })
  @Min(1, NO_VALID_VALUE)
  @Max(PAGE_MAX, INVALID)
  @IsInt(INVALID)
  @Transform(capped(1, Number.POSITIVE_INFINITY))
  readonly page: number = 1;

  @ApiProperty({
    type: 'integer',
    required: false,
    default: PER_PAGE_DEFAULT,
    minimum: 1,
    maximum: PER_PAGE_MAX,
    description: 'Items on a page; more than the maximum counts as the maximum',
  })
  @Min(1, NO_VALID_VALUE)
  @IsInt(INVALID)
  @Transform(capped(PER_PAGE_DEFAULT, PER_PAGE_MAX))
  readonly per_page: number = PER_PAGE_DEFAULT;
}
