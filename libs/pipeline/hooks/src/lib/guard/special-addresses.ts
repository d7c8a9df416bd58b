import { BlockList, isIP } from 'node:net';

/**
 * Networks that are not the public Internet (the IANA special-purpose registries): a hook that names an address among
 * them is refused when it is saved, and one whose name stands for such an address when it is resolved.
 * `request-filtering-agent` judges again at the connection, but does not know all of them.
 * IPv4 addresses written as IPv6 (`::ffff:0:0/96`) are missing here as `BlockList` takes all of IPv4 for them.
 */
const NETWORKS = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24',
  '224.0.0.0/4', '240.0.0.0/4',
  '::/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '100:0:0:1::/64', '2001::/23', '2001:db8::/32', '2002::/16',
  '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8',
];

/** Makes a list of networks out of their CIDR texts and single addresses; undefined when one of them is neither. */
export function networkList(texts: readonly string[]): BlockList | undefined {
  const list = new BlockList();
  return texts.every((text) => addNetwork(list, text)) ? list : undefined;
}

/** Tells whether an address is in a list. */
export const isListed = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, familyOf(address));

/** Tells whether an address is anything but a public one. */
export const isSpecialAddress = (address: string): boolean => isListed(SPECIAL, address);

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function addNetwork(list: BlockList, text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) list.addAddress(address, familyOf(address));
  else if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > (version === 6 ? 128 : 32)) return false;
  else list.addSubnet(address, Number(prefix), familyOf(address));
  return true;
}

const SPECIAL = new BlockList();
NETWORKS.forEach((network) => addNetwork(SPECIAL, network));
