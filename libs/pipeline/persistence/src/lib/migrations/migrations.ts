import { HoldpointNow1763900000000 } from './1763900000000-holdpoint-now';
import { Projects1763900001000 } from './1763900001000-projects';
import { Pipelines1763900002000 } from './1763900002000-pipelines';
import { Jobs1763900003000 } from './1763900003000-jobs';
import { Processables1763900004000 } from './1763900004000-processables';
import { Ledger1763900005000 } from './1763900005000-ledger';
import { AccessTokens1763900006000 } from './1763900006000-access-tokens';
import { Access1764000001000 } from './1764000001000-access';
import { Callbacks1764000002000 } from './1764000002000-callbacks';

/** Every migration, oldest first; listed one by one because the process is bundled and has no files to search. */
export const MIGRATIONS = [
  HoldpointNow1763900000000,
  Projects1763900001000,
  Pipelines1763900002000,
  Jobs1763900003000,
  Processables1763900004000,
  Ledger1763900005000,
  AccessTokens1763900006000,
  Access1764000001000,
  Callbacks1764000002000,
];
