import { err, type Result } from '@holdpoint/kernel';

/** A thing may change between a look and the act that follows as often as people and systems act on it: more is a bug or an attack. */
const LOOKS_MAX = 5;

/** Looks and acts, again where what was seen has changed meanwhile (undefined); `busy` when it goes on changing. */
export async function repeatWhileChanged<T, E>(look: () => Promise<Result<T, E> | undefined>): Promise<Result<T, E | 'busy'>> {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const outcome = await look();
    if (outcome) return outcome;
  }
  return err('busy');
}
