import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import { MANY_JOBS, type StatementCosts } from './statement-costs';

/** What one way of noticing costs; nothing that a user would see. */
export const costFinding = (variant: string, costs: StatementCosts): Finding => ({
  id: `${variant}.cost`,
  title: `What waiting costs with ${variant}`,
  severity: severityOf('nothing'),
  observation: `${costs.startOne} statements start one job and ${costs.startMany} start ${MANY_JOBS}; ${costs.expireMany} fail them; ${costs.queueRows} rows in the queue.`,
  data: { variant, ...costs },
  reproduction: null,
});
