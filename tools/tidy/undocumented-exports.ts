import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { parse, shortPath } from './source-files';

/** The names a front door (index.ts) shows whose declaration has no doc comment, as `file: name`. */
export function undocumentedExports(index: string): string[] {
  return reExports(parse(index)).flatMap(({ name, from }) => missing(index, name, from));
}

/** The exported declarations of one file that have no doc comment, as `file: name`. */
export function undocumentedDeclarations(file: string): string[] {
  return parse(file).statements.flatMap((statement) => (isExported(statement) && !isDocumented(statement) ? [`${shortPath(file)}: ${namesOf(statement).join(', ')}`] : []));
}

/** The values (not types) that a front door shows. */
export const shownValues = (index: string): string[] =>
  parse(index).statements.filter(ts.isExportDeclaration).filter(({ isTypeOnly }) => !isTypeOnly).flatMap(({ exportClause }) =>
    exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text) : [],
  );

/** The values (not types) that one file declares and exports. */
export const exportedValues = (file: string): string[] =>
  parse(file).statements.filter((statement) => isExported(statement) && !ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)).flatMap(namesOf);

interface ReExport {
  readonly name: string;
  readonly from: string | undefined;
}

/** `export { a as b } from './x'` asks for `a`, where it is declared. */
function reExports(source: ts.SourceFile): ReExport[] {
  return source.statements.filter(ts.isExportDeclaration).flatMap(({ exportClause, moduleSpecifier }) => {
    if (!exportClause || !ts.isNamedExports(exportClause)) return [];
    const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
    return exportClause.elements.map(({ name, propertyName }) => ({ name: (propertyName ?? name).text, from }));
  });
}

/** `import { a } from './x'` that is then exported; the name in the other file counts. */
function imports(source: ts.SourceFile): ReExport[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return [];
    return bindings.elements.map(({ name, propertyName }) => ({ name: (propertyName ?? name).text, from: moduleSpecifier.text }));
  });
}

function missing(file: string, name: string, from: string | undefined): string[] {
  const target = from === undefined ? file : resolved(file, from);
  if (target === undefined) return [];
  const source = parse(target);
  const declaration = source.statements.find((statement) => namesOf(statement).includes(name));
  if (declaration) return isDocumented(declaration) ? [] : [`${shortPath(target)}: ${name}`];
  const further = [...reExports(source), ...imports(source)].find((next) => next.name === name && next.from !== undefined);
  return further ? missing(target, name, further.from) : [`${shortPath(file)}: ${name} is declared nowhere`];
}

/** What comes from another project is documented there. */
function resolved(file: string, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const base = join(dirname(file), from);
  return [`${base}.ts`, join(base, 'index.ts')].find((path) => existsSync(path));
}

/** Lines of constants without a blank line between them share the comment above the first. */
function isDocumented(statement: ts.Statement): boolean {
  if (ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc)) return true;
  const siblings = statement.getSourceFile().statements;
  const previous = siblings[siblings.indexOf(statement) - 1];
  return previous !== undefined && ts.isVariableStatement(statement) && ts.isVariableStatement(previous) && isNextLine(previous, statement) && isDocumented(previous);
}

function isNextLine(first: ts.Statement, second: ts.Statement): boolean {
  const source = first.getSourceFile();
  const line = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  return line(second.getStart()) === line(first.getEnd()) + 1;
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as ts.DeclarationStatement;
  return name ? [name.getText()] : [];
}
