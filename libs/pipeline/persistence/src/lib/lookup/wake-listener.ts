import { clientLimits } from '@holdpoint/database';
import { Client } from 'pg';
import type { Instant } from '@holdpoint/kernel';

/** What a {@link WakeListener} may be told. */
export interface WakeListenerSettings {
  readonly url: string;
  /** How long it waits before it connects again, in milliseconds; 1,000 when left out. */
  readonly reconnectMs?: number;
  /** Told of every connection that broke or could not be made; it is tried again in any case. */
  readonly onError?: (error: unknown) => void;
}

/** Told of the earliest new wake-up of a batch, or null after a gap in which some may have been missed. */
export type WakeCallback = (at: Instant | null) => void;

const RECONNECT_MS = 1_000;

/** LISTEN takes no lock that anybody holds for long. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Hears of wake-ups that other processes have set, on a connection of its own that is made again when it breaks. */
export class WakeListener {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;
  private onWake: WakeCallback = () => undefined;

  constructor(private readonly settings: WakeListenerSettings) {}

  /** Listens from now on; resolves when it does, or when the first try has failed and another is to come. */
  async start(onWake: WakeCallback): Promise<void> {
    this.onWake = onWake;
    this.stopped = false;
    await this.connect();
  }

  /** Stops listening; nothing is told afterwards. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** What was notified while nobody listened is lost, so every new connection asks for a look at everything. */
  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.settings.url,
      application_name: 'holdpoint-wake-listener',
      ...clientLimits(STATEMENT_TIMEOUT_MS),
    });
    this.client = client;
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, new Error('The server closed the connection')));
    client.on('notification', ({ payload }) => this.tell(client, Number(payload)));
    try {
      await client.connect();
      await client.query('LISTEN holdpoint_wake');
      this.tell(client, null);
    } catch (error) {
      this.lose(client, error);
    }
  }

  private tell(client: Client, at: Instant | null): void {
    if (!this.stopped && this.client === client) this.onWake(at);
  }

  private lose(client: Client, error: unknown): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    void client.end().catch(() => undefined);
    this.settings.onError?.(error);
    this.timer = setTimeout(() => void this.connect(), this.settings.reconnectMs ?? RECONNECT_MS);
  }
}
