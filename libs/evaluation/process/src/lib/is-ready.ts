/** A process that takes the connection and says nothing is not ready. */
const ANSWERED_WITHIN_MS = 2_000;

/** Whether a process answers at an address and reaches its database. */
export async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/-/readiness`, { signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
