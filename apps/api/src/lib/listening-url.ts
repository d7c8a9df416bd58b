import { isIPv6 } from 'node:net';
import type { Environment } from '@holdpoint/runtime';

/** On all of a machine's addresses: none that anybody could call. */
const ANYWHERE: readonly string[] = ['0.0.0.0', '::'];

/** Where a process listens, by its environment. */
export const listeningUrl = ({ host, port }: Environment): string => `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;

/** Whether nobody can call the address of {@link listeningUrl}: it names no machine, or no port. */
export const isListeningAnywhere = ({ host, port }: Environment): boolean => port === 0 || ANYWHERE.includes(host);
