/** What a run prints and ends with: nothing for what passed, every difference for what failed, the counts last. */
import { Report } from './report';

describe('Report', () => {
  let printed = '';
  beforeEach(() => {
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it('counts what passed and ends with 0', () => {
    const report = new Report('memory');
    report.add({ name: 'a.yml', failure: null });
    expect(report.close()).toBe(0);
    expect(printed).toMatch(/^store: memory; 1 cases in .* s\n1 passed, 0 failed\n$/);
  });

  it('prints what differs and ends with 1', () => {
    const report = new Report('memory');
    report.add({ name: 'a.yml', failure: { step: 'init', lines: ['job x: expected success, got failed'] } });
    expect(report.close()).toBe(1);
    expect(printed).toMatch(/^FAILED a.yml, init\n {2}job x: expected success, got failed\n/);
    expect(printed).toMatch(/\n0 passed, 1 failed\n$/);
  });

  it('ends with 1 when nothing was run', () => {
    expect(new Report('memory').close()).toBe(1);
  });
});
