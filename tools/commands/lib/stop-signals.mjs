/** Ctrl-C under npm arrives twice, from the terminal and from npm; only a later one means that somebody wants it to end at once. */
const IMPATIENT_AFTER_MS = 1_000;

/**
 * Catches the signals that ask for an end, from now on, so that none is lost while the database is being started.
 * `onStop` is called with each of them that counts, also with one that came before; `patient` is false from the second on.
 */
export function catchStopSignals() {
  const caught = [];
  let listener = () => {};
  const onSignal = (signal) => {
    const now = Date.now();
    if (caught.length > 0 && now - caught[0].at < IMPATIENT_AFTER_MS) return;
    caught.push({ signal, at: now });
    listener(signal, caught.length === 1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  watchNpm(() => onSignal('SIGTERM'));
  return {
    wasAsked: () => caught.length > 0,
    onStop(next) {
      listener = next;
      caught.forEach(({ signal }, index) => next(signal, index === 0));
    },
  };
}

/** npm passes SIGTERM to the shell between it and us; that shell dies of it and tells nobody, but then we have another parent. */
function watchNpm(onDeath) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    onDeath();
  }, 250);
  timer.unref();
}
