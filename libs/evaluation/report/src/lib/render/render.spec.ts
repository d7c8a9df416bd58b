/** Every format can hold any text, the page needs no script, and JUnit has a case for each invariant. */
import { SEVERITIES } from '@holdpoint/evaluation-experiment';
import { findingsOnly } from '../report';
import { experiment, finding, hostileReport, report } from '../report.fixture';
import { renderHtml } from './html/render-html';
import { renderJunit } from './render-junit';
import { renderMarkdown } from './render-markdown';

/** Style sheets: the page's, and that of a drawing. */
const STYLES = /<style ?>(?:[^<]|<!\[CDATA\[)*<\/style>/g;

const VOID = ['!doctype', '?xml', 'meta', 'input'];

/** Walks the tags and answers the elements; throws where one is not closed, or where anything is left that looks like markup. */
function elements(text: string): readonly string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [tag] of text.replace(STYLES, '').matchAll(/<[^>]*>?/g)) {
    const [, slash, name = ''] = /^<(\/?)([?!]?[a-z0-9]+)((?: [a-z_:-]+(?:="[^"<>]*")?)*)[?/]?>$/i.exec(tag) ?? [];
    if (name === '') throw new Error(`no tag: ${tag}`);
    if (slash) expect(open.pop()).toBe(name);
    else seen.push(name);
    if (!slash && !tag.endsWith('/>') && !VOID.includes(name)) open.push(name);
  }
  expect(open).toEqual([]);
  return seen;
}

/** Every `&` of a text begins a reference. */
const strayAmpersands = (text: string): readonly string[] => text.match(/&(?!(amp|lt|gt|quot|#39);)/g) ?? [];

describe('the page', () => {
  it('has no script, no handler, no link to anywhere else, and allows itself none', () => {
    const html = renderHtml(hostileReport);
    const seen = elements(html);
    expect(seen).toContain('table');
    for (const name of ['script', 'link', 'img', 'iframe', 'form', 'object']) expect(seen).not.toContain(name);
    expect(html.match(/ on[a-z]+="/g)).toBeNull();
    expect(html.match(/(href|src)="(?!reproductions\/)/g)).toBeNull();
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('escapes whatever an experiment says', () => {
    const html = renderHtml(hostileReport);
    expect(strayAmpersands(html.replace(STYLES, ''))).toEqual([]);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; ]]&gt;');
  });

  it('filters by severity with a box and a rule for each', () => {
    const html = renderHtml(report(experiment({ findings: SEVERITIES.map((severity) => finding({ id: severity, severity })) })));
    for (const name of SEVERITIES) {
      expect(html).toContain(`id="show-${name}" checked`);
      expect(html).toContain(`#show-${name}:not(:checked) ~ main tr.${name} { display: none }`);
      expect(html).toContain(`<tr class="${name}">`);
    }
  });

  it('shows a reproduction in full and leads to its file', () => {
    const html = renderHtml(report(experiment({ findings: [finding({ severity: 'high', reproduction: 'config:\n  a: <b>\n' })] })));
    expect(html).toContain('<a href="reproductions/tiny-one.yml">tiny-one.yml</a>');
    expect(html).toContain('<pre>config:\n  a: &lt;b&gt;\n</pre>');
  });
});

describe('Markdown', () => {
  it('answers first, by rules that it states, then lists everything', () => {
    const text = renderMarkdown(report(experiment({ findings: [finding({ severity: 'high', title: 'A | B', observation: 'Stuck.' })] })));
    expect(text.match(/^##? .*$/gm)).toEqual([
      '# External jobs: complexity and risk',
      '## How complex is it?',
      '## What is risky?',
      '## What breaks first?',
      '## What should be built, and what not?',
      '## Which places must know of it?',
      '## Experiments',
      '## Measured on this machine',
    ]);
    expect(text).toContain('High. Of 1 things that were tried, a user would see 1: 1 high.');
    expect(text).toContain('| high | side\\_effects | A \\| B | Stuck. | – |');
  });

  it('says nothing of this machine in a report of findings alone', () => {
    expect(renderMarkdown(findingsOnly(report(experiment())))).not.toMatch(/machine|12\.3/);
  });

  it('lets no text begin a tag, a link, a cell or a line', () => {
    const text = renderMarkdown(hostileReport);
    expect(text.match(/(?<!\\)<|(?<!\\)`|(?<!\\)\]\(javascript/g)).toBeNull();
    expect(text.match(/^# .*$/gm)).toHaveLength(1);
    for (const [row] of text.matchAll(/^\| (critical|high) .*$/gm)) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  });
});

describe('JUnit', () => {
  it('has a suite for each experiment and a case for each invariant', () => {
    const held = experiment();
    const broken = experiment({ id: 'bad', broken: ['It ends.', 'Said otherwise.'], summary: 'It went on.' });
    const crashed = experiment({ id: 'worse', crash: 'It fell.' });
    const leftOut = experiment({ id: 'absent', leftOut: true, summary: 'There was no database.' });
    const xml = renderJunit(report(held, broken, crashed, leftOut));
    expect(elements(xml).filter((name) => name === 'testcase')).toHaveLength(2 + 3 + 1 + 2);
    expect(xml).toContain('<testsuites name="evaluation" tests="8" failures="2" errors="1" skipped="2">');
    expect(xml).toContain('<testsuite name="tiny" tests="2" failures="0" errors="0" skipped="0">');
    expect(xml).toContain('name="It ends."><skipped message="There was no database."/>');
    expect(xml).toContain('name="It ends."><failure message="It ends.">It went on.</failure>');
    expect(xml).toContain('<error message="It fell."/>');
  });

  it('is well-formed whatever an experiment says', () => {
    const xml = renderJunit(hostileReport);
    elements(xml);
    expect(strayAmpersands(xml)).toEqual([]);
    expect(xml).not.toContain(']]>');
    // All that XML 1.0 takes for a character.
    expect([...xml].filter((letter) => !/[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(letter))).toEqual([]);
  });
});
