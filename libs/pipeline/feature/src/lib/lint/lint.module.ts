import { Module } from '@nestjs/common';
import { ProjectModule } from '../project/project.module';
import { LintController } from './lint.controller';
import { LintService } from './lint.service';

/** Lint. */
@Module({ imports: [ProjectModule], controllers: [LintController], providers: [LintService] })
export class LintModule {}
