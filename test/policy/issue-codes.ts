import ts from 'typescript';
import type { SourceFile } from './source-files.ts';

export interface FoundCodes {
  /** Code → first place where it is made. */
  codes: Map<string, string>;
  /** Places that make an issue from something that is not written there, as `path: expression`. */
  unknown: string[];
}

/** Functions that make an issue or a refusal, with the position of the code among their arguments. */
const makers: [string, number][] = [
  ['error', 0],
  ['warning', 0],
  ['information', 0],
  ['Refusal', 1],
];

/**
 * Every issue code the sources can give: literals handed to a maker, to a function that hands its parameter on to one, and
 * properties `code: 'snake_case'`. What cannot be read off the text is returned as unknown, so that it is not forgotten.
 */
export function findIssueCodes(sources: SourceFile[]): FoundCodes {
  const files = sources.map(({ path, text }) => ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
  const known = new Map(makers);
  const found: FoundCodes = { codes: new Map(), unknown: [] };
  // A newly found function may itself be called by another one: until nothing new turns up.
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const file of files) visit(file, (node) => learnForwarder(node, known));
  }
  for (const file of files) visit(file, (node) => collect(node, known, found));
  return found;
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

function codeArgument(node: ts.Node, known: Map<string, number>): ts.Expression | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  // `services.log.error(…)` is no issue: only functions called by their bare name are.
  const position = ts.isIdentifier(node.expression) ? known.get(node.expression.text) : undefined;
  return position === undefined ? undefined : node.arguments?.[position];
}

/** `const conflict = (code: string) => new Refusal(409, code)`: whoever calls it names a code. */
function learnForwarder(node: ts.Node, known: Map<string, number>): void {
  const forwarded = forwardedParameter(codeArgument(node, known));
  if (forwarded !== undefined) known.set(forwarded.name, forwarded.position);
}

function forwardedParameter(argument: ts.Expression | undefined): { name: string; position: number } | undefined {
  if (argument === undefined || !ts.isIdentifier(argument)) return undefined;
  for (let around: ts.Node | undefined = argument.parent; around !== undefined; around = around.parent) {
    if (!ts.isFunctionDeclaration(around) && !ts.isArrowFunction(around)) continue;
    const position = around.parameters.findIndex((parameter) => parameter.name.getText() === argument.text);
    const name = ts.isFunctionDeclaration(around) ? around.name?.text : nameOfConstant(around);
    if (position >= 0) return name === undefined ? undefined : { name, position };
  }
  return undefined;
}

function nameOfConstant(arrow: ts.ArrowFunction): string | undefined {
  return ts.isVariableDeclaration(arrow.parent) && ts.isIdentifier(arrow.parent.name) ? arrow.parent.name.text : undefined;
}

function collect(node: ts.Node, known: Map<string, number>, found: FoundCodes): void {
  const path = node.getSourceFile().fileName;
  const add = (code: string) => found.codes.has(code) || found.codes.set(code, path);
  const argument = codeArgument(node, known);
  if (argument !== undefined) {
    const literals = literalsOf(argument);
    if (literals.length === 0 && forwardedParameter(argument) === undefined) found.unknown.push(`${path}: ${argument.getText()}`);
    literals.forEach(add);
  }
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'code' && ts.isStringLiteral(node.initializer)) {
    if (/^[a-z0-9]+(_[a-z0-9]+)+$/.test(node.initializer.text)) add(node.initializer.text);
  }
  // What is said when the caller of such a function names none.
  if (ts.isParameter(node) && node.name.getText() === 'code' && node.initializer !== undefined) literalsOf(node.initializer).forEach(add);
}

/** The literal, or both sides of `a ? 'x' : 'y'` and `a ?? 'x'`. */
function literalsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteral(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression)) return literalsOf(expression.expression);
  if (ts.isConditionalExpression(expression)) return [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) return [...literalsOf(expression.left), ...literalsOf(expression.right)];
  return [];
}
