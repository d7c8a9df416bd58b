import { BooleanField, IdField, TextField, WordField } from '../http/input/dto-fields';
import { Unsupported } from '../http/input/unsupported.decorator';
import { PageQueryDto } from '../http/page/page-query.dto';

const USE = 'when a token was last used is not kept track of';
const ORDER = 'the newest come first';
const INSTANTS = 'tokens are not told apart by these instants';

/** Which tokens a list shows. */
@Unsupported({
  sort: ORDER,
  created_after: INSTANTS,
  created_before: INSTANTS,
  expires_after: INSTANTS,
  expires_before: INSTANTS,
  last_used_after: USE,
  last_used_before: USE,
})
export class TokenListQueryDto extends PageQueryDto {
  @WordField({ description: 'Those that are neither revoked nor expired, or the others', words: ['active', 'inactive'] })
  readonly state?: 'active' | 'inactive';

  @BooleanField({ description: 'Whether they were revoked' })
  readonly revoked?: boolean;

  @TextField({ description: 'Part of the name, in any case' })
  readonly search?: string;
}

/** Which personal tokens a list shows. */
export class PersonalTokenListQueryDto extends TokenListQueryDto {
  @IdField({ description: 'Number of the user whose they are; for all but administrators their own' })
  readonly user_id?: number;
}
