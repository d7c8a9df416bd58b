import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import { CONDITIONS } from '../schema/vocabulary';

/** The one row that says whether the database is simulated and at which instant its clock stands, if it does. */
@Entity('simulation_clock')
@Check('ck_simulation_clock_only_row', CONDITIONS.onlyRow)
@Check('ck_simulation_clock_simulated', CONDITIONS.simulatedWhenSet)
export class SimulationClockEntity {
  @PrimaryColumn({
    name: 'only_row',
    type: 'boolean',
    default: true,
    primaryKeyConstraintName: 'pk_simulation_clock',
  })
  onlyRow: true;

  /** Marks a database that was once simulated; never taken back. */
  @Column({ type: 'boolean', default: false })
  simulated: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  instant: Instant | null;
}
