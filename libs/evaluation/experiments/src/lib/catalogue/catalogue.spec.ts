/** The table of integration points: complete, true of the code it names, and true when it is tried. */
import type { ExperimentResult } from '@holdpoint/evaluation-experiment';
import { HOLDPOINT_CI_MODEL, KIND_READERS, SET_READERS } from '@holdpoint/pipeline-domain';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLD_READERS } from '../ablation/place';
import { catalogue } from './catalogue';
import { code, inert, read, type IntegrationPoint } from './integration-point';
import { INTEGRATION_POINTS } from './integration-points';
import { judgePoint } from './judge-point';
import { readersOf } from './places-of';
import { brokenPoint } from './point-finding';
import { referencesOf } from '../ablation/reference';
import { SCENARIOS } from '../ablation/scenarios/scenarios';

const ROOT = join(__dirname, '../../../../../..');
const sources = (directory: string): readonly string[] =>
  readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('node_modules'))
    .map((file) => readFileSync(join(ROOT, directory, file), 'utf8'));

const { machines } = HOLDPOINT_CI_MODEL.statuses;
const transitions = Object.entries(machines).flatMap(([machine, { events }]) => Object.keys(events).map((event) => `${machine}.${event}`));
const statusReaders: readonly string[] = [...Object.keys(SET_READERS), ...FOLD_READERS, ...transitions, 'bridge.mirror', 'deployment.status'];

describe('the table', () => {
  it('has 82 rows, numbered from 1', () => {
    expect(INTEGRATION_POINTS.map(({ number }) => number)).toEqual(Array.from({ length: 82 }, (_, index) => index + 1));
  });

  it('names readers that there are', () => {
    const readers = INTEGRATION_POINTS.flatMap((point) => readersOf(point) ?? []);
    expect(readers.flatMap(({ statuses = [] }) => statuses).filter((reader) => !statusReaders.includes(reader))).toEqual([]);
    expect(readers.flatMap(({ kinds = [] }) => kinds).filter((reader) => !Object.hasOwn(KIND_READERS, reader))).toEqual([]);
    expect(readers.flatMap(({ excludedFrom = [] }) => excludedFrom).filter((set) => HOLDPOINT_CI_MODEL.statuses.sets[set].includes('running_externally'))).toEqual([]);
  });

  it('names symbols that there are', () => {
    const product = sources('libs/pipeline').join('\n');
    const symbols = INTEGRATION_POINTS.flatMap(({ handling }) => (handling.type === 'code' ? handling.symbols : []));
    const declared = (symbol: string): boolean => new RegExp(`(const|function|class|interface|type) ${symbol}\\b`).test(product);
    expect(symbols.filter((symbol) => !declared(symbol))).toEqual([]);
  });
});

describe('the catalogue', () => {
  let result: ExperimentResult;
  const context = { seed: 1, databaseUrl: null, signal: new AbortController().signal, progress: () => undefined };
  beforeAll(async () => {
    result = await catalogue.run(context);
  });

  it('finds every row to be as it says', () => {
    expect(result.broken).toEqual([]);
    expect(result.findings).toHaveLength(82);
  });

  it('finds the same again', async () => {
    expect(await catalogue.run({ ...context, seed: 2 })).toEqual(result);
  });

  it('counts a row as handled only with the scenario that shows it', () => {
    const handled = result.findings.filter(({ data }) => data['handled'] === true);
    expect(handled.length).toBeGreaterThan(20);
    expect(handled.filter(({ data }) => data['scenario'] === null || data['handling'] !== 'readers')).toEqual([]);
  });
});

describe('a row', () => {
  const references = referencesOf(HOLDPOINT_CI_MODEL, SCENARIOS.slice(0, 2));
  const row = (handling: IntegrationPoint['handling']): IntegrationPoint => ({ number: 1, kind: 'status', place: 'Place', decides: 'something', handling });
  const broken = (handling: IntegrationPoint['handling']): string | null => {
    const readers = readersOf(row(handling));
    return brokenPoint(row(handling), readers && judgePoint(HOLDPOINT_CI_MODEL, references, readers));
  };

  it('is broken that claims readers whose forgetting shows nothing', () => {
    expect(broken(read({ statuses: ['pipeline.started_at'] }))).toBe('point 1 (Place) is said to be handled, and no scenario shows it');
    expect(broken(read({ statuses: ['fold.stage'] }))).toBeNull();
  });

  it('is broken that calls readers inert which are not', () => {
    expect(broken(inert('so it is said', { statuses: ['fold.stage'] }))).toBe('point 1 (Place) is said to show nothing, and waits-alone shows wrong_status');
    expect(broken(inert('so it is', { statuses: ['pipeline.started_at'] }))).toBeNull();
  });

  it('of code alone is not tried', () => {
    expect(broken(code('something'))).toBeNull();
  });
});
