import { Matches } from 'class-validator';
import { INVALID, TextField } from '../http/input/dto-fields';
import { PageQueryDto } from '../http/page/page-query.dto';

const DIGEST = { description: 'Digest of the manifest, as `flux push artifact -o json` prints it', example: `sha256:${'0'.repeat(64)}` };
const DIGEST_FORM = /^sha256:[0-9a-f]{64}$/;
const SHA_FORM = /^[0-9a-f]{40}$/;

/** The longest name of a repository that the OCI distribution specification lets clients count on, with a host. */
const REPOSITORY_MAX = 255;

/** What a build has pushed. */
export class RegisterArtifactRevisionDto {
  @Matches(DIGEST_FORM, INVALID)
  @TextField({ ...DIGEST, required: true })
  readonly digest: string;

  @TextField({ description: 'Where it was pushed', required: true, max: REPOSITORY_MAX, example: 'registry.example.com/platform/config' })
  readonly repository: string;

  @Matches(SHA_FORM, INVALID)
  @TextField({ description: 'The commit that it was made of: 40 hexadecimal digits', required: true })
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
