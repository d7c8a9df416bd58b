import { Injectable, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessLevelOf, judgeAccess, type AccessFacts, type Requirement } from '@holdpoint/pipeline-domain';
import type { AuthenticatedRequest, RequestAccess } from '../http/input/caller.decorator';
import { asksForSudo } from './asks-for-sudo';
import { Authenticator } from './authenticator';
import { isInProject } from './project-in-address';
import { reasonOf, refusal } from './refusal-reason';
import { REQUIREMENT } from './requires.decorator';
import { JOB_TOKEN_ROUTE } from './takes-job-token.decorator';

/** What serves a route: a method, and the controller that it is of. */
export type RouteHandler = readonly [method: () => unknown, controller: Type];

/** Lets only callers pass who may do what a route requires; a route that does not say lets nobody pass. */
@Injectable()
export class Admission {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  /** Leaves with the request at which level its caller acts; throws the coded error for whoever may not. */
  async admit(request: AuthenticatedRequest, handler: RouteHandler): Promise<void> {
    const facts = this.factsOf(handler, request, await this.authenticator.authenticate(request));
    // Before the project is looked at, so that what is not there answers alike.
    if (asksForSudo(request)) throw refusal('sudo');
    const judgement = judgeAccess(facts);
    if (judgement !== 'allowed') throw refusal(reasonOf(judgement));
    request.accessLevel = accessLevelOf(facts);
  }

  private factsOf(handler: RouteHandler, request: AuthenticatedRequest, access: RequestAccess): AccessFacts {
    const { principal, project, memberLevel } = access;
    return {
      principal,
      action: ['GET', 'HEAD'].includes(request.method) ? 'read' : 'write',
      requirement: this.reflector.getAllAndOverride<Requirement | undefined>(REQUIREMENT, [...handler]),
      takesJobTokens: this.reflector.getAllAndOverride<unknown>(JOB_TOKEN_ROUTE, [...handler]) === true,
      project: isInProject(request) ? project && { id: project.id, memberLevel } : undefined,
    };
  }
}
