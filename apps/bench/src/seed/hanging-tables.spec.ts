import { hangingTables } from './hanging-tables';

const ref = (source: string, column: string, target: string): { source: string; column: string; target: string } => ({ source, column, target });

it('finds what hangs on a table, near before far, and who owns a row', () => {
  const found = hangingTables('pipelines', [
    ref('needs', 'build_id', 'builds'),
    ref('builds', 'pipeline_id', 'pipelines'),
    ref('builds', 'stage_id', 'stages'),
    ref('stages', 'pipeline_id', 'pipelines'),
    ref('pipelines', 'project_id', 'projects'),
    ref('pipelines', 'bridge_id', 'builds'),
  ]);
  expect(found.map(({ name, owners }) => [name, owners.map(({ column }) => column)])).toEqual([
    ['pipelines', []],
    ['builds', ['pipeline_id']],
    ['stages', ['pipeline_id']],
    ['needs', ['build_id']],
  ]);
  expect(found[0]?.references).toEqual([ref('pipelines', 'bridge_id', 'builds')]);
  expect(found[1]?.references.map(({ target }) => target)).toEqual(['pipelines', 'stages']);
});
