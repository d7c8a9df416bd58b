import { expireOverdue } from './expire-overdue';
import { judgeCallback, type OracleVerdict } from './judge-callback';
import type { OracleCallback } from './oracle-event';
import type { OraclePipeline } from './oracle-pipeline';

export type { OracleVerdict } from './judge-callback';

/** Judges a callback that comes now: what is overdue has happened, even if this callback is the first to notice. */
export function oracleVerdict(pipeline: OraclePipeline, callback: OracleCallback): OracleVerdict {
  return judgeCallback(expireOverdue(pipeline), callback);
}
