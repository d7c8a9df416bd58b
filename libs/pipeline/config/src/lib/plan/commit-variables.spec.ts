/** The title and the description that GitLab's `Commit` makes of a message. */
import { commitVariables } from './commit-variables';

const LONG = 'x'.repeat(100);

function partsOf(message: string): readonly (string | undefined)[] {
  const variables = new Map(commitVariables(message));
  return [variables.get('CI_COMMIT_TITLE'), variables.get('CI_COMMIT_DESCRIPTION')];
}

it.each<[string, string, string]>([
  ['Add it', 'Add it', ''],
  ['Add it\n', 'Add it', ''],
  ['Add it\n\nBecause.\n', 'Add it', '\nBecause.'],
  ['Add it\nBecause.\n\n', 'Add it', 'Because.\n'],
  ['Add it\r\n\r\nBecause.\r\n', 'Add it', '\r\nBecause.'],
  ['Add it\rBecause.', 'Add it', ''],
  ['\nAdd it', '', 'Add it'],
  [LONG.slice(1), LONG.slice(1), ''],
  [`${LONG.slice(1)}\nBecause.`, LONG.slice(1), 'Because.'],
  [LONG, LONG, LONG],
  [`${LONG}\nBecause.\n`, LONG, `${LONG}\nBecause.\n`],
  ['\u{1F600}'.repeat(99), '\u{1F600}'.repeat(99), ''],
  [' \n ', 'No commit message', 'No commit message'],
  ['', '', ''],
])('%j', (message, title, description) => {
  expect(partsOf(message)).toEqual([title, description]);
});

it('are cut at 100,000 bytes, between characters', () => {
  const message = `x${'\u{1F600}'.repeat(25_000)}`;
  expect(new Map(commitVariables(message))).toEqual(
    new Map([
      ['CI_COMMIT_MESSAGE', message.slice(0, -2)],
      ['CI_COMMIT_MESSAGE_IS_TRUNCATED', 'true'],
      ['CI_COMMIT_TITLE', message.slice(0, -2)],
      ['CI_COMMIT_DESCRIPTION', message.slice(0, -2)],
    ]),
  );
  expect(new Map(commitVariables(message.slice(1))).get('CI_COMMIT_MESSAGE_IS_TRUNCATED')).toBe('false');
});
