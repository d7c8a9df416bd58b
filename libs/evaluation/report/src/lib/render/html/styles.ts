import { SEVERITIES } from '@holdpoint/evaluation-experiment';
import { Markup } from '../markup';

/** Hides rows of a severity while its box is not ticked: the filter works by style alone. */
const FILTERS = SEVERITIES.map((name) => `#show-${name}:not(:checked) ~ main tr.${name} { display: none }`).join('\n');

/** The style sheet of the page: for screens of any width, dark ones too, and for paper. */
export const STYLES = new Markup(`
:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2430, #e6e9ef); --soft: light-dark(#5b6575, #9aa5b5); --line: light-dark(#d9dee6, #343c49);
  --paper: light-dark(#fff, #171b22); --band: light-dark(#f4f6f9, #1f252e);
  --critical: #a30f36; --high: #c2410c; --medium: #8a6a00; --low: #2f6aa8; --none: #5f6b7a;
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.2; text-wrap: balance } h2 { margin-top: 2.5rem }
.answer { font-size: 1.15rem } .rule, .about, .note { color: var(--soft); font-size: .9rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .92rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); min-width: 5rem }
th { background: var(--band) } td:has(> .chip) { white-space: nowrap }
.chip { color: #fff; border-radius: .6rem; padding: .05rem .55rem; font-size: .82rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dt { color: var(--soft) } dd { margin: 0 }
article { border-top: 1px solid var(--line); padding-top: .5rem; margin-top: 2rem }
pre { background: var(--band); padding: .75rem; overflow-x: auto; font-size: .85rem }
figure { margin: 1rem 0 } .bar { display: flex; height: 1.2rem; border-radius: .3rem; overflow: hidden; background: var(--band) }
.family { display: grid; grid-template-columns: 9rem 1fr; gap: .75rem; align-items: center; margin: .3rem 0 }
input.show { margin: 0 .3rem 0 0; accent-color: var(--ink) } label.show { margin-right: 1rem }
${SEVERITIES.map((name) => `.fill-${name} { background: var(--${name}) }`).join('\n')}
${FILTERS}
@media (max-width: 40rem) { body { padding: .75rem } dl, .family { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .4rem } }
@media print { body { max-width: none; padding: 0; font-size: 10pt } .show, .filter { display: none }
  .bar, .chip { print-color-adjust: exact } tr, h2, h3 { break-inside: avoid; break-after: auto } .scroll { overflow: visible } }
`);
