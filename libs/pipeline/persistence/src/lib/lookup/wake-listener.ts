import type { Instant } from '@holdpoint/kernel';
import { ChannelListener, type ListenerSettings } from './channel-listener';

/** Told of the earliest new wake-up of a batch, or null after a gap in which some may have been missed. */
export type WakeCallback = (at: Instant | null) => void;

/** Hears of wake-ups that other processes have set. */
export class WakeListener {
  private readonly channel: ChannelListener;

  constructor(settings: ListenerSettings) {
    this.channel = new ChannelListener({ channel: 'holdpoint_wake', applicationName: 'holdpoint-wake-listener' }, settings);
  }

  /** Listens from now on; resolves when it does, or when the first try has failed and another is to come. */
  start(onWake: WakeCallback): Promise<void> {
    return this.channel.start((payload) => onWake(payload === null ? null : Number(payload)));
  }

  /** Stops listening; nothing is told afterwards. */
  stop(): Promise<void> {
    return this.channel.stop();
  }
}
