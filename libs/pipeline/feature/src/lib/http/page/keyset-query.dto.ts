import { TextField, WordField } from '../input/dto-fields';
import { PageQueryDto } from './page-query.dto';

/** The parameters of lists that can be read by page or, at the same cost however far down, from item to item. */
export class KeysetQueryDto extends PageQueryDto {
  @WordField({ description: '`keyset` reads the list from item to item: follow the `Link` with `rel="next"`', words: ['keyset'] })
  readonly pagination?: 'keyset';

  @TextField({ description: 'Where to go on, out of a `Link`; with `pagination=keyset`' })
  readonly cursor?: string;
}
