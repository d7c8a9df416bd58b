import { TextField } from '../http/input/dto-fields';
import { FormField } from '../http/input/form-field';
import { PageQueryDto } from '../http/page/page-query.dto';
import { SHA } from '../project/sha';

const DIGEST = { description: 'Digest of the manifest, as `flux push artifact -o json` prints it', example: `sha256:${'0'.repeat(64)}` };
const DIGEST_FORM = /^sha256:[0-9a-f]{64}$/;

/** The longest name of a repository that the OCI distribution specification lets clients count on, with a host. */
const REPOSITORY_MAX = 255;

/** What a build has pushed. */
export class RegisterArtifactRevisionDto {
  @FormField({ ...DIGEST, required: true, form: DIGEST_FORM })
  readonly digest: string;

  @TextField({ description: 'Where it was pushed', required: true, max: REPOSITORY_MAX, example: 'registry.example.com/platform/config' })
  readonly repository: string;

  @FormField({ description: 'The commit that it was made of: 40 hexadecimal digits', required: true, form: SHA })
  readonly sha: string;

  @TextField({ description: 'The branch of the commit', example: 'main' })
  readonly ref?: string;
}

/** Which artifact revisions a list shows. */
export class ArtifactRevisionListQueryDto extends PageQueryDto {
  @TextField(DIGEST)
  readonly digest?: string;

  @TextField({ description: 'The commit they stand for' })
  readonly sha?: string;

  @TextField({ description: 'Where they were pushed' })
  readonly repository?: string;
}
