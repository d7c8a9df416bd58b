import { TextField } from '@holdpoint/pipeline-feature';

/** In characters, for either: tokens of registries are JSON Web Tokens. */
const CREDENTIAL_MAX = 4_096;

/** A repository that is to be asked what digests stand for. */
export class CreateRegistryDto {
  @TextField({ description: 'Where artifacts are pushed to, without tag or digest', required: true, example: 'registry.example.com/platform/config' })
  readonly repository: string;

  @TextField({ description: 'Whom to sign in as; left out where everybody may read' })
  readonly username?: string;

  @TextField({ description: 'Its password or token; encrypted at rest and never shown', max: CREDENTIAL_MAX })
  readonly password?: string;
}
