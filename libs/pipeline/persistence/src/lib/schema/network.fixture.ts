import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The way to the database, which listens on a socket in the `host` of its address; what goes through the connections of now
 * is lost when they are cut, and nobody is told.
 */
export class Network {
  private readonly sockets: Socket[] = [];

  private constructor(private readonly server: Server) {}

  /** Opens a way to the database of an address. */
  static async start(url: string): Promise<Network> {
    const { searchParams, port } = new URL(url);
    const path = `${searchParams.get('host')}/.s.PGSQL.${port || '5432'}`;
    const network: Network = new Network(createServer((near) => network.join(near, connect(path))));
    network.server.listen(0, '127.0.0.1');
    await once(network.server, 'listening');
    return network;
  }

  private join(near: Socket, far: Socket): void {
    this.sockets.push(near, far);
    near.pipe(far).on('error', () => undefined);
    far.pipe(near).on('error', () => undefined);
  }

  /** The address of a database by this way. */
  to(url: string): string {
    const { username, pathname } = new URL(url);
    return `postgres://${username}@127.0.0.1:${(this.server.address() as AddressInfo).port}${pathname}`;
  }

  /** Loses what goes through the connections of now; others can be opened. */
  cut(): void {
    for (const socket of this.sockets) socket.unpipe().on('data', () => undefined);
  }

  /** Ends every connection. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
