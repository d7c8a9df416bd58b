import { FrontendMessages, isCommit } from './frontend-messages';
import type { Tap } from './link';

/** Where a connection to the database breaks: the COMMIT never arrives, or its answer does not. */
export type CommitFault = 'commit_lost' | 'answer_lost' | null;

/** Breaks connections to PostgreSQL at a COMMIT; `decide` is asked at each. */
export function cutAtCommit(decide: () => CommitFault): Tap {
  return (link) => {
    const messages = new FrontendMessages();
    let answerIsLost = false;
    return {
      toServer: (data) => {
        const fault = messages.push(data).some(isCommit) ? decide() : null;
        answerIsLost = fault === 'answer_lost';
        if (fault === 'commit_lost') link.cut();
        return fault === 'commit_lost' ? null : data;
      },
      toClient: (data) => {
        if (answerIsLost) link.cut();
        return answerIsLost ? null : data;
      },
    };
  };
}
