import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { ClaimFile, ClaimFilePart } from '../../domain/claims/checks/claim-file.ts';
import type { ClaimRow } from '../../domain/claims/claim-definitions.ts';
import { error, type Issue } from '../../domain/issue.ts';

export type ClaimFileReading = { file: ClaimFile } | { issues: Issue[] };

/** Bytes of one file: the month of a large hospital is a tenth of it. */
export const CLAIM_FILE_MAX_BYTES = 64 * 1024 * 1024;
/** Envelope, HOSO, table, list, row, field is 9 deep; nothing in these files is deeper. */
const DEEPEST = 12;
/** Documents that are sent alone, with the table they are. */
const ALONE: Readonly<Record<string, string>> = { CHI_TIEU_TRANG_THAI_KCB: 'XML0', CHI_TIEU_GIAM_DINH_YKHOA: 'XML12' };
const SIGNATURE = 'CHUKYDONVI';
const TEXT = '#text';
const parser = new XMLParser({
  parseTagValue: false,
  // What stands around a value is a finding of its own.
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  maxNestedTags: DEEPEST,
  // Characters by number.
  htmlEntities: true,
  transformTagName: (name) => name.toUpperCase(),
});

/**
 * Reads a claim file of the 130 family of any product: tables inline or base64, one or many visits, columns in any order, names of elements in any
 * letters. A file with a document type declaration is refused: entities have no place here and are the way to attack a reader. Never throws for
 * what the file holds. Source: docs/legal/insurance.md#checks (letter VSS 1245/BHXH-CNTT)
 */
export function readClaimFile(bytes: Buffer): ClaimFileReading {
  const envelope = parseXml(bytes);
  if ('issues' in envelope) return envelope;
  const [root = '', content] = Object.entries(envelope.tree).find(([name]) => !name.startsWith('?') && name !== TEXT) ?? [];
  const alone = ALONE[root];
  if (alone !== undefined) return { file: aloneFile(root, alone, content) };
  const tree = branch(content);
  if (root !== 'GIAMDINHHS' || tree === undefined) return refuse('claim_file_not_giamdinhhs');
  const info = branch(tree['THONGTINHOSO']) ?? {};
  const issues: Issue[] = [];
  const encounters = many(branch(info['DANHSACHHOSO'])?.['HOSO']).map((record, i) => ({
    parts: many(branch(record)?.['FILEHOSO']).map((file, j) => readPart(branch(file) ?? {}, `HOSO.${i + 1}.FILEHOSO.${j + 1}`, issues)),
  }));
  if (issues.length > 0) return { issues };
  if (encounters.length === 0) return refuse('claim_file_empty');
  return {
    file: {
      root,
      facilityCode: text(branch(tree['THONGTINDONVI'])?.['MACSKCB']).trim(),
      preparedOn: text(info['NGAYLAP']).trim(),
      declaredCount: text(info['SOLUONGHOSO']).trim(),
      signature: branch(tree[SIGNATURE])?.['SIGNATURE'] === undefined ? 'none' : 'unchecked',
      encounters,
    },
  };
}

type Tree = { [name: string]: unknown };

const refuse = (code: string, path = 'content', params?: Issue['params']) => ({ issues: [error(code, path, params)] });

function aloneFile(root: string, code: string, content: unknown): ClaimFile {
  const tree = branch(content) ?? {};
  const { [SIGNATURE]: signature, ...rest } = tree;
  const rows = rowsOf(rest);
  return {
    root,
    facilityCode: (rows[0]?.['MA_CSKCB'] ?? '').trim(),
    preparedOn: '',
    declaredCount: '',
    signature: branch(signature)?.['SIGNATURE'] === undefined ? 'none' : 'unchecked',
    encounters: [{ parts: [{ code, root, rows }] }],
  };
}

/** UTF-8, with or without the mark some products put in front; UTF-16 with its mark. Undefined when it is none of them. */
function decode(bytes: Buffer): string | undefined {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseXml(bytes: Buffer): { tree: Tree } | { issues: Issue[] } {
  if (bytes.length > CLAIM_FILE_MAX_BYTES) return refuse('claim_file_too_large', 'content', { max: CLAIM_FILE_MAX_BYTES / 1024 / 1024 });
  const xml = decode(bytes);
  if (xml === undefined || xml.includes('\0')) return refuse('claim_file_not_text');
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return refuse('claim_file_doctype');
  const plain = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  // The parser would pass over both: an entity that is not declared, and a bare sign.
  if (/&(?!(?:lt|gt|amp|quot|apos);)[a-z_][\w.-]*;/i.test(plain)) return refuse('claim_file_entity');
  if (/&(?!\w+;|#\d{1,7};|#x[\da-f]{1,6};)/i.test(plain)) return refuse('claim_file_not_xml', 'content', { line: '…', column: '…' });
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return refuse('claim_file_not_xml', 'content', { line: String(valid.err.line), column: String(valid.err.col) });
  try {
    return { tree: parser.parse(xml) as Tree };
  } catch {
    // The parser has one reason left to refuse well-formed text: tags nested too deep.
    return refuse('claim_file_too_deep');
  }
}

function readPart(file: Tree, path: string, issues: Issue[]): ClaimFilePart {
  const code = text(file['LOAIHOSO']).trim().toUpperCase();
  const content = file['NOIDUNGFILE'];
  if (typeof content !== 'string') return partOf(code, branch(content) ?? {});
  const packed = content.trim();
  if (packed === '') return { code, root: '', rows: [] };
  const bytes = packed.startsWith('<') ? Buffer.from(packed, 'utf8') : unpack(packed);
  if (bytes === undefined) return { code, root: '', rows: [], problem: 'base64' };
  const inner = parseXml(bytes);
  if (!('issues' in inner)) return partOf(code, inner.tree);
  // A slip of the writer is a finding; what attacks a reader ends the reading.
  if (inner.issues.some((issue) => issue.code === 'claim_file_not_xml' || issue.code === 'claim_file_not_text'))
    return { code, root: '', rows: [], problem: 'xml' };
  issues.push(...inner.issues.map((issue) => ({ ...issue, path: `${path}.NOIDUNGFILE` })));
  return { code, root: '', rows: [] };
}

/** Undefined when the text is no base64. */
function unpack(packed: string): Buffer | undefined {
  const compact = packed.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(compact) && compact.length % 4 === 0 ? Buffer.from(compact, 'base64') : undefined;
}

function partOf(code: string, tree: Tree): ClaimFilePart {
  const root = Object.keys(tree).find((name) => !name.startsWith('?') && name !== TEXT) ?? '';
  return { code, root, rows: rowsOf(tree) };
}

/** A row is an element that holds fields only; whatever stands around it is wrapping. A signature is no row. */
function rowsOf(tree: Tree): ClaimRow[] {
  const entries = Object.entries(tree).filter(([name]) => !name.startsWith('?') && name !== TEXT && name !== SIGNATURE);
  const branches = entries
    .flatMap(([, value]) => many(value))
    .map(branch)
    .filter((one) => one !== undefined);
  if (branches.length > 0) return branches.flatMap(rowsOf);
  return entries.length < 2 ? [] : [Object.fromEntries(entries.map(([name, value]) => [name, text(many(value)[0])]))];
}

const many = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const branch = (value: unknown): Tree | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
