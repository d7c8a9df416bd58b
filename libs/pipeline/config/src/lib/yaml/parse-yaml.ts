import type { ProblemLog } from '../problem/problem-log';
import { composeDocuments } from './compose-documents';
import { readYamlTree } from './read-yaml-tree';
import { scanText } from './scan-text';
import { isNull, type YamlMap, type YamlNode } from './yaml-node';

/** Reads a text into the mapping it must be; null when the log now says why it is not one. */
export function parseYaml(text: string, log: ProblemLog): YamlMap | null {
  const refusal = scanText(text);
  if (refusal !== null) {
    log.add(refusal.message, '', refusal.offset);
    return null;
  }
  const documents = composeDocuments(text);
  if (!documents.ok) {
    for (const error of documents.error) log.add(error.message, '', error.offset);
    return null;
  }
  const trees = documents.value.map((document) => readYamlTree(document, log));
  return log.isEmpty ? chooseDocument(trees, log) : null;
}

/** One document is the configuration; of two, GitLab takes the first as a header with `spec`. */
function chooseDocument(trees: readonly YamlNode[], log: ProblemLog): YamlMap | null {
  const filled = trees.filter((tree) => !isNull(tree));
  const [first, second] = filled;
  if (second !== undefined) {
    const isHeader = first?.kind === 'map' && first.entries.has('spec');
    const what = isHeader ? 'a header with `spec` is not supported yet' : 'only one document can be the configuration';
    log.add(`Invalid configuration format: ${what}`, '', (isHeader ? first : second).offset);
    return null;
  }
  if (first?.kind === 'map') return first;
  log.add('Invalid configuration format', '', first?.offset ?? 0);
  return null;
}
