/** What a task does is done in a moment; this ends before a test does, so that its message is read. */
const WITHIN_MS = 20_000;

/** Looks again and again until something is so; throws, with the condition, when it is not in time. A look that hangs is given up, too. */
export async function eventually(isSo: () => Promise<boolean>, withinMs = WITHIN_MS): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const until = performance.now() + withinMs;
  const late = new Error(`not within ${withinMs} ms: ${isSo}`);
  const givenUp = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(late), withinMs)));
  try {
    while (!(await Promise.race([isSo(), givenUp]))) if (performance.now() > until) throw late;
  } finally {
    clearTimeout(timer);
  }
}
