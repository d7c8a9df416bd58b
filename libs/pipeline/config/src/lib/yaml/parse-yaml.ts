import type { ProblemLog } from '../problem/problem-log';
import type { SourcePart, SourceText } from '../problem/source-text';
import { composeDocuments } from './compose-documents';
import { readYamlTree } from './read-yaml-tree';
import { scanTexts } from './scan-text';
import { YamlBudget } from './yaml-budget';
import { isNull, type YamlMap, type YamlNode } from './yaml-node';

/** Reads each text into the mapping it must be, by its path; null when the log now says what is wrong. */
export function parseYaml(source: SourceText, log: ProblemLog): ReadonlyMap<string | null, YamlMap> | null {
  const refusal = scanTexts(source.parts);
  if (refusal !== null) {
    log.add(refusal.message, '', refusal.offset);
    return null;
  }
  const budget = new YamlBudget();
  const maps = new Map<string | null, YamlMap>();
  for (const part of source.parts) {
    const map = parsePart(part, budget, log);
    if (map !== null) maps.set(part.path, map);
    // What follows would only be told the same.
    if (budget.isExhausted) break;
  }
  return log.isEmpty ? maps : null;
}

function parsePart({ text, start }: SourcePart, budget: YamlBudget, log: ProblemLog): YamlMap | null {
  const documents = composeDocuments(text, budget);
  if (!documents.ok) {
    for (const error of documents.error) log.add(error.message, '', start + error.offset);
    return null;
  }
  const before = log.count;
  const trees = documents.value.map((document) => readYamlTree(document, start, budget, log));
  return log.count === before ? chooseDocument(trees, start, log) : null;
}

/** One document is the configuration; of two, GitLab takes the first as a header with `spec`. */
function chooseDocument(trees: readonly YamlNode[], start: number, log: ProblemLog): YamlMap | null {
  const filled = trees.filter((tree) => !isNull(tree));
  const [first, second] = filled;
  if (second !== undefined) {
    const isHeader = first?.kind === 'map' && first.entries.has('spec');
    const what = isHeader ? 'a header with `spec` is not supported yet' : 'only one document can be the configuration';
    log.add(`Invalid configuration format: ${what}`, '', (isHeader ? first : second).offset);
    return null;
  }
  if (first?.kind === 'map') return first;
  log.add('Invalid configuration format', '', first?.offset ?? start);
  return null;
}
