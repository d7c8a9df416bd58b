/** Messages to PostgreSQL are found however the network has chopped them, and changed without breaking the protocol. */
import { FrontendMessages, isCommit, rewriteStatement } from './frontend-messages';

const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]);
const query = (text: string): Buffer => {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.from([0x51, 0, 0, 0, 0]);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

describe('messages to PostgreSQL', () => {
  const sent = [startup, query('BEGIN'), query('COMMIT'), query("SELECT 'COMMIT'")];

  it.each([[1], [3], [1_000]])('are whole again when they come in pieces of %d bytes', (size) => {
    const [bytes, messages] = [Buffer.concat(sent), new FrontendMessages()];
    const found: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) found.push(...messages.push(bytes.subarray(at, at + size)));
    expect(found).toEqual(sent);
  });

  it('commit when they are COMMIT and nothing else', () => {
    expect(sent.map(isCommit)).toEqual([false, false, true, false]);
  });

  it('keep a right length when a statement is changed', () => {
    expect(rewriteStatement(query('SELECT 1 FOR UPDATE'), (text) => text.replace(' FOR UPDATE', ''))).toEqual(query('SELECT 1'));
  });
});
