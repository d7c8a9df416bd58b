import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { Link, type Tap } from './link';

/** What stands between two processes and can behave as badly as a network. */
export class TcpProxy {
  private readonly links = new Set<Link>();
  private refusing = false;
  private stalled = false;
  /** How long everything is on its way, in each direction. */
  delayMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: NetConnectOpts,
    private readonly tap: Tap,
  ) {
    server.on('connection', (client) => this.connected(client));
  }

  /** Starts one on a free port of the loopback address. */
  static async start(target: NetConnectOpts, tap: Tap = () => ({})): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, target, tap);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Breaks every connection, and each new one at once. */
  refuse(): void {
    this.refusing = true;
    this.cutAll();
  }

  /** Keeps every connection open and lets nothing through. */
  stall(): void {
    this.stalled = true;
    for (const link of this.links) link.stall();
  }

  /** Behaves again. */
  recover(): void {
    this.refusing = false;
    this.stalled = false;
    for (const link of this.links) link.resume();
  }

  async close(): Promise<void> {
    this.cutAll();
    this.server.close();
    await once(this.server, 'close');
  }

  private cutAll(): void {
    for (const link of this.links) link.cut();
  }

  private connected(client: Socket): void {
    if (this.refusing) return void client.destroy();
    const link = new Link(client, connect(this.target), this.tap, () => this.delayMs);
    this.links.add(link);
    client.on('close', () => this.links.delete(link));
    if (this.stalled) link.stall();
  }
}
