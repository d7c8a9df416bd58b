import { selfTimes } from './self-times';

it('adds up what ran by itself, by function and by package, and leaves out waiting', () => {
  const node = (id: number, functionName: string, url: string): object => ({ id, callFrame: { functionName, url, lineNumber: 9 } });
  const nodes = [node(1, '(idle)', ''), node(2, 'parse', 'file:///x/node_modules/@a/b/c.js'), node(3, '', 'file:///x/dist/main.mjs')];
  const times = selfTimes({ nodes, samples: [1, 2, 2, 3], timeDeltas: [9_000, 1_000, 2_000, 500] } as never);
  expect(times.busyMs).toBe(3.5);
  expect([...times.byPackage]).toEqual([['@a/b', 3], ['holdpoint', 0.5]]);
  expect([...times.byFunction.keys()]).toEqual(['parse  @a/b:10', '(anonymous)  holdpoint:10']);
});
