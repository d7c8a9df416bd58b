/** Proves that PostgreSQL reads from sent rows what was put into them, whatever the text. */
import fc from 'fast-check';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { arraysOf, column, relationOf } from './sent-rows';

interface Row {
  readonly text: string | null;
  readonly number: number | null;
  readonly flag: boolean | null;
  readonly json: unknown;
}

const COLUMNS = [
  column<Row>('text', 'text', ({ text }) => text),
  column<Row>('number', 'bigint', ({ number }) => number),
  column<Row>('flag', 'boolean', ({ flag }) => flag),
  column<Row>('json', 'json', ({ json }) => json),
];

let subject: PgSubject;
beforeAll(async () => (subject = await createPgSubject()));
afterAll(() => subject.dispose());

async function readBack(rows: readonly Row[]): Promise<readonly Row[]> {
  const { rows: read } = await subject.pool.query<Row>(`SELECT * FROM ${relationOf(COLUMNS, 1)} row`, arraysOf(COLUMNS, rows));
  return read;
}

const textRow = (text: string): Row => ({ text, number: null, flag: null, json: { [text]: text } });

it('texts that mean something in an array', async () => {
  const rows = ['', ' ', 'null', 'NULL', 'Null', '"', '\\', '\\"', '{', '}', '{}', ',', 'a,b', '\n', '\t', '$&', '$1', "'", 'ä', '💡', '-', '1'].map(textRow);
  expect(await readBack(rows)).toEqual(rows);
});

it('no rows, and rows of nothing', async () => {
  const nothing: Row = { text: null, number: null, flag: null, json: null };
  expect(await readBack([])).toEqual([]);
  expect(await readBack([nothing, nothing])).toEqual([nothing, nothing]);
});

it('any rows', async () => {
  const text = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', ',', ' ', 'n', 'u', 'l', '$', '&', 'é') });
  const row = fc.record({ text: fc.option(text), number: fc.option(fc.maxSafeInteger()), flag: fc.option(fc.boolean()), json: fc.dictionary(text, text) });
  await fc.assert(
    fc.asyncProperty(fc.array(row), async (rows) => expect(await readBack(rows)).toEqual(rows.map((sent) => ({ ...sent, json: { ...sent.json } })))),
    { numRuns: 100 },
  );
});
