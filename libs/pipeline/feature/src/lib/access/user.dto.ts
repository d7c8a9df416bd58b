import { Matches } from 'class-validator';
import { BooleanField, INVALID, TextField } from '../http/input/dto-fields';
import { PageQueryDto } from '../http/page/page-query.dto';

/** Which users a list shows. */
export class UserListQueryDto extends PageQueryDto {
  @TextField({ description: 'The one user with this name' })
  readonly username?: string;
}

/** A user to be made. */
export class CreateUserDto {
  @Matches(/^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/, INVALID)
  @TextField({ description: 'The name in addresses: projects that they make are under it', required: true, example: 'ann' })
  readonly username!: string;

  @TextField({ description: 'The name for people', required: true, example: 'Ann' })
  readonly name!: string;

  @BooleanField({ description: 'Whether everything is open to them; false if not given' })
  readonly admin?: boolean;
}
