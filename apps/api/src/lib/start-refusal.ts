/** Why a process does not start although nothing is broken; the message says what to do. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}
