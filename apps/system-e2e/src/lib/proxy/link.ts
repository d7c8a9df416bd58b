import type { Socket } from 'node:net';

/** What a tap may do to the bytes of a connection; null keeps them from going on. */
export interface LinkTap {
  toServer?(data: Buffer): Buffer | null;
  toClient?(data: Buffer): Buffer | null;
}

/** Listens to one connection from its beginning. */
export type Tap = (link: Link) => LinkTap;

/** A connection through the proxy: two sockets, each ended with the other. */
export class Link {
  private readonly tap: LinkTap;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    tap: Tap,
    private readonly delayMs: () => number,
  ) {
    this.tap = tap(this);
    client.on('data', (data: Buffer) => this.pass(server, this.tap.toServer ? this.tap.toServer(data) : data));
    server.on('data', (data: Buffer) => this.pass(client, this.tap.toClient ? this.tap.toClient(data) : data));
    for (const [end, other] of [[client, server], [server, client]] as const) {
      // The other side learns of it by the end of its connection, which is what it would see without a proxy.
      end.on('error', () => undefined);
      end.on('close', () => other.destroySoon());
    }
  }

  /** Breaks the connection on both sides; what was passed on to the server still arrives. */
  cut(): void {
    this.client.destroy();
    this.server.destroySoon();
  }

  /** Lets nothing through, and does not say so. */
  stall(): void {
    this.client.pause();
    this.server.pause();
  }

  resume(): void {
    this.client.resume();
    this.server.resume();
  }

  /** The timers keep the order: all wait equally long. */
  private pass(to: Socket, data: Buffer | null): void {
    if (data === null || to.destroyed) return;
    const delayMs = this.delayMs();
    if (delayMs === 0) to.write(data);
    else setTimeout(() => to.destroyed || to.write(data), delayMs);
  }
}
