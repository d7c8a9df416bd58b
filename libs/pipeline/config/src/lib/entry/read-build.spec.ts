/** Keywords of builds that GitLab checks and that have no effect here. */
import { messagesOf } from '../testing/config.fixture';

describe('manual_confirmation', () => {
  it.each(['script: x, when: manual, manual_confirmation: Sure?', 'script: x, manual_confirmation: Sure?', 'script: x, manual_confirmation: ""', 'script: x, manual_confirmation: ~'])(
    'is taken: %s',
    (job) => {
      expect(messagesOf(`a: { ${job} }`)).toEqual([]);
    },
  );

  it.each(['[Sure?]', '1', 'true', '{ a: b }'])('is no text: %s', (value) => {
    expect(messagesOf(`a: { script: x, when: manual, manual_confirmation: ${value} }`)).toEqual(['jobs:a manual confirmation should be a string']);
  });

  it.each([
    ['trigger: a/b, when: manual', 'jobs:a config contains unknown keys: manual_confirmation'],
    ['external: true', 'jobs:a config contains unknown keys: manual_confirmation'],
  ])('is for builds alone, not beside %s', (job, message) => {
    expect(messagesOf(`a: { ${job}, manual_confirmation: Sure? }`)).toEqual([message]);
  });
});
