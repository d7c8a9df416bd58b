import { BooleanField, TextField, WordField } from '@holdpoint/pipeline-feature';
import { RECEIVER_TYPES, type ReceiverType } from '@holdpoint/pipeline-persistence';
import { PROVIDERS, type Provider } from '@holdpoint/webhook-adapters';

/** In characters; what counts is the number of bytes. */
const SECRET_MAX = 2_048;

const NAME = { description: 'Its name, one of a kind in the project: `external:match:receiver` refers to it', example: 'prod' };
const PROVIDER = { description: 'Whose words the events are in; `flux` if not given', words: PROVIDERS };
const HEADER_VALUE = { description: 'What must stand in that header: 16 to 255 printable ASCII characters; kept as a digest', max: 255 };

/** A new secret of a receiver. */
export class ReceiverSecretDto {
  @TextField({
    description: 'For `generic-hmac`: the `token` of Flux\'s Secret, 16 to 2,048 bytes; made if not given. The token of `generic` is always made',
    max: SECRET_MAX,
  })
  readonly secret?: string;
}

/** A receiver to be made. */
export class CreateReceiverDto extends ReceiverSecretDto {
  @TextField({ ...NAME, required: true })
  readonly name: string;

  @WordField({
    description: 'How it tells who sends: by an HMAC over the body (recommended), or by a token in the address',
    required: true,
    words: RECEIVER_TYPES,
  })
  readonly type: ReceiverType;

  @WordField(PROVIDER)
  readonly provider?: Provider;

  @TextField({ description: 'For `generic`: a header that must come with every event', example: 'Authorization' })
  readonly header_name?: string;

  @TextField(HEADER_VALUE)
  readonly header_value?: string;

  @BooleanField({ description: 'False makes it without using it yet; true if not given' })
  readonly enabled?: boolean;
}

/** What is to change of a receiver; what is not given stays, and its type always. */
export class UpdateReceiverDto {
  @TextField(NAME)
  readonly name?: string;

  @WordField(PROVIDER)
  readonly provider?: Provider;

  @TextField({ description: 'For `generic`: another header; with an empty name none is asked for any more', empty: true })
  readonly header_name?: string;

  @TextField(HEADER_VALUE)
  readonly header_value?: string;

  @BooleanField({ description: 'False refuses whatever is sent to it' })
  readonly enabled?: boolean;
}
