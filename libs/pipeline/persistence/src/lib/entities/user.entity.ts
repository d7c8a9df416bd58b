import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import { CONDITIONS } from '../schema/vocabulary';

/** Somebody who may call: a person, or the bot that a project's token acts as. */
@Entity('users')
@Unique('uq_users_username', ['username'])
@Index('uq_users_username_in_any_case', { synchronize: false })
@Check('ck_users_type', CONDITIONS.userType)
@Check('ck_users_state', CONDITIONS.userState)
@Check('ck_users_bot_is_no_admin', CONDITIONS.botIsNoAdmin)
export class UserEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_users' })
  id: number;

  @Column({ type: 'text' })
  username: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'user_type', type: 'text', default: 'human' })
  userType: 'human' | 'project_bot';

  /** Whether everything is open to them. */
  @Column({ type: 'boolean', default: false })
  admin: boolean;

  /** The tokens of who is blocked are refused. */
  @Column({ type: 'text', default: 'active' })
  state: 'active' | 'blocked';

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;
}
