/** The checker finds nothing in what is well, and each thing that somebody has tampered with. */
import type { Journal } from '../callers/journal';
import { check } from './check';
import { cleanLedger } from './clean-ledger.fixture';
import type { Ledger } from './ledger';
import type { Promised } from './violation';

type Tamper = (ledger: Ledger) => Partial<Ledger>;

const found = (journal: Journal, ledger: Ledger): readonly Promised[] => [
  ...new Set(check(journal, ledger).map(({ promised }) => promised)),
];

const replace = <T>(rows: readonly T[], index: number, change: Partial<T>): readonly T[] =>
  rows.map((row, at) => (at === index ? { ...row, ...change } : row));

const without = <T>(rows: readonly T[], index: number): readonly T[] => rows.filter((_, at) => at !== index);

const last = <T>(rows: readonly T[]): T => rows[rows.length - 1] as T;

/** What somebody did to the rows, how, and all that must be reported of it. */
const TAMPERED: readonly (readonly [string, Tamper, readonly Promised[]])[] = [
  [
    'an acknowledged callback is not in the ledger',
    ({ callbacks }) => ({ callbacks: without(callbacks, 2) }),
    ['an answer is in the ledger', 'an ending agrees with its callback'],
  ],
  [
    'the match of an acknowledged callback is gone',
    ({ matches }) => ({ matches: without(matches, 4) }),
    ['an answer is in the ledger', 'an ending agrees with its callback'],
  ],
  [
    'the match of a callback that was parked is gone',
    ({ matches }) => ({ matches: without(matches, 2) }),
    ['an answer is in the ledger'],
  ],
  [
    'the match of an acknowledged callback is about another job',
    ({ matches }) => ({ matches: replace(matches, 2, { jobId: 13 }) }),
    ['an answer is in the ledger'],
  ],
  [
    'a callback was stored with another outcome',
    ({ callbacks }) => ({ callbacks: replace(callbacks, 0, { outcome: 'failed' }) }),
    ['an answer is in the ledger', 'an ending agrees with its callback'],
  ],
  [
    'a callback is in the ledger twice',
    ({ callbacks }) => ({ callbacks: [...callbacks, { ...last(callbacks), id: 'nobody' }] }),
    ['a row of the ledger was sent'],
  ],
  [
    'a parked callback was never applied and its job has ended',
    ({ matches }) => ({ matches: without(matches, 3) }),
    ['an ending agrees with its callback'],
  ],
  [
    'a callback was accepted twice',
    ({ matches }) => ({ matches: replace(matches, 1, { verdict: 'accepted' }) }),
    ['a job is accepted once'],
  ],
  [
    'an ending is not in the history',
    ({ history }) => ({ history: without(history, 5) }),
    ['a job ends once', 'history has no gaps', 'history leads to the status'],
  ],
  [
    'a job has ended twice',
    ({ history, pipelines }) => ({
      history: [...history, { ...last(history), seq: 7 }],
      pipelines: replace(pipelines, 0, { historySeq: 7 }),
    }),
    ['a job ends once', 'history leads to the status'],
  ],
  [
    'a job has another status than its ending',
    ({ jobs }) => ({ jobs: replace(jobs, 2, { status: 'failed' }) }),
    ['an ending agrees with its callback', 'history leads to the status'],
  ],
  [
    'the start of a job is not in the history',
    ({ history }) => ({ history: without(history, 0) }),
    ['history has no gaps'],
  ],
  [
    'a line has the number of another',
    ({ history }) => ({ history: replace(history, 5, { seq: 5 }) }),
    ['history has no gaps'],
  ],
  [
    'a job started before its need was over',
    ({ history }) => ({ history: [history[0], history[2], history[1], ...history.slice(3)].map((line, at) => ({ ...line, seq: at + 1 }) as typeof history[0]) }),
    ['a job starts after what it waits for'],
  ],
  [
    'a job started before the stage before it was over',
    ({ history }) => ({ history: [...history.slice(0, 3), history[4], history[3], history[5]].map((line, at) => ({ ...line, seq: at + 1 }) as typeof history[0]) }),
    ['a job starts after what it waits for'],
  ],
  [
    'a pipeline runs on with all its jobs done',
    ({ pipelines }) => ({ pipelines: replace(pipelines, 0, { status: 'running' }) }),
    ['nothing runs when all jobs are done'],
  ],
  [
    'a stage runs on with all its jobs done',
    ({ pipelines: [pipeline] }) => ({ pipelines: pipeline ? [{ ...pipeline, stages: replace(pipeline.stages, 1, { status: 'running' }) }] : [] }),
    ['nothing runs when all jobs are done'],
  ],
  [
    'a pipeline was closed with a job that waits',
    ({ jobs, history, matches, pipelines }) => ({
      jobs: replace(jobs, 2, { status: 'running_externally' }),
      history: without(history, 5),
      matches: without(matches, 4),
      pipelines: replace(pipelines, 0, { historySeq: 5 }),
    }),
    ['an answer is in the ledger', 'nothing runs when all jobs are done'],
  ],
];

describe('the checker', () => {
  it('finds nothing in what is well', () => {
    const { journal, ledger } = cleanLedger();
    expect(check(journal, ledger)).toEqual([]);
  });

  it.each(TAMPERED)('finds that %s', (_, tamper, promised) => {
    const { journal, ledger } = cleanLedger();
    expect(found(journal, { ...ledger, ...tamper(ledger) })).toEqual(promised);
  });

  it('finds an answer that says something else than the ledger', () => {
    const { journal: [first, ...others], ledger } = cleanLedger();
    const answer = first?.answer ?? null;
    if (!first || !answer) throw new Error('the first attempt has an answer');
    const told = { ...first, answer: { ...answer, verdict: 'duplicate' as const } };
    expect(found([told, ...others], ledger)).toEqual(['an answer is in the ledger']);
  });

  it('finds a row that no caller has sent', () => {
    const { journal, ledger } = cleanLedger();
    expect(found(without(journal, 1), ledger)).toEqual(['a row of the ledger was sent']);
  });
});
