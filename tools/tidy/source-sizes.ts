import ts from 'typescript';
import { parse } from './source-files';

/** Line counts in ascending order, told by their middle, their tail and their worst. */
export interface Sizes {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
}

/** How long the files are, in lines. */
export function fileSizes(files: readonly string[]): Sizes {
  return sizes(files.map((file) => parse(file).getLineStarts().length - 1));
}

/** How long the functions and methods with a body are, in lines. */
export function functionSizes(files: readonly string[]): Sizes {
  return sizes(files.flatMap((file) => functionLines(parse(file))));
}

function functionLines(source: ts.SourceFile): number[] {
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (isLongForm(node)) found.push(lineSpan(source, node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isLongForm(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) return node.body !== undefined;
  return ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isArrowFunction(node.initializer);
}

function lineSpan(source: ts.SourceFile, node: ts.Node): number {
  const line = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  return line(node.getEnd()) - line(node.getStart()) + 1;
}

function sizes(values: number[]): Sizes {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, median: at(0.5), p90: at(0.9), max: at(1) };
}
