const LENGTH_BYTES = 4;
/** A message of PostgreSQL's protocol begins with its type; only the first of a connection has none. */
const TYPE_BYTES = 1;

/** Cuts what a client sends to PostgreSQL into whole messages, however the network has chopped it. */
export class FrontendMessages {
  private rest: Buffer = Buffer.alloc(0);
  private typeBytes = 0;

  /** Takes more bytes; answers the messages that are complete now, each with its type and length. */
  push(data: Buffer): readonly Buffer[] {
    this.rest = Buffer.concat([this.rest, data]);
    const messages: Buffer[] = [];
    for (let size = this.nextSize(); size !== null; size = this.nextSize()) {
      messages.push(this.rest.subarray(0, size));
      this.rest = this.rest.subarray(size);
      this.typeBytes = TYPE_BYTES;
    }
    return messages;
  }

  private nextSize(): number | null {
    if (this.rest.length < this.typeBytes + LENGTH_BYTES) return null;
    const size = this.typeBytes + this.rest.readInt32BE(this.typeBytes);
    return this.rest.length < size ? null : size;
  }
}

/** Whether a message is the simple query COMMIT. */
export const isCommit = (message: Buffer): boolean => /^Q....COMMIT;?\0$/is.test(message.toString('latin1'));

/** Whether a message brings the text of a statement: Query or Parse. */
const isStatement = (message: Buffer): boolean => message[0] === 0x51 || message[0] === 0x50;

/** A message with its statement changed and its length put right; any other message as it is. */
export function rewriteStatement(message: Buffer, rewrite: (text: string) => string): Buffer {
  if (!isStatement(message)) return message;
  const rewritten = Buffer.from(rewrite(message.toString('latin1')), 'latin1');
  rewritten.writeInt32BE(rewritten.length - TYPE_BYTES, TYPE_BYTES);
  return rewritten;
}
