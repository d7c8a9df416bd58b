import { Module } from '@nestjs/common';
import { MemberController } from './member.controller';
import { MemberService } from './member.service';
import { OwnTokenController } from './own-token.controller';
import { OwnTokenService } from './own-token.service';
import { PersonalTokenController } from './personal-token.controller';
import { ProjectTokenController } from './project-token.controller';
import { TokenService } from './token.service';
import { UserController } from './user.controller';
import { UserService } from './user.service';

/** Who there is, what they may do in projects, and their tokens. */
@Module({
  controllers: [UserController, MemberController, OwnTokenController, PersonalTokenController, ProjectTokenController],
  providers: [UserService, MemberService, OwnTokenService, TokenService],
})
export class AccessModule {}
