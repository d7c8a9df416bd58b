/** The scripts that the built-in runner understands; nothing is executed. */
import { interpretScript } from './interpret-script';

describe('interpretScript', () => {
  it.each([
    [['true'], 0, 0],
    [['false', 'sleep 5'], 0, 1],
    [['sleep 2', 'sleep 0.5'], 2_500, 0],
    [['sleep 1', 'exit 3', 'sleep 9'], 1_000, 3],
    [['exit 0', 'false'], 0, 0],
    [['sleep forever'], 0, 1],
    [['rm -rf /'], 0, 127],
    [['true\nfalse'], 0, 1],
  ])('%j takes %d ms and exits with %d', (script, durationMs, exitCode) => {
    expect(interpretScript(script)).toMatchObject({ durationMs, exitCode });
  });

  it('prints what is echoed, and the name of a command it does not know', () => {
    expect(interpretScript(['echo hello  there', 'flux push']).output).toEqual(['hello  there', 'flux: command not found']);
  });
});
