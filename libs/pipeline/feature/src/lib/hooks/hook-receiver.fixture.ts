import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HookPayload } from '@holdpoint/pipeline-contract';
import { Webhook } from 'standardwebhooks';

/** A message as it came in. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly payload: HookPayload;
}

/** How a receiver answers; null is no answer at all. */
export type ReceiverAnswer = readonly [status: number, body?: string, headers?: Readonly<Record<string, string>>] | null;

/** Another system, on loopback: keeps what it is told and answers as the test says. */
export class HookReceiver {
  readonly received: Received[] = [];
  answer: (message: Received) => ReceiverAnswer | Promise<ReceiverAnswer> = () => [204];
  private readonly waiting: (() => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HookReceiver> {
    const server = createServer();
    const receiver = new HookReceiver(server);
    server.on('request', (request, response) => void receiver.take(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks?key=URLS3CRET`;
  }

  /** The message of this number, counted from 0, when it has come. */
  async nth(index: number): Promise<Received> {
    for (;;) {
      const message = this.received[index];
      if (message) return message;
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const message = { headers: request.headers, body, payload: JSON.parse(body) as HookPayload };
    this.received.push(message);
    this.waiting.splice(0).forEach((wake) => wake());
    const answer = await this.answer(message);
    if (answer) response.writeHead(answer[0], answer[2]).end(answer[1]);
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** Checks a message as receivers do; throws when its signature is not that of the secret. */
export const verified = (secret: string, { headers, body }: Received): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
