import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { giveTo, giveTreeTo, shortName } from './directories.mjs';
import { run } from './run.mjs';
import { canReach, chooseServerUser } from './server-user.mjs';
import { SUPERUSER } from './settings.mjs';

/** Where root keeps the data of a clone that the server's user cannot enter (such as one under /root). */
const SYSTEM_DATA_ROOT = '/var/lib/holdpoint';

/** Settles where the data really is and who serves it; the asked-for path becomes a link when the data must be elsewhere. */
export function locateDataDir(requested) {
  const asked = followLink(resolve(requested));
  const user = chooseServerUser(asked);
  mkdirSync(dirname(asked), { recursive: true });
  return { dataDir: canReach(dirname(asked), user) ? asked : moveOut(asked), user };
}

function followLink(path) {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? resolve(dirname(path), readlinkSync(path)) : path;
}

function moveOut(asked) {
  if (existsSync(asked)) throw new Error(`The database's user cannot enter ${dirname(asked)}. Open that directory (chmod a+x), or set DATABASE_URL.`);
  const elsewhere = join(SYSTEM_DATA_ROOT, `${basename(asked)}-${shortName(asked)}`);
  mkdirSync(SYSTEM_DATA_ROOT, { recursive: true, mode: 0o755 });
  symlinkSync(elsewhere, asked);
  return elsewhere;
}

/**
 * Makes the cluster when there is none. initdb works in a draft that is renamed at the end, so a crash leaves nothing
 * half-made; renaming fails, rather than deletes, when the directory holds something else.
 */
export async function ensureCluster({ dataDir, user, initdb, mode }) {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return giveTreeTo(dataDir, user);
  const draft = mkdtempSync(`${dataDir}.new-`);
  try {
    giveTo(draft, user);
    await initialise(draft, { user, initdb, mode });
    renameSync(draft, dataDir);
  } catch (error) {
    // Somebody else, who has started at the same moment, has made it: that one is as good.
    if (!existsSync(join(dataDir, 'PG_VERSION'))) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function initialise(draft, { user, initdb, mode }) {
  const passwordFile = `${draft}.password`;
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  giveTo(passwordFile, user);
  const made = await run(initdb, initdbArguments(draft, passwordFile, mode), user);
  if (made.code !== 0) throw new Error(`initdb failed:\n${made.output}`);
  appendFileSync(join(draft, 'postgresql.conf'), "\ninclude 'holdpoint.conf'\n");
  renameSync(passwordFile, join(draft, 'holdpoint-password'));
}

/** Trust is for the socket, whose directory only the server's user may enter; over TCP a password is asked for. */
function initdbArguments(draft, passwordFile, mode) {
  const access = ['--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${passwordFile}`];
  const text = ['--encoding=UTF8', '--locale=C.UTF-8'];
  return ['-D', draft, '-U', SUPERUSER, ...text, ...access, ...(mode === 'test' ? ['--no-sync'] : [])];
}
