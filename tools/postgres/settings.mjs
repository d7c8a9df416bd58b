import { sharedBuffers } from './shared-buffers.mjs';

/** The role that owns everything in a cluster of ours. */
export const SUPERUSER = 'holdpoint';

/** No statement here needs more than a crash-free disk: a test cluster is thrown away, so nothing waits for the disk. */
const TEST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200, shared_buffers: '64MB', autovacuum_naptime: '10min' };

/** Safety settings stay at PostgreSQL's defaults (all on); only memory, the size of the log and room for six processes differ. */
const DURABLE = { max_connections: 200, shared_buffers: sharedBuffers(), max_wal_size: '1GB' };

/** The text of the settings file that is rewritten on every start and included by postgresql.conf. */
export function settingsText({ mode, socketDir, tcpPort, settings = {} }) {
  const all = { ...(mode === 'test' ? TEST : DURABLE), ...connection(socketDir, tcpPort), ...settings };
  return Object.entries(all).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`).join('');
}

function connection(socketDir, tcpPort) {
  return {
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    listen_addresses: tcpPort ? '127.0.0.1' : '',
    port: tcpPort ?? 5432,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
  };
}
