import { Injectable, type OnModuleInit } from '@nestjs/common';
import { err, ok } from '@holdpoint/kernel';
import { JOB_TOKEN_PREFIX } from '@holdpoint/pipeline-domain';
import { JobTokens } from '@holdpoint/pipeline-persistence';
import { TokenVerifiers, type TokenVerifier, type Verification } from './token-verifiers';

/** Knows the tokens that are derived for each attempt of an external job. */
@Injectable()
export class JobTokenVerifier implements TokenVerifier, OnModuleInit {
  readonly prefix = JOB_TOKEN_PREFIX;

  constructor(
    private readonly tokens: JobTokens,
    private readonly verifiers: TokenVerifiers,
  ) {}

  onModuleInit(): void {
    this.verifiers.add(this);
  }

  async verify(token: string): Promise<Verification> {
    const job = await this.tokens.verify(token);
    return job ? ok({ type: 'job', ...job, username: `job:${job.jobId}` }) : err('unknown');
  }
}
