import { MINUTE_MS, SECOND_MS, type Instant } from '@holdpoint/kernel';
import type { Random } from '../../random';
import type { WorldOptions } from './world-options';

/** Pushes, and so pipelines, of one world. */
export const PUSHES = 10;

const HEX_OF_SHA = 40;
const HEX_OF_DIGEST = 64;

const FATES = ['applies', 'applies', 'applies', 'applies', 'applies', 'applies', 'fails', 'fails_once'] as const;

/** A commit that is pushed, and the times of its pipeline. */
export interface Push {
  /** Place in the order of the pushes. */
  readonly place: number;
  readonly sha: string;
  readonly digest: string;
  /** What comes of it where Flux does not skip it; `fails_once` applies at the second try. */
  readonly fate: (typeof FATES)[number];
  readonly pushedAt: Instant;
  readonly pipelineAt: Instant;
  /** When the build has pushed the artifact. */
  readonly artifactAt: Instant;
  /** When the build ends, and the external job begins to wait. */
  readonly builtAt: Instant;
  /** When the artifact is registered, where it is. */
  readonly registeredAt: Instant;
}

/** Draws the pushes of a world, oldest first. */
export function drawPushes(random: Random, { pace: [from, to] }: Pick<WorldOptions, 'pace'>): readonly Push[] {
  let pushedAt = 0;
  return Array.from({ length: PUSHES }, (_, place) => {
    pushedAt += random.between(from, to);
    return drawPush(random, place, pushedAt);
  });
}

/** One pipeline in ten is late because its webhook was, one registration in ten because its call was tried again. */
function drawPush(random: Random, place: number, pushedAt: Instant): Push {
  const pipelineAt = pushedAt + SECOND_MS + (random.chance(10) ? random.between(0, 2 * MINUTE_MS) : 0);
  const builtAt = pipelineAt + random.between(30 * SECOND_MS, 2 * MINUTE_MS);
  const artifactAt = builtAt - random.between(1 * SECOND_MS, 20 * SECOND_MS);
  const registeredAt = artifactAt + SECOND_MS + (random.chance(10) ? random.between(MINUTE_MS, 5 * MINUTE_MS) : 0);
  const [sha, digest] = [random.hex(HEX_OF_SHA), `sha256:${random.hex(HEX_OF_DIGEST)}`];
  return { place, sha, digest, fate: random.pick(FATES), pushedAt, pipelineAt, artifactAt, builtAt, registeredAt };
}
