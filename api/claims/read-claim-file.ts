import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { ClaimRow } from '../../domain/claims/claim-definitions.ts';
import { error, type Issue } from '../../domain/issue.ts';

/** Rows of one table as they stand in a file, whatever product wrote it: the columns may be more, fewer or in another order than ours. */
export interface ReadTable {
  /** XML1 … XML15 as the file says. */
  code: string;
  rows: ClaimRow[];
}
export interface ReadClaimFile {
  facilityCode: string;
  preparedOn: string;
  declaredCount: string;
  isSigned: boolean;
  /** One list of tables for each HOSO. */
  encounters: ReadTable[][];
}
export type ClaimFileReading = { file: ReadClaimFile } | { issues: Issue[] };

/** Envelope, HOSO, table, list, row, field is 9 deep; nothing in these files is deeper. */
const DEEPEST = 12;
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  maxNestedTags: DEEPEST,
});

/**
 * Reads a claim file (GIAMDINHHS) of any product: tables inline or base64, one or many encounters. A file with a document type declaration is refused:
 * entities have no place here and are the way to attack a reader. Never throws for what the file holds.
 * Source: docs/legal/insurance.md#claims (letter VSS 1245/BHXH-CNTT)
 */
export function readClaimFile(bytes: Buffer): ClaimFileReading {
  const envelope = parseXml(decode(bytes));
  if ('issues' in envelope) return envelope;
  const root = branch(envelope.tree['GIAMDINHHS']);
  if (root === undefined) return refuse('claim_file_not_giamdinhhs');
  const info = branch(root['THONGTINHOSO']) ?? {};
  const issues: Issue[] = [];
  const encounters = many(branch(info['DANHSACHHOSO'])?.['HOSO']).map((record, i) =>
    many(branch(record)?.['FILEHOSO']).map((file, j) => readTable(branch(file) ?? {}, `HOSO.${i + 1}.FILEHOSO.${j + 1}`, issues)),
  );
  if (issues.length > 0) return { issues };
  if (encounters.length === 0) return refuse('claim_file_empty');
  return {
    file: {
      facilityCode: text(branch(root['THONGTINDONVI'])?.['MACSKCB']),
      preparedOn: text(info['NGAYLAP']),
      declaredCount: text(info['SOLUONGHOSO']),
      isSigned: branch(root['CHUKYDONVI'])?.['Signature'] !== undefined,
      encounters,
    },
  };
}

type Tree = { [name: string]: unknown };

const refuse = (code: string, path = 'content', params: Record<string, string> = {}) => ({ issues: [error(code, path, params)] });

/** UTF-8, with or without the mark some products put in front; UTF-16 with its mark. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function parseXml(xml: string): { tree: Tree } | { issues: Issue[] } {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return refuse('claim_file_doctype');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return refuse('claim_file_not_xml', 'content', { line: String(valid.err.line), column: String(valid.err.col) });
  try {
    return { tree: parser.parse(xml) as Tree };
  } catch {
    // The parser has one reason left to refuse well-formed text: tags nested too deep.
    return refuse('claim_file_too_deep');
  }
}

function readTable(file: Tree, path: string, issues: Issue[]): ReadTable {
  const code = text(file['LOAIHOSO']).toUpperCase();
  const content = file['NOIDUNGFILE'];
  const inner = typeof content === 'string' ? parseXml(decode(Buffer.from(content, 'base64'))) : { tree: branch(content) ?? {} };
  if (!('issues' in inner)) return { code, rows: rowsOf(inner.tree) };
  issues.push(...inner.issues.map((issue) => ({ ...issue, path: `${path}.NOIDUNGFILE` })));
  return { code, rows: [] };
}

/** A row is an element that holds fields only; whatever stands around it is wrapping. */
function rowsOf(tree: Tree): ClaimRow[] {
  const entries = Object.entries(tree).filter(([name]) => !name.startsWith('?'));
  const branches = entries
    .flatMap(([, value]) => many(value))
    .map(branch)
    .filter((one) => one !== undefined);
  if (branches.length > 0) return branches.flatMap(rowsOf);
  return entries.length === 0 ? [] : [Object.fromEntries(entries.map(([name, value]) => [name, text(many(value)[0])]))];
}

const many = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const branch = (value: unknown): Tree | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
