import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Allow } from 'class-validator';

/** GitLab's numbers. */
export const PER_PAGE_DEFAULT = 20;
export const PER_PAGE_MAX = 100;

/** Pages beyond it are empty in any case, and their offset still fits into an integer of the database. */
const PAGE_MAX = 10_000_000;

/** Whatever is no number counts as absent, whatever is out of bounds as the bound: a list is never refused for it. */
const bounded =
  (fallback: number, max: number) =>
  ({ value }: { value: unknown }): number => {
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return Number.isNaN(number) ? fallback : Math.min(Math.max(number, 1), max);
  };

/** The parameters of every list; `Allow` keeps them from being dropped as unknown, as they need no check. */
export class PageQueryDto {
  @ApiProperty({ type: 'integer', required: false, default: 1, minimum: 1, description: 'Number of the page' })
  @Allow()
  @Transform(bounded(1, PAGE_MAX))
  readonly page: number = 1;

  @ApiProperty({
    type: 'integer',
    required: false,
    default: PER_PAGE_DEFAULT,
    minimum: 1,
    maximum: PER_PAGE_MAX,
    description: 'Items on a page',
  })
  @Allow()
  @Transform(bounded(PER_PAGE_DEFAULT, PER_PAGE_MAX))
  readonly per_page: number = PER_PAGE_DEFAULT;
}
