import { cutBytes } from '../value/cut-text';

/** GitLab's `GITLAB_CI_MAX_COMMIT_MESSAGE_SIZE_IN_BYTES`. */
const MESSAGE_BYTES = 100_000;

/** From that many characters on a title counts as a part of the description. */
const LONG_TITLE_CHARS = 100;

/** GitLab's title and description of a commit whose message is blank. */
const NO_MESSAGE = 'No commit message';

/**
 * GitLab's predefined variables of a commit's message; an empty one is of no commit. The description is all behind the
 * first line, the empty line included. Source: GitLab's `Gitlab::Ci::Variables::Builder::Pipeline` and `Commit`.
 */
export function commitVariables(message: string): readonly (readonly [string, string])[] {
  const cut = (text: string): string => cutBytes(text, MESSAGE_BYTES);
  const isBlank = message !== '' && message.trim() === '';
  const cutMessage = cut(message);
  return [
    ['CI_COMMIT_MESSAGE', cutMessage],
    ['CI_COMMIT_MESSAGE_IS_TRUNCATED', String(cutMessage !== message)],
    ['CI_COMMIT_TITLE', isBlank ? NO_MESSAGE : cut(titleOf(message))],
    ['CI_COMMIT_DESCRIPTION', isBlank ? NO_MESSAGE : cut(descriptionOf(message))],
  ];
}

const titleOf = (message: string): string => message.split(/[\r\n]/, 1)[0] ?? '';

function descriptionOf(message: string): string {
  if ([...titleOf(message)].length >= LONG_TITLE_CHARS) return message;
  const end = message.indexOf('\n');
  return end === -1 ? '' : message.slice(end + 1).replace(/(?:\r\n|\r|\n)$/, '');
}
