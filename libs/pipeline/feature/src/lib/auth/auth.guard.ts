import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessLevelOf, judgeAccess, type AccessFacts, type Requirement } from '@holdpoint/pipeline-domain';
import type { AuthenticatedRequest, RequestAccess } from '../http/input/caller.decorator';
import { Authenticator } from './authenticator';
import { isInProject } from './project-in-address';
import { PUBLIC_ROUTE } from './public.decorator';
import { reasonOf, refusal } from './refusal-reason';
import { REQUIREMENT } from './requires.decorator';
import { JOB_TOKEN_ROUTE } from './takes-job-token.decorator';

/** Lets only callers pass who may do what a route requires; a route that does not say lets nobody pass. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.read(context, PUBLIC_ROUTE) === true) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const access = await this.authenticator.authenticate(request);
    const facts = this.factsOf(context, request, access);
    const judgement = judgeAccess(facts);
    if (judgement !== 'allowed') throw refusal(reasonOf(judgement));
    request.accessLevel = accessLevelOf(facts);
    return true;
  }

  private factsOf(context: ExecutionContext, request: AuthenticatedRequest, access: RequestAccess): AccessFacts {
    const { principal, project, memberLevel } = access;
    return {
      principal,
      action: ['GET', 'HEAD'].includes(request.method) ? 'read' : 'write',
      requirement: this.read(context, REQUIREMENT) as Requirement | undefined,
      takesJobTokens: this.read(context, JOB_TOKEN_ROUTE) === true,
      project: isInProject(request) ? project && { id: project.id, memberLevel } : undefined,
    };
  }

  private read(context: ExecutionContext, key: string): unknown {
    return this.reflector.getAllAndOverride<unknown>(key, [context.getHandler(), context.getClass()]);
  }
}
