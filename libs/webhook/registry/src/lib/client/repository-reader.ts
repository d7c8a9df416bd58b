import { ok, type Result } from '@holdpoint/kernel';
import type { RegistrySession } from '../auth/registry-session';
import { refusalOfStatus } from '../http/refusal-of-status';
import { digestOf } from '../manifest/digest';
import type { DigestReader } from '../manifest/find-revision';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

/** Both formats of both kinds; without it registries turn what they have into something with another digest. */
const ACCEPT = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** Reads from one repository by digest; nobody sees a byte of what does not have the digest that was asked for. */
export class RepositoryReader implements DigestReader {
  constructor(
    private readonly session: RegistrySession,
    /** Of the repository. */
    private readonly name: string,
  ) {}

  manifest(digest: string): Promise<Result<Buffer, RegistryRefusal>> {
    return this.read('manifests', digest, ACCEPT);
  }

  blob(digest: string): Promise<Result<Buffer, RegistryRefusal>> {
    return this.read('blobs', digest, '*/*');
  }

  private async read(kind: 'manifests' | 'blobs', digest: string, accept: string): Promise<Result<Buffer, RegistryRefusal>> {
    const answer = await this.session.send(`/v2/${this.name}/${kind}/${digest}`, { headers: { accept } });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status !== 200) return refusalOfStatus(status);
    return digestOf(body) === digest ? ok(body) : refuse('digest_mismatch');
  }
}
