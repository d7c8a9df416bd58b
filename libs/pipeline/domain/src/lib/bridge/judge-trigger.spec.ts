/** Whether a bridge may trigger its pipeline: rights, depth, size and loops. */
import { judgeTrigger, type TriggerFacts } from './judge-trigger';

describe('judgeTrigger', () => {
  const here = { projectId: 1, ref: 'main', source: 'api' };
  const child = { ...here, source: 'parent_pipeline' };
  const there = { projectId: 2, ref: 'main', source: 'pipeline' };
  const back = { ...here, source: 'pipeline' };
  const facts = (given: Partial<TriggerFacts>): TriggerFacts => ({
    trigger: {},
    downstreamProjectId: 2,
    upstreams: [here],
    hierarchySize: 1,
    permitted: true,
    ...given,
  });
  const include = { trigger: { include: ['child.yml'] }, downstreamProjectId: 1 };

  it.each<[string, Partial<TriggerFacts>, ReturnType<typeof judgeTrigger>]>([
    ['another project', {}, null],
    ['no project', { downstreamProjectId: null, permitted: false }, 'downstream_bridge_project_not_found'],
    ['its own project without include', { downstreamProjectId: 1, hierarchySize: 1_000 }, 'invalid_bridge_trigger'],
    ['a child', include, null],
    ['a grandchild', { ...include, upstreams: [child, here] }, null],
    ['a child of a grandchild', { ...include, upstreams: [child, child, here], hierarchySize: 1_000 }, 'reached_max_descendant_pipelines_depth'],
    ['a child of a child across another project', { ...include, upstreams: [child, back, there] }, null],
    ['another project from a grandchild', { upstreams: [child, child, here] }, null],
    ['the 1,000th pipeline of a tree', { hierarchySize: 999 }, null],
    ['one too many', { hierarchySize: 1_000, permitted: false }, 'reached_max_pipeline_hierarchy_size'],
    ['what the user may not run', { permitted: false, upstreams: [back, there, back, there, back] }, 'insufficient_bridge_permissions'],
    ['the second time round', { upstreams: [back, there, back, there, here] }, null],
    ['the third time round', { upstreams: [back, there, back, there, back, there, here] }, 'pipeline_loop_detected'],
    ['three refs of one project', { upstreams: ['a', 'b', 'c'].map((ref) => ({ ...back, ref })) }, null],
    ['a child within a loop', { ...include, upstreams: [back, there, back, there, back] }, null],
    ['children are not counted', { upstreams: [child, child, child, here] }, null],
  ])('%s', (_name, given, expected) => expect(judgeTrigger(facts(given))).toBe(expected));
});
