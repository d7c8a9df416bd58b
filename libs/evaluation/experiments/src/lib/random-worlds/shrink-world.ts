import { smallerWorlds } from './smaller-worlds';
import type { World } from './world';

/** Makes a world that fails as small as it gets: nothing can be taken from the answer without it passing. */
export async function shrinkWorld(world: World, fails: (world: World) => Promise<boolean>): Promise<World> {
  for (const smaller of smallerWorlds(world)) if (await fails(smaller)) return shrinkWorld(smaller, fails);
  return world;
}
