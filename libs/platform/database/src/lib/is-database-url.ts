import { Client } from 'pg';

/** Whether `pg` can read an address; connects to nothing. What it says of one that it cannot read may hold the password. */
export function isDatabaseUrl(url: string): boolean {
  try {
    new Client({ connectionString: url });
    return true;
  } catch (error) {
    // A file of certificates that is not there is told by its name when it is needed.
    return error instanceof Error && 'path' in error;
  }
}
