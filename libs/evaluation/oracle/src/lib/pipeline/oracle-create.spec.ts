// Proves the defaults of a definition, and that one which no configuration could give is refused loudly.
import { oracleCreate } from './oracle-create';
import { oracleView } from './oracle-view';
import { external, job, needs, pipelineOf } from './pipeline.fixture';

describe('oracleCreate', () => {
  it('lets manual jobs fail unless stated, and no others', () => {
    const { jobs } = pipelineOf([
      job('build-a'),
      job('build-b', { when: 'manual' }),
      job('build-c', { when: 'manual', allowFailure: false }),
    ]);
    expect(jobs.map(({ allowFailure }) => allowFailure)).toEqual([false, true, false]);
  });

  it('has only stages that have a job', () => {
    expect(oracleView(pipelineOf([job('deploy'), external('build')]))).toEqual({
      pipeline: 'running',
      stages: { build: 'running', deploy: 'created' },
      jobs: { deploy: 'created', build: 'running_externally' },
    });
  });

  it.each([
    ['two jobs of one name', [job('build'), job('build')]],
    ['an unlisted stage', [job('release')]],
    ['an external job with a when', [external('build', { when: 'manual' })]],
    ['a need of an absent job', [job('build', needs('nobody'))]],
    ['a need of a later stage', [job('build', needs('test')), job('test')]],
    ['needs in a circle', [job('build-a', needs('build-b')), job('build-b', needs('build-a'))]],
  ])('throws at %s', (_what, jobs) => {
    expect(() => pipelineOf(jobs)).toThrow('Invariant broken');
  });

  it('throws at two stages of one name', () => {
    expect(() => oracleCreate({ stages: ['build', 'build'], jobs: [] })).toThrow('Invariant broken');
  });
});
