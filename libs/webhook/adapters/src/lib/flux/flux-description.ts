import { DESCRIPTION_MAX } from '../reading/field-type';
import { storableText } from '../reading/storable-text';
import type { FluxEvent } from './flux-event';

const WORD_ENDS = [/(?<=[a-z\d])(?=[A-Z])/g, /(?<=[A-Z])(?=[A-Z][a-z])/g];

/** Says what happened, for people: the reason in words, as Flux describes it to git providers, and the message's first line. */
export function fluxDescription({ reason, message }: Pick<FluxEvent, 'reason' | 'message'>): string {
  const words = WORD_ENDS.reduce((text, end) => text.replace(end, ' '), reason).toLowerCase();
  const [line = ''] = message.slice(0, DESCRIPTION_MAX).trimStart().split(/[\r\n]/, 1);
  return storableText(line === '' ? words : `${words}: ${line}`, DESCRIPTION_MAX);
}
