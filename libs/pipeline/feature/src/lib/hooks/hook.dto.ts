import { HOOK_EVENTS, type HookEvent } from '@holdpoint/pipeline-domain';
import { BooleanField, TextField, WordListField } from '../http/input/dto-fields';
import { Filled } from '../http/input/filled.decorator';

/** GitLab's limit on the address of a webhook. */
const URL_MAX = 2_048;

const URL = { description: 'Where messages are sent to: a public http or https address', max: URL_MAX };
const EVENTS = { description: 'What of external jobs it is told', words: HOOK_EVENTS };

/** A new secret of a hook. */
export class HookSecretDto {
  @TextField({ description: '`whsec_` and 24 to 64 bytes in Base64; made if not given' })
  readonly secret?: string;
}

/** A hook to be made. */
export class CreateHookDto extends HookSecretDto {
  @TextField({ ...URL, required: true, example: 'https://deploy.example/hooks' })
  readonly url: string;

  @Filled()
  @WordListField({ ...EVENTS, required: true })
  readonly events: readonly HookEvent[];

  @BooleanField({ description: 'False makes it without using it yet; true if not given' })
  readonly enabled?: boolean;
}

/** What is to change of a hook; what is not given stays. */
export class UpdateHookDto {
  @TextField(URL)
  readonly url?: string;

  @Filled()
  @WordListField(EVENTS)
  readonly events?: readonly HookEvent[];

  @BooleanField({ description: 'True uses one again that was disabled because its receiver was gone' })
  readonly enabled?: boolean;
}
