import { Injectable } from '@nestjs/common';
import type {
  NewProjectTokenResponse,
  NewTokenResponse,
  ProjectTokenResponse,
  TokenResponse,
} from '@holdpoint/pipeline-contract';
import { mayGrant, mayActFor, membershipsOf, rotatedTokenExpiry, tokenExpiry, tokenLevel } from '@holdpoint/pipeline-domain';
import { AccessTokens, SimulationClock, type IssuedToken, type NewToken, type TokenOwner, type TokenRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import { bearerOf, type Requester } from '../http/input/caller.decorator';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import type { CreateProjectTokenDto, CreateTokenDto, RotateTokenDto } from './token.dto';
import { toTokenFilter } from './token-filter';
import type { PersonalTokenListQueryDto, TokenListQueryDto } from './token-list.dto';
import { toProjectToken, toToken } from './token-responses';

/** Makes, shows and revokes access tokens. */
@Injectable()
export class TokenService {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly clock: SimulationClock,
  ) {}

  async listPersonal(query: PersonalTokenListQueryDto, caller: Requester): Promise<Page<TokenResponse>> {
    const owner = personalOf(caller, query.user_id);
    return toPage(await this.tokens.list(owner, pageRequest(query), toTokenFilter(query)), query, toToken);
  }

  async issuePersonal(userId: number, input: CreateTokenDto, { principal }: Requester): Promise<NewTokenResponse> {
    if (!mayActFor(principal, userId)) throw new ApiError('forbidden');
    const issued = await this.tokens.issuePersonal(userId, await this.newToken(input));
    if (!issued.ok) throw new ApiError(issued.error);
    return { ...toToken(issued.value), token: issued.value.token };
  }

  async getPersonal(id: number, caller: Requester): Promise<TokenResponse> {
    return toToken(await this.findPersonal(id, caller));
  }

  async rotatePersonal(id: number, input: RotateTokenDto, caller: Requester): Promise<NewTokenResponse> {
    await this.findPersonal(id, caller);
    const rotated = await this.rotate(personalOf(caller), id, input);
    return { ...toToken(rotated), token: rotated.token };
  }

  revokePersonal(id: number, caller: Requester): Promise<void> {
    return this.revoke(personalOf(caller), id);
  }

  async listOfProject(projectId: number, query: TokenListQueryDto): Promise<Page<ProjectTokenResponse>> {
    return toPage(await this.tokens.list({ projectId }, pageRequest(query), toTokenFilter(query)), query, toProjectToken);
  }

  async issueForProject(
    projectId: number,
    input: CreateProjectTokenDto,
    { accessLevel }: Requester,
  ): Promise<NewProjectTokenResponse> {
    const level = tokenLevel(accessLevel, input.access_level);
    if (!level.ok) throw new ApiError('level_above_own');
    const issued = await this.tokens.issueForProject(projectId, level.value, await this.newToken(input));
    return { ...toProjectToken(issued), token: issued.token };
  }

  async getOfProject(projectId: number, id: number): Promise<ProjectTokenResponse> {
    return toProjectToken(await this.findOfProject(projectId, id));
  }

  async rotateOfProject(projectId: number, id: number, input: RotateTokenDto, caller: Requester): Promise<NewProjectTokenResponse> {
    await this.findWithinReach(projectId, id, caller);
    const rotated = await this.rotate({ projectId }, id, input);
    return { ...toProjectToken(rotated), token: rotated.token };
  }

  async revokeOfProject(projectId: number, id: number, caller: Requester): Promise<void> {
    await this.findWithinReach(projectId, id, caller);
    await this.revoke({ projectId }, id);
  }

  /** To all but admins the tokens of others, and those that are not there, are alike; GitLab answers them with 401. */
  private async findPersonal(id: number, caller: Requester): Promise<TokenRow> {
    const owner = personalOf(caller);
    const token = await this.tokens.find(owner, id);
    if (!token) throw new ApiError(owner === 'anybody' ? 'token_not_found' : 'token_out_of_reach');
    return token;
  }

  private async findOfProject(projectId: number, id: number): Promise<TokenRow> {
    const token = await this.tokens.find({ projectId }, id);
    if (!token) throw new ApiError('token_not_found');
    return token;
  }

  private async findWithinReach(projectId: number, id: number, { accessLevel }: Requester): Promise<void> {
    const { accessLevel: level } = await this.findOfProject(projectId, id);
    if (level !== null && !mayGrant(accessLevel, level)) throw new ApiError('level_out_of_reach');
  }

  private async rotate(owner: TokenOwner, id: number, { expires_at }: RotateTokenDto): Promise<IssuedToken> {
    const { now } = await this.clock.read();
    const expiry = rotatedTokenExpiry(now, expires_at);
    if (!expiry.ok) throw new ApiError('expiry_invalid');
    const rotated = await this.tokens.rotate(owner, id, expiry.value);
    if (!rotated) throw new ApiError('token_ended');
    return rotated;
  }

  private async revoke(owner: TokenOwner, id: number): Promise<void> {
    if (!(await this.tokens.revoke(owner, id))) throw new ApiError('token_not_found');
  }

  private async newToken({ name, scopes, expires_at }: CreateTokenDto): Promise<NewToken> {
    const { now } = await this.clock.read();
    const expiry = tokenExpiry(now, expires_at);
    if (!expiry.ok) throw new ApiError('expiry_invalid');
    return { name, scopes: [...new Set(scopes)], expiresAt: expiry.value };
  }
}

/** An admin sees the tokens of everybody, or of whom they ask for, anybody else their own; as in GitLab others are refused. */
function personalOf(caller: Requester, asked?: number): TokenOwner {
  if (asked !== undefined && !mayActFor(caller.principal, asked)) throw new ApiError('token_out_of_reach');
  if (asked !== undefined) return { userId: asked };
  const userId = membershipsOf(bearerOf(caller));
  return userId === null ? 'anybody' : { userId };
}
