import type { LookupAddress } from 'node:dns';
import { isIP, type BlockList } from 'node:net';
import { err, ok, type Result } from '@holdpoint/kernel';
import { lookupsAtOnce, NameLookups } from './name-lookups';
import { isListed, isSpecialAddress, networkList } from './special-addresses';

/** Where a hook goes, for one request: resolved once, so that what was checked is what is connected to. */
export interface HookTarget {
  readonly addresses: readonly LookupAddress[];
  /** Those of the addresses that are reached although they may not be public. */
  readonly allowed: readonly string[];
  /** True when one of the addresses is neither public nor allowed: then none is connected to. */
  readonly isBlocked: boolean;
}

const LOCALHOST = /(^|\.)localhost\.?$/i;
/** How many threads Node has when nobody says otherwise. */
const NODE_THREADS = 4;

const HOST_AND_PORT = /^(?<host>\[[\da-f:.]+\]|[^\s:/[\]]+):(?<port>\d{1,5})$/i;

/** Where hooks may go: to public addresses, and to those that the operator allows by network or by host and port. */
export class HookTargets {
  private constructor(
    private readonly networks: BlockList,
    private readonly hosts: ReadonlySet<string>,
    private readonly lookups: NameLookups,
  ) {}

  /** Reads what the operator allows: networks (`10.0.0.0/8`), addresses, or `host:port`. `threads` is how many Node has. */
  static parse(texts: readonly string[], threads = NODE_THREADS): Result<HookTargets, string> {
    const hosts = texts.filter((text) => HOST_AND_PORT.test(text) && isIP(text) === 0);
    const networks = networkList(texts.filter((text) => !hosts.includes(text)));
    if (!networks) return err('is a list of networks, addresses or host:port, separated by commas: 10.0.0.0/8, localhost:8080');
    return ok(new HookTargets(networks, new Set(hosts.map((host) => host.toLowerCase())), new NameLookups(lookupsAtOnce(threads))));
  }

  /** Why an address cannot be that of a hook, in GitLab's words; undefined when it can, as far as it tells without asking. */
  problemOf(text: string): string | undefined {
    if (!URL.canParse(text)) return 'URI is invalid';
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'Only allowed schemes are http, https';
    if (url.username !== '' || url.password !== '') return 'User and password are not allowed in it';
    if (url.hostname === '' || url.port === '0') return 'Host or port is invalid';
    const host = hostOf(url);
    if (this.allows(url, host)) return undefined;
    if (LOCALHOST.test(host)) return 'Requests to localhost are not allowed';
    return isIP(host) !== 0 && isSpecialAddress(host) ? 'Requests to addresses that are not public are not allowed' : undefined;
  }

  /** Finds the addresses of a host; rejects when it has none or is given up before it is looked up. The agent judges them again when it connects. */
  async resolve(url: URL, signal: AbortSignal): Promise<HookTarget> {
    const host = hostOf(url);
    const family = isIP(host);
    const addresses = family === 0 ? await this.lookups.find(host, signal) : [{ address: host, family }];
    const texts = addresses.map(({ address }) => address);
    const allowed = texts.filter((address) => this.allows(url, address));
    return { addresses, allowed, isBlocked: texts.some((address) => isSpecialAddress(address) && !allowed.includes(address)) };
  }

  private allows(url: URL, address: string): boolean {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return this.hosts.has(`${url.hostname}:${port}`) || isListed(this.networks, address);
  }
}

/** The host without the brackets around an IPv6 address. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');
