/** On a terminal a bar is drawn over itself; elsewhere there are lines that a log can hold. */
import { LineProgress } from './line-progress';
import { TerminalProgress } from './terminal-progress';

let written = '';
const write = (text: string): void => void (written += text);
beforeEach(() => (written = ''));

it('draws a bar over itself, only when it changes, and leaves a line for what has ended', () => {
  const progress = new TerminalProgress(write);
  progress.begin('fold', 2, 3);
  for (const done of [1, 2, 2, 1_000, 2_000]) progress.advance(done, 2_000);
  progress.end('fold: held');
  const [empty, half, full, end, ...rest] = written.split('\r\u001b[2K').slice(1);
  expect(empty).toMatch(/^░{24} 0 % \[2\/3\] fold$/);
  expect(half).toMatch(/^█{12}░{12} 50 % \[2\/3\] fold$/);
  expect(full).toMatch(/^█{24} 100 % \[2\/3\] fold$/);
  expect([end, rest]).toEqual(['fold: held\n', []]);
});

it('takes no total and too much done for what they are', () => {
  const progress = new TerminalProgress(write);
  progress.begin('fold', 1, 1);
  progress.advance(0, 0);
  expect(written).toMatch(/░ 0 % \[1\/1\] fold$/);
  progress.advance(5, 4);
  expect(written).toMatch(/█ 100 % \[1\/1\] fold$/);
});

it('writes lines where there is no terminal', () => {
  const progress = new LineProgress(write);
  progress.begin('fold', 2, 3);
  progress.advance();
  progress.end('fold: held');
  expect(written).toBe('[2/3] fold …\nfold: held\n');
});
