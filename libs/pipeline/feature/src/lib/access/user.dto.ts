import { BooleanField, TextField } from '../http/input/dto-fields';
import { FormField } from '../http/input/form-field';
import { Unsupported } from '../http/input/unsupported.decorator';
import { PageQueryDto } from '../http/page/page-query.dto';

const INSTANTS = 'users are not told apart by these instants';
const KINDS = 'users are not told apart by this';

/** Which users a list shows. */
@Unsupported({
  order_by: 'the newest come first',
  sort: 'the newest come first',
  created_after: INSTANTS,
  created_before: INSTANTS,
  admins: KINDS,
  external: KINDS,
  exclude_active: KINDS,
  exclude_external: KINDS,
  exclude_humans: KINDS,
  extern_uid: KINDS,
  provider: KINDS,
  two_factor: KINDS,
  without_projects: KINDS,
})
export class UserListQueryDto extends PageQueryDto {
  @TextField({ description: 'The one user with this name' })
  readonly username?: string;

  @TextField({ description: 'Part of the username or of the name, in any case' })
  readonly search?: string;

  @BooleanField({ description: 'True for those who are not blocked; false does not filter' })
  readonly active?: boolean;

  @BooleanField({ description: 'True for those who are blocked; false does not filter' })
  readonly blocked?: boolean;
}

/** A user to be made. */
export class CreateUserDto {
  @FormField({
    description: 'The name in addresses: projects that they make are under it',
    required: true,
    form: /^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/,
    example: 'ann',
  })
  readonly username!: string;

  @TextField({ description: 'The name for people', required: true, example: 'Ann' })
  readonly name!: string;

  @BooleanField({ description: 'Whether everything is open to them; false if not given' })
  readonly admin?: boolean;
}
