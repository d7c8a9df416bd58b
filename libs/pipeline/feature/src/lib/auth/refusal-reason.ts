import type { ErrorCode } from '@holdpoint/pipeline-contract';
import type { AccessJudgement } from '@holdpoint/pipeline-domain';
import type { TokenProblem } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';

/** Why somebody is refused for who they are; `hidden` is a project that is not theirs or not there. */
export type RefusalReason = 'missing' | 'in_address' | 'sudo' | TokenProblem | Exclude<AccessJudgement, 'allowed' | 'unwelcome'>;

/** What each refusal is answered with: strangers hear nothing of projects, and all the same of tokens. */
const REFUSAL_CODES: Readonly<Record<RefusalReason, ErrorCode>> = {
  missing: 'unauthorized',
  in_address: 'token_in_address',
  unknown: 'unauthorized',
  revoked: 'token_revoked',
  expired: 'token_expired',
  blocked: 'account_blocked',
  sudo: 'sudo_unsupported',
  insufficient_scope: 'insufficient_scope',
  hidden: 'project_not_found',
  forbidden: 'forbidden',
};

/** The error that a refused request is answered with, to be thrown. */
export const refusal = (reason: RefusalReason): ApiError => new ApiError(REFUSAL_CODES[reason]);

/** Why a request did not pass; the token of a job is nobody's on a route that takes none. */
export const reasonOf = (judgement: Exclude<AccessJudgement, 'allowed'>): RefusalReason =>
  judgement === 'unwelcome' ? 'unknown' : judgement;
