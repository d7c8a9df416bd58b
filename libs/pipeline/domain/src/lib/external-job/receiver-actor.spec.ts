/** Under what name a receiver acts. */
import { actorOfReceiver, receiverOfActor } from './receiver-actor';

it.each(['prod', 'receiver', 'receiver:', ''])('a receiver %j is found again by its actor, which is no user of that name', (name) => {
  expect(receiverOfActor(actorOfReceiver(name))).toBe(name);
  expect(actorOfReceiver(name)).not.toBe(name);
});

it('an actor that was stored before receivers had a prefix is the name of its receiver', () => {
  expect(receiverOfActor('prod')).toBe('prod');
  expect(receiverOfActor('my-receiver:')).toBe('my-receiver:');
});
