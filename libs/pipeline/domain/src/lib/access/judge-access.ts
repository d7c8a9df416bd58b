import { ACCESS_LEVELS, type AccessLevel } from './access-level';
import type { Bearer, Principal } from './principal';
import { REQUIREMENTS, type Requirement } from './requirement';
import { SCOPES_FOR } from './token-scope';

/** What is known of a request when it is judged. */
export interface AccessFacts {
  readonly principal: Principal;
  readonly action: 'read' | 'write';
  /** What the route requires; undefined when it does not say, and then nobody may. */
  readonly requirement: Requirement | undefined;
  /** Whether the route takes the token of a job. */
  readonly takesJobTokens: boolean;
  /** The project in the address; null for one that is not there, undefined for a route without one. */
  readonly project: { readonly id: number; readonly memberLevel: AccessLevel | null } | null | undefined;
}

/** How a request is judged; `hidden` answers as if the project were not there. */
export type AccessJudgement = 'allowed' | 'unwelcome' | 'insufficient_scope' | 'hidden' | 'forbidden';

/**
 * Whether a request may pass: the one rule for every route. What a token can do at all comes first, because that gives
 * nothing away about the project; then whether the project may be seen; then what may be done in it.
 */
export function judgeAccess(facts: AccessFacts): AccessJudgement {
  const { principal, requirement, action, project } = facts;
  if (requirement === undefined) return 'forbidden';
  if (principal.type === 'job') return judgeJob(principal.projectId, facts);
  if (!opens(requirement, principal, action)) return 'insufficient_scope';
  const level = accessLevelOf(facts);
  if (project !== undefined && level === null) return 'hidden';
  return meets(requirement, principal, level) ? 'allowed' : 'forbidden';
}

function opens(requirement: Requirement, { scopes }: Bearer, action: AccessFacts['action']): boolean {
  return 'anyScope' in REQUIREMENTS[requirement] || scopes.some((scope) => SCOPES_FOR[action].includes(scope));
}

/** The level at which a principal acts in a project: an admin is everywhere as good as an owner; null for a stranger. */
export function accessLevelOf({ principal, project }: Pick<AccessFacts, 'principal' | 'project'>): AccessLevel | null {
  if (!project || principal.type === 'job') return null;
  if (principal.type === 'user' && principal.admin) return ACCESS_LEVELS.owner;
  if (principal.type === 'project_bot' && principal.projectId !== project.id) return null;
  return project.memberLevel;
}

/** Whether someone at this level may cancel a job by force. Source: GitLab's `maintainer_access`. */
export const mayForceCancel = (level: AccessLevel | null): boolean => level !== null && level >= ACCESS_LEVELS.maintainer;

/** The token of a job opens the few routes that say so, in its own project. */
function judgeJob(projectId: number, { takesJobTokens, project }: AccessFacts): AccessJudgement {
  if (!takesJobTokens) return 'unwelcome';
  return project?.id === projectId ? 'allowed' : 'hidden';
}

function meets(requirement: Requirement, principal: Bearer, level: AccessLevel | null): boolean {
  const { who, level: least } = REQUIREMENTS[requirement];
  if (who !== 'anyone' && principal.type !== 'user') return false;
  if (who === 'admin' && !(principal.type === 'user' && principal.admin)) return false;
  return least === null || (level !== null && level >= least);
}
