/** The part of V8's `.cpuprofile` that is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of the nodes that were running. */
  readonly samples: readonly number[];
  /** Microseconds between samples. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

/** Time spent in functions themselves, not in what they call; waiting is left out. */
export interface SelfTimes {
  readonly busyMs: number;
  readonly byFunction: ReadonlyMap<string, number>;
  readonly byPackage: ReadonlyMap<string, number>;
}

/** Adds up the samples of a profile. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): SelfTimes {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [byFunction, byPackage] = [new Map<string, number>(), new Map<string, number>()];
  let busyMs = 0;
  for (const [index, id] of samples.entries()) {
    const [frame, ms] = [frames.get(id), (timeDeltas[index] ?? 0) / 1_000];
    if (!frame || frame.functionName === '(idle)' || frame.functionName === '(root)') continue;
    busyMs += ms;
    const where = packageOf(frame.url);
    add(byPackage, where, ms);
    add(byFunction, `${frame.functionName || '(anonymous)'}  ${where}:${frame.lineNumber + 1}`, ms);
  }
  return { busyMs, byFunction, byPackage };
}

const add = (times: Map<string, number>, name: string, ms: number): unknown => times.set(name, (times.get(name) ?? 0) + ms);

function packageOf(url: string): string {
  if (url === '') return 'V8 and native';
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name ?? (url.startsWith('node:') ? url : 'holdpoint');
}
