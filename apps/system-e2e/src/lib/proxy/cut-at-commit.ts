import { FrontendMessages, isCommit } from './frontend-messages';
import type { Tap } from './link';

/** Where a connection to the database breaks: the COMMIT never arrives, or its answer does not. */
export type CommitFault = 'commit_lost' | 'answer_lost' | null;

/** The answer to a COMMIT, of a transaction that had failed too. Answers of statements before it may come in pieces of their own. */
const COMMIT_ANSWER = /C\0\0\0.(COMMIT|ROLLBACK)\0/s;

/**
 * Breaks connections to PostgreSQL at a COMMIT; `decide` is asked at each. Where the answer is lost the connection holds
 * until it has come: a server that finds its client gone at an earlier answer rolls back instead.
 */
export function cutAtCommit(decide: () => CommitFault): Tap {
  return (link) => {
    const messages = new FrontendMessages();
    let answerIsLost = false;
    let swallowed = '';
    return {
      toServer: (data) => {
        const fault = messages.push(data).some(isCommit) ? decide() : null;
        answerIsLost ||= fault === 'answer_lost';
        if (fault === 'commit_lost') link.cut();
        return fault === 'commit_lost' ? null : data;
      },
      toClient: (data) => {
        if (!answerIsLost) return data;
        swallowed += data.toString('latin1');
        if (COMMIT_ANSWER.test(swallowed)) link.cut();
        return null;
      },
    };
  };
}
