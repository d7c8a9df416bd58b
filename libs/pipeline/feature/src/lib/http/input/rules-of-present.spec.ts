/** Proves that to look at what is there alone refuses and accepts what looking at everything does, in the same words. */
import type { Type as Class } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import * as fc from 'fast-check';
import { CommitStatusDto } from '../../commit-status/commit-status.dto';
import { PipelineCallbackDto } from '../../external-job/pipeline-callback.dto';
import { CreatePipelineDto, PipelineVariableDto } from '../../pipeline/create-pipeline.dto';
import { PipelineListQueryDto } from '../../pipeline/pipeline-list.dto';
import { parametersOf } from './pick-parameters';
import { rulesOfPresent } from './rules-of-present';

const OPTIONS = { whitelist: true, stopAtFirstError: true, forbidUnknownValues: false };

/** Variables come by themselves before they come as items: their rules are in groups by then. */
const CLASSES: readonly Class<object>[] = [PipelineCallbackDto, CommitStatusDto, PipelineListQueryDto, PipelineVariableDto, CreatePipelineDto];

const value = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 'main', 'success', 'a'.repeat(300), 'https://example.com', 'ftp://x', '2026-11-29', 'asc'),
  fc.constantFrom(0, -1, 1, 50, 101, 2 ** 60, Number.NaN, true, false),
  fc.constantFrom([], {}, ['a'], { a: 1 }, [{ key: 'A', value: '1' }], [{ key: 'A' }], [{ key: '-', value: 'x' }], [{ key: 'A', value: '1', variable_type: 'file' }]),
);

const inputOf = (type: Class<object>): fc.Arbitrary<object> =>
  fc.record(Object.fromEntries(parametersOf(type).map((name) => [name, value])), { requiredKeys: [] });

/** What is wrong with an input, and what is left of it. */
async function judged(type: Class<object>, input: object, looking: (instance: object) => object): Promise<unknown> {
  const instance = plainToInstance(type, structuredClone(input));
  const errors = await validate(instance, { ...OPTIONS, ...looking(instance) });
  return { errors: errors.map(({ property, constraints, children }) => ({ property, constraints, children: JSON.stringify(children) })), left: { ...instance } };
}

it.each(CLASSES.map((type) => [type.name, type] as const))('judges every %s alike', async (_name, type) => {
  await fc.assert(
    fc.asyncProperty(inputOf(type), async (input) => {
      expect(await judged(type, input, rulesOfPresent)).toEqual(await judged(type, input, () => ({})));
    }),
    { numRuns: 300 },
  );
});

it('looks at a report that gives two parameters by the rules of two', () => {
  const { groups, always } = rulesOfPresent(plainToInstance(PipelineCallbackDto, { job_status: 'success', job_name: 'wait' }));
  expect([groups, always]).toEqual([['job_status', 'job_name'], true]);
});
