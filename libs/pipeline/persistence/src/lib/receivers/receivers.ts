import { isUniqueViolation } from '@holdpoint/database';
import { err, ok, type Result } from '@holdpoint/kernel';
import { secretDigest, type Secrets } from '@holdpoint/secrets';
import type { Pool, QueryConfig } from 'pg';
import { readRows } from '../sql/read-rows';
import { lockProject } from '../projects/commit-statements';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import {
  receiverSecretPurpose,
  type DeliveryReceiver,
  type NewReceiver,
  type ReceiverChanges,
  type ReceiverRow,
  type RequiredHeader,
} from './receiver-row';
import * as statements from './receiver-statements';
import type { ReceiverType } from './receiver-type';

/** More clusters than report to one project; so that nobody fills the disk with them. */
const RECEIVERS_MAX = 100;

interface DeliveryRow extends Omit<DeliveryReceiver, 'unreadable' | 'tokenDigests' | 'header'> {
  readonly type: ReceiverType;
  readonly headerName: string | null;
  readonly headerDigest: string | null;
}

/** Where other systems report to projects; secrets go in, and come out only to judge a delivery. */
export class Receivers {
  constructor(
    private readonly pool: Pool,
    private readonly secrets: Secrets,
  ) {}

  /** Makes a receiver, unless the project has as many as it may, or one of this name. */
  async create(receiver: NewReceiver): Promise<Result<ReceiverRow, 'too_many_receivers' | 'name_taken'>> {
    return unlessTaken(() =>
      runTransaction(this.pool, async (client) => {
        await client.query(lockProject(receiver.projectId));
        const { rows: [next] } = await client.query<{ id: number; receivers: number }>(statements.nextReceiver(receiver.projectId));
        if (!next || next.receivers >= RECEIVERS_MAX) return err('too_many_receivers');
        const { rows: [made] } = await client.query<ReceiverRow>(this.insert(next.id, receiver));
        if (!made) throw new Error('an inserted receiver is answered');
        return ok(made);
      }),
    );
  }

  /** Changes a receiver, unless another has its new name; undefined when the project has none of this number. */
  edit(projectId: number, id: number, changes: ReceiverChanges): Promise<Result<ReceiverRow | undefined, 'name_taken'>> {
    const { name, provider, enabled, header } = changes;
    const values = [name ?? null, provider ?? null, enabled ?? null, header !== undefined, ...headerValues(header ?? null)];
    return unlessTaken(async () => ok(await this.changed(statements.updateReceiver(projectId, id, ...values))));
  }

  /** Gives a receiver a new secret, beside which the old one is good for a day more; undefined when it is gone. */
  rotate({ projectId, id, type }: Pick<ReceiverRow, 'projectId' | 'id' | 'type'>, secret: string): Promise<ReceiverRow | undefined> {
    return this.changed(statements.rotateReceiverSecret(projectId, id, this.sealed(id, type, secret)));
  }

  /** Ends a rotation at once: the old secret is good no more; undefined when there is no such receiver. */
  dropPreviousSecret(projectId: number, id: number): Promise<ReceiverRow | undefined> {
    return this.changed(statements.dropPreviousSecret(projectId, id));
  }

  /** Removes a receiver; false when there is none. */
  async delete(projectId: number, id: number): Promise<boolean> {
    return (await this.changed(statements.deleteReceiver(projectId, id))) !== undefined;
  }

  /** A receiver of a project; undefined when there is none of this number. */
  async find(projectId: number, id: number): Promise<ReceiverRow | undefined> {
    const [receiver] = await readRows<ReceiverRow>(this.pool, statements.receiverById(projectId, id));
    return receiver;
  }

  /** A page of a project's receivers, oldest first. */
  async list(projectId: number, page: PageRequest): Promise<PageOf<ReceiverRow>> {
    const [counted] = await readRows<{ total: number }>(this.pool, statements.countReceivers(projectId));
    const receivers = await readRows<ReceiverRow>(this.pool, statements.receiverPage(projectId, page.perPage, offsetOf(page)));
    return countedPage(receivers, counted?.total ?? 0, page);
  }

  /**
   * What it takes to judge a delivery to a receiver, enabled or not, of a project by id or path; undefined when there
   * is none. One statement. Secrets whose key is gone are left out: whoever sends something must not learn of it.
   */
  async findForDelivery(project: number | string | null, id: number): Promise<DeliveryReceiver | undefined> {
    const [projectId, path] = typeof project === 'number' ? [project, null] : [null, project];
    const [row] = await readRows<DeliveryRow>(this.pool, statements.receiverForDelivery(projectId, path, id));
    return row && this.opened(row);
  }

  private insert(id: number, { projectId, name, type, provider, secret, header, enabled }: NewReceiver): QueryConfig {
    return statements.insertReceiver(id, projectId, name, type, provider, this.sealed(id, type, secret), ...headerValues(header), enabled);
  }

  /** A token is long and random, so its digest cannot be guessed back; the key of an HMAC is needed as it is. */
  private sealed(id: number, type: ReceiverType, secret: string): string {
    return type === 'generic' ? secretDigest(secret) : this.secrets.encrypt(receiverSecretPurpose(id), secret);
  }

  private opened({ type, secrets, headerName, headerDigest, ...receiver }: DeliveryRow): DeliveryReceiver {
    const header = headerName === null || headerDigest === null ? null : { name: headerName, digest: headerDigest };
    if (type === 'generic') return { ...receiver, secrets: [], unreadable: null, tokenDigests: secrets, header };
    return { ...receiver, ...this.readable(receiver.id, secrets), tokenDigests: [], header };
  }

  private readable(id: number, secrets: readonly string[]): Pick<DeliveryReceiver, 'secrets' | 'unreadable'> {
    try {
      return { secrets: this.secrets.decryptReadable(receiverSecretPurpose(id), secrets), unreadable: null };
    } catch (error) {
      return { secrets: [], unreadable: error instanceof Error ? error.message : String(error) };
    }
  }

  private async changed(statement: QueryConfig): Promise<ReceiverRow | undefined> {
    const { rows: [receiver] } = await runCommitted(this.pool, (client) => client.query<ReceiverRow>(statement));
    return receiver;
  }
}

const headerValues = (header: RequiredHeader | null): readonly (string | null)[] =>
  header === null ? [null, null] : [header.name, secretDigest(header.value)];

async function unlessTaken<T, E>(write: () => Promise<Result<T, E>>): Promise<Result<T, E | 'name_taken'>> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, 'uq_receivers_name')) return err('name_taken');
    throw error;
  }
}
