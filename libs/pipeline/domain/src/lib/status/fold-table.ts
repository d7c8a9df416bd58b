import type { FoldRow, FoldTable, FoldValue } from './status-model';

/** How a fold takes `running_externally`: as `running`, as a status of its own, or not at all. */
export const FOLD_VARIANTS = ['as_running', 'own_status', 'naive'] as const;

/** One of {@link FOLD_VARIANTS}. */
export type FoldVariant = (typeof FOLD_VARIANTS)[number];

const lenient: readonly FoldValue[] = ['success_with_warnings', 'ignored'];

/**
 * The composite-status table of GitLab (`Gitlab::Ci::Status::Composite`), for one variant of the new status.
 * A variant that does not list the status sends it to the last row: the job is seen as failed.
 */
export function foldTable(variant: FoldVariant): FoldTable {
  return {
    warned: ['failed', 'canceled'],
    ignored: ['manual'],
    rows: [...quietRows, ...executingRows(variant), ...blockedRows],
    otherwise: 'failed',
  };
}

const only = (result: FoldRow['result'], ...of: readonly FoldValue[]): FoldRow => ({
  match: 'only',
  of: [...of, ...lenient],
  result,
});
const any = (result: FoldRow['result'], ...of: readonly FoldValue[]): FoldRow => ({ match: 'any', of, result });

const quietRows: readonly FoldRow[] = [
  { ...any('skipped', 'skipped', 'ignored'), needsOnly: true },
  { match: 'only', of: ['skipped', 'ignored'], result: 'skipped' },
  only('success', 'success', 'skipped'),
  only('created', 'created'),
  only('preparing', 'preparing'),
  only('canceled', 'canceled', 'success', 'skipped'),
  only('pending', 'pending', 'created', 'skipped'),
];

const executingRows = (variant: FoldVariant): readonly FoldRow[] => {
  if (variant === 'as_running') return [any('running', 'running', 'pending', 'running_externally')];
  const running = any('running', 'running', 'pending');
  return variant === 'naive' ? [running] : [running, any('running_externally', 'running_externally')];
};

const blockedRows: readonly FoldRow[] = [
  any('waiting_for_resource', 'waiting_for_resource'),
  any('waiting_for_callback', 'waiting_for_callback'),
  any('manual', 'manual'),
  any('scheduled', 'scheduled'),
  any('preparing', 'preparing'),
  any('running', 'created'),
  any('canceling', 'canceling'),
];
