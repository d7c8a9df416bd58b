import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CommitEntity } from './commit.entity';
import { ProjectEntity } from './project.entity';

/** A branch: a name for a commit. */
@Entity('branches')
@Index('ix_branches_commit', ['commitId'])
export class BranchEntity {
  @ForeignKey(() => ProjectEntity, { name: 'fk_branches_project', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'project_id', type: 'bigint', primaryKeyConstraintName: 'pk_branches' })
  projectId: number;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_branches' })
  name: string;

  @ForeignKey(() => CommitEntity, { name: 'fk_branches_commit', onDelete: 'CASCADE' })
  @Column({ name: 'commit_id', type: 'bigint' })
  commitId: number;
}
