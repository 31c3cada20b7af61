import type { ClaimTables, TableCode } from '../claim-definitions.ts';
import { allRules } from './all-rules.ts';
import { CheckedClaim } from './checked-claim.ts';
import { type ClaimContext, type ClaimFinding, type ClaimHit, type ClaimSeverity, isHolding } from './claim-check.ts';
import type { ClaimFile } from './claim-file.ts';
import { type FileHit, fileRules } from './file-rules.ts';
import { findClaimRule } from './rule-catalogue.ts';

/** What a facility made of a rule: another severity, or `off`. */
export type ClaimRuleSettings = Readonly<Record<string, ClaimSeverity | 'off'>>;

const RANK: Readonly<Record<ClaimSeverity, number>> = { block: 0, error: 1, warning: 2, info: 3 };
/** Rules that judge every value by its definition: they keep silent where a rule of the group says more about the same value. */
const GENERAL = /^GEN-00[1-8]$/;

/**
 * Everything the rules find in the tables of one visit, the worst first, else in the order of rules and rows. Never throws for what a file holds.
 * Source: docs/legal/insurance.md#checks
 */
export function checkClaim(tables: ClaimTables, context: ClaimContext, settings: ClaimRuleSettings = {}): ClaimFinding[] {
  const claim = new CheckedClaim(tables, context);
  const found = Object.entries(allRules).flatMap(([id, rule]) => findingsOf(id, () => rule(claim), settings));
  const told = new Set(found.filter(({ rule }) => !GENERAL.test(rule)).flatMap(placesOf));
  return sorted(found.filter((finding) => !GENERAL.test(finding.rule) || !placesOf(finding).every((place) => told.has(place))));
}

/** What was found in a file: in its envelope, and in each visit. */
export interface ClaimFileFindings {
  findings: ClaimFinding[];
  encounters: { key: string; findings: ClaimFinding[] }[];
}

/**
 * Everything wrong with a file of any product. `contextOf` gives what is known beside each visit. Source: docs/legal/insurance.md#checks
 */
export function checkClaimFile(
  file: ClaimFile,
  contextOf: (tables: ClaimTables) => ClaimContext,
  settings: ClaimRuleSettings = {},
): ClaimFileFindings {
  const tables = file.encounters.map(tablesOf);
  const context = contextOf(tables[0] ?? {});
  const hits = Object.entries(fileRules).flatMap(([id, rule]) =>
    rule(file, context).map((hit) => ({ place: hit.encounter, findings: findingsOf(id, () => [hit], settings) })),
  );
  const at = (place: number | undefined) => sorted(hits.filter((hit) => hit.place === place).flatMap(({ findings }) => findings));
  return {
    findings: at(undefined),
    encounters: tables.map((one, i) => ({
      key: (one.XML1?.[0]?.['MA_LK'] ?? one.XML0?.[0]?.['MA_LK'] ?? '').trim(),
      findings: sorted([...at(i), ...checkClaim(one, contextOf(one), settings)]),
    })),
  };
}

/** The tables of one visit of a file; a table that stands twice is read as one. Source: docs/legal/insurance.md#checks */
export function tablesOf({ parts }: ClaimFile['encounters'][number]): ClaimTables {
  const tables: Partial<Record<TableCode, ClaimFile['encounters'][number]['parts'][number]['rows'][number][]>> = {};
  for (const { code, rows } of parts) (tables[code as TableCode] ??= []).push(...rows);
  return tables;
}

/** True when a claim with these findings must wait: something is blocked or would be returned. Source: docs/legal/insurance.md#checks */
export const isHeld = (findings: readonly ClaimFinding[]): boolean => findings.some(isHolding);

function findingsOf(id: string, hits: () => readonly (ClaimHit | FileHit)[], settings: ClaimRuleSettings): ClaimFinding[] {
  const setting = settings[id];
  if (setting === 'off') return [];
  const rule = findClaimRule(id);
  return hits().map(({ row, table, fields, params = {}, severity }) => ({
    rule: id,
    severity: severityOf(rule?.severity ?? 'warning', setting, severity),
    table: row?.table ?? table ?? 'FILE',
    row: row?.place ?? 0,
    number: row?.text('STT') ?? '',
    fields: [...fields],
    params,
  }));
}

/** A facility's own severity replaces that of the rule; what the rule itself is milder about stays milder. */
function severityOf(base: ClaimSeverity, setting: ClaimSeverity | undefined, ofHit: ClaimSeverity | undefined): ClaimSeverity {
  const wanted = setting ?? base;
  return ofHit !== undefined && RANK[ofHit] > RANK[wanted] ? ofHit : wanted;
}

const placesOf = ({ table, row, fields }: ClaimFinding): string[] => fields.map((field) => `${table} ${row} ${field}`);
const sorted = (findings: ClaimFinding[]): ClaimFinding[] => [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
