import { parseProcStat, parsePssMib } from './parse-proc';

it('reads times and parent, whatever the name holds', () => {
  const stat = '4711 (post) gres (x) S 42 4711 4711 0 -1 4194560 900 800 0 0 150 50 7 3 20 0 1 0 12345 0 0';
  expect(parseProcStat(stat)).toEqual({ name: 'post) gres (x', parent: 42, own: 200, reaped: 10 });
});

it('reads the proportional set size', () => {
  expect(parsePssMib('7f00-7fff rw [rollup]\nRss:  900 kB\nPss:              51200 kB\nPss_Dirty:  100 kB\n')).toBe(50);
  expect(parsePssMib('Rss: 1 kB\n')).toBeNaN();
});
