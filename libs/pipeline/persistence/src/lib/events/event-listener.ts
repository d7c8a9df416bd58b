import { ChannelListener, type ListenerSettings } from '../lookup/channel-listener';
import { EVENT_CHANNEL } from './append-events';

/** Told of the id of the last event of a batch, or null after a gap in which some may have been missed. */
export type EventCallback = (lastId: number | null) => void;

/** Hears that events were stored, by whatever process. */
export class EventListener {
  private readonly channel: ChannelListener;

  constructor(settings: ListenerSettings) {
    this.channel = new ChannelListener({ channel: EVENT_CHANNEL, applicationName: 'holdpoint-event-listener' }, settings);
  }

  /** Listens from now on; resolves when it does, or when the first try has failed and another is to come. */
  start(onEvents: EventCallback): Promise<void> {
    return this.channel.start((payload) => onEvents(payload === null ? null : Number(payload)));
  }

  /** Stops listening; nothing is told afterwards. It may be started again. */
  stop(): Promise<void> {
    return this.channel.stop();
  }
}
