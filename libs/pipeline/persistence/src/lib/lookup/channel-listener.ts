import { clientLimits } from '@holdpoint/database';
import { Client } from 'pg';

/** What a listener may be told. */
export interface ListenerSettings {
  readonly url: string;
  /** How long it waits before it connects again, in milliseconds; 1,000 when left out. */
  readonly reconnectMs?: number;
  /** How often it asks whether its connection still carries answers, in milliseconds; 15,000 when left out. */
  readonly askEveryMs?: number;
  /** How long it waits for such an answer, in milliseconds; 10,000 when left out. */
  readonly answerWithinMs?: number;
  /** Told of every connection that broke or could not be made; it is tried again in any case. */
  readonly onError?: (error: unknown) => void;
}

/** What to listen to, and under which name: it is shown in `pg_stat_activity`. */
export interface ListenedChannel {
  readonly channel: string;
  readonly applicationName: string;
}

/** Told of what was notified, or null after a gap in which something may have been missed. */
export type NotificationCallback = (payload: string | null) => void;

const RECONNECT_MS = 1_000;
const ASK_EVERY_MS = 15_000;

/** LISTEN takes no lock that anybody holds for long. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Hears what is notified on one channel, on a connection of its own that is made again when it breaks. */
export class ChannelListener {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asking: NodeJS.Timeout | undefined;
  private stopped = true;
  private onNotified: NotificationCallback = () => undefined;

  constructor(
    private readonly listened: ListenedChannel,
    private readonly settings: ListenerSettings,
  ) {}

  /** Listens from now on; resolves when it does, or when the first try has failed and another is to come. */
  async start(onNotified: NotificationCallback): Promise<void> {
    this.onNotified = onNotified;
    this.stopped = false;
    await this.connect();
  }

  /** Stops listening; nothing is told afterwards. It may be started again. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.asking);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** What was notified while nobody listened is lost, so every new connection asks for a look at everything. */
  private async connect(): Promise<void> {
    const client = this.createClient();
    this.client = client;
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, new Error('The server closed the connection')));
    client.on('notification', ({ payload }) => this.tell(client, payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${this.listened.channel}`);
      this.keepAsking(client);
      this.tell(client, null);
    } catch (error) {
      this.lose(client, error);
    }
  }

  private createClient(): Client {
    const limits = clientLimits(STATEMENT_TIMEOUT_MS);
    return new Client({
      connectionString: this.settings.url,
      application_name: this.listened.applicationName,
      ...limits,
      query_timeout: this.settings.answerWithinMs ?? limits.query_timeout,
    });
  }

  /**
   * A connection that only listens looks the same when nothing comes through it any more: behind a proxy that keeps the
   * socket open it was never replaced, and deadlines that another process had set were noticed by the tick alone.
   */
  private keepAsking(client: Client): void {
    const ask = (): void => void client.query('SELECT').catch((error: unknown) => this.lose(client, error));
    this.asking = setInterval(ask, this.settings.askEveryMs ?? ASK_EVERY_MS).unref();
  }

  private tell(client: Client, payload: string | null): void {
    if (!this.stopped && this.client === client) this.onNotified(payload);
  }

  private lose(client: Client, error: unknown): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    clearInterval(this.asking);
    void client.end().catch(() => undefined);
    this.settings.onError?.(error);
    this.timer = setTimeout(() => void this.connect(), this.settings.reconnectMs ?? RECONNECT_MS);
  }
}
