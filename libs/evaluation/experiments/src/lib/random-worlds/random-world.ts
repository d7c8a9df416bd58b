import { oracleApply, oracleCreate, type OraclePipeline } from '@holdpoint/evaluation-oracle';
import { Random } from '../random';
import { randomDefinition } from './random-definition';
import { randomStep } from './random-step';
import type { World, WorldStep } from './world';

/** Makes up the world of a number; another number makes another world. */
export function randomWorld(seed: number, index: number): World {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const definition = randomDefinition(random);
  const steps: WorldStep[] = [];
  let pipeline: OraclePipeline = oracleCreate(definition);
  for (let left = random.between(3, 14); left > 0; left -= 1) {
    const step = randomStep(random, pipeline);
    steps.push(step);
    for (let delivery = 0; delivery < step.deliveries; delivery += 1) pipeline = oracleApply(pipeline, step.event);
  }
  return { definition, steps };
}
