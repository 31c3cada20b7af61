import { claimTable, type ClaimRow, type ClaimTables, type TableCode } from '../../domain/claims/claim-definitions.ts';

/** How another product writes; every manner here was seen in accepted files. */
export interface Manner {
  inline?: boolean;
  /** Inline, as text in CDATA. */
  inlineText?: boolean;
  /** Lists the codes of all tables, those without data with empty content. */
  emptyTables?: boolean;
  /** Order of the columns. */
  columns?: 'reversed' | 'fund-first' | undefined;
  cdata?: boolean;
  lowerCase?: boolean;
  declaration?: boolean;
  mark?: boolean;
  wrapBase64?: boolean;
  facilityCode?: string;
  preparedOn?: string;
}

const ALL = ['XML1', 'XML2', 'XML3', 'XML4', 'XML5', 'XML6', 'XML7', 'XML8', 'XML9', 'XML10', 'XML11', 'XML13', 'XML14', 'XML15'] as const;

/** A claim file as text, one HOSO for each of the claims. */
export function foreignFile(claims: readonly ClaimTables[], manner: Manner = {}): string {
  const { facilityCode = claims[0]?.XML1?.[0]?.['MA_CSKCB'] ?? '', preparedOn = '20261110' } = manner;
  const records = claims.map((tables) => `<HOSO>${partsOf(tables, manner)}</HOSO>`).join('\n');
  const body = `<THONGTINDONVI><MACSKCB>${facilityCode}</MACSKCB></THONGTINDONVI>
  <THONGTINHOSO><NGAYLAP>${preparedOn}</NGAYLAP><SOLUONGHOSO>${claims.length}</SOLUONGHOSO><DANHSACHHOSO>${records}</DANHSACHHOSO></THONGTINHOSO><CHUKYDONVI/>`;
  const xml = `<GIAMDINHHS xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${body}</GIAMDINHHS>`;
  const text =
    manner.lowerCase === true ? xml.replace(/<(\/?)([A-Z]+)/g, (_, slash: string, name: string) => `<${slash}${name.toLowerCase()}`) : xml;
  return `${manner.mark === true ? '\uFEFF' : ''}${manner.declaration === true ? '<?xml version="1.0" encoding="utf-8"?>\n' : ''}${text}`;
}

function partsOf(tables: ClaimTables, manner: Manner): string {
  const codes = manner.emptyTables === true ? ALL : ALL.filter((code) => (tables[code] ?? []).length > 0);
  return codes
    .map((code) => {
      const rows = tables[code] ?? [];
      const content = rows.length === 0 ? '' : packed(tableXml(code, rows, manner), manner);
      return `<FILEHOSO><LOAIHOSO>${code}</LOAIHOSO><NOIDUNGFILE>${content}</NOIDUNGFILE></FILEHOSO>`;
    })
    .join('\n');
}

function packed(xml: string, { inline, inlineText, wrapBase64 }: Manner): string {
  if (inline === true) return xml;
  if (inlineText === true) return `<![CDATA[${xml}]]>`;
  const base64 = Buffer.from(xml, 'utf8').toString('base64');
  return wrapBase64 === true ? (base64.match(/.{1,76}/g) ?? []).join('\r\n') : base64;
}

function tableXml(code: TableCode, rows: readonly ClaimRow[], manner: Manner): string {
  const { root, list, row: rowName } = claimTable(code, '1931');
  const written = rows.map((row) => fieldsOf(row, manner));
  if (list === null || rowName === null) return `<${root}>${written.join('')}</${root}>`;
  return `<${root}>\n  <${list}>${written.map((fields) => `\n    <${rowName}>${fields}</${rowName}>`).join('')}\n  </${list}>\n</${root}>`;
}

function fieldsOf(row: ClaimRow, { columns, cdata }: Manner): string {
  const entries = Object.entries(row);
  if (columns === 'reversed') entries.reverse();
  if (columns === 'fund-first') entries.sort(([a], [b]) => Number(b === 'T_BHTT') - Number(a === 'T_BHTT'));
  return entries
    .map(([name, value]) =>
      value === '' ? `<${name}/>` : `<${name}>${cdata === true ? `<![CDATA[${value}]]>` : escaped(value)}</${name}>`,
    )
    .join('');
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
