import type { ClaimFinding, ClaimSeverity } from './claim-check.ts';
import list from './claim-rules.json' with { type: 'json' };

/** A rule as people read it. */
export interface ClaimRuleEntry {
  id: string;
  severity: ClaimSeverity;
  /** Tables it looks at: XML0 … XML15, `ENV` or `ALL`. */
  tables: readonly string[];
  fields: readonly string[];
  confidence: string;
  source: string;
  vi: string;
  en: string;
}

/** The list of rules of the claim check, in the order of the project's facts. Source: docs/legal/insurance.md#checks */
export const claimRuleList = list as readonly ClaimRuleEntry[];

const byId = new Map(claimRuleList.map((rule) => [rule.id, rule]));

/** A rule by its identifier; undefined for one of another edition. Source: docs/legal/insurance.md#checks */
export const findClaimRule = (id: string): ClaimRuleEntry | undefined => byId.get(id);

/** Facts of money and of the envelope that are law: a facility that switches them off is shown it wherever findings are listed. */
export const isSureBlock = ({ severity, confidence, id }: ClaimRuleEntry): boolean =>
  severity === 'block' && confidence === 'sure' && /^(ENV|MON)-/.test(id);

const TAILS = {
  vi: {
    found: ' Đang ghi {found}.',
    expected: ' Nên là {expected}.',
    missing: ' Đang trống: {missing}.',
    unknown: ' Thừa: {unknown}.',
    other: ' So với {other}.',
    where: ' Ở: {where}.',
  },
  en: {
    found: ' Found {found}.',
    expected: ' Expected {expected}.',
    missing: ' Empty: {missing}.',
    unknown: ' Unknown: {unknown}.',
    other: ' Compared with {other}.',
    where: ' In: {where}.',
  },
} as const;

/**
 * The sentence of a finding: what the rule asks, what stands there and what should. A rule of another edition answers with its identifier; a
 * value that is not known shows as `…`. Source: docs/legal/insurance.md#checks
 */
export function describeFinding({ rule, params }: Pick<ClaimFinding, 'rule' | 'params'>, language: 'vi' | 'en'): string {
  const sentence = byId.get(rule)?.[language] ?? rule;
  const tails = Object.entries(TAILS[language]).filter(([name]) => (params[name] ?? '') !== '' && !sentence.includes(`{${name}}`));
  const text = [sentence, ...tails.map(([, tail]) => tail)].join('');
  return text.replace(/\{(\w+)\}/g, (_, name: string) => valueText(rule, name, params[name], language));
}

/** Dong are grouped as people write them; codes and days stay as they stand in the file. */
function valueText(rule: string, name: string, value: string | number | undefined, language: 'vi' | 'en'): string {
  const text = String(value ?? '…');
  const isMoney = ['total', 'limit'].includes(name) || (rule.startsWith('MON-') && ['found', 'expected'].includes(name));
  if (!isMoney || !/^\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', decimals] = text.split('.');
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (decimals === undefined ? '' : point + decimals);
}
