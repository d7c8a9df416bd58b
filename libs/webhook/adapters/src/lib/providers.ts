import { cloudeventsAdapter } from './cloudevents/cloudevents-adapter';
import type { EventAdapter } from './event-adapter';
import { fluxAdapter } from './flux/flux-adapter';
import { jsonAdapter } from './json/json-adapter';

/** The systems whose events are understood, by what a receiver calls them. */
export const PROVIDERS = ['flux', 'json', 'cloudevents'] as const;

/** One of {@link PROVIDERS}. */
export type Provider = (typeof PROVIDERS)[number];

const ADAPTERS: Readonly<Record<Provider, EventAdapter>> = { flux: fluxAdapter, json: jsonAdapter, cloudevents: cloudeventsAdapter };

/** The adapter that reads what a provider sends. */
export const adapterOf = (provider: Provider): EventAdapter => ADAPTERS[provider];
