import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of hooks on loopback: takes every message, and answers none for as long as it is silent. */
export class SilentReceiver {
  isSilent = true;
  /** The `webhook-id` of each message that has come. */
  readonly ids: string[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      this.ids.push(String(request.headers['webhook-id']));
      request.resume();
      if (!this.isSilent) response.writeHead(204).end();
    });
  }

  static async start(): Promise<SilentReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SilentReceiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
