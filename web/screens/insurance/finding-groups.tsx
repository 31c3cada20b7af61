import { describeFinding, findClaimRule, isSureBlock } from '../../../domain/claims/checks/rule-catalogue.ts';
import type { ClaimRuleList } from '../../../api/claims/claim-check-schemas.ts';
import type { ClaimItem } from '../../../api/claims/claim-schemas.ts';
import { add, compare, type Decimal } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useLanguage, useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { type Finding, MEANINGS } from '../../lib/finding-list.tsx';

export interface Group {
  rule: string;
  severity: Finding['severity'];
  count: number;
  atStake: Decimal;
}

interface FindingGroupsProps {
  label: string;
  all: number;
  groups: readonly Group[];
  chosen: string | undefined;
  onChoose: (rule: string | undefined) => void;
}

/** Faults by rule; what holds a claim first, then the money at stake. Choosing one shows only its visits. */
export function FindingGroups({ label, all, groups, chosen, onChoose }: FindingGroupsProps) {
  const w = useWords();
  const { language } = useLanguage();
  return (
    <section className="finding-groups" aria-label={w('claims.byRule')}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        <span className="grow">{label}</span>
        <b>{all}</b>
      </button>
      {groups.map(({ rule, severity, count, atStake }) => (
        <button
          key={`${rule} ${severity}`}
          type="button"
          aria-pressed={chosen === rule}
          onClick={() => onChoose(rule)}
          className={`line-${MEANINGS[severity]}`}
        >
          <Icon name={MEANINGS[severity]} />
          <b>{count}</b>
          <span className="grow">
            {firstSentence(describeFinding({ rule, params: {} }, language))} <small>{rule}</small>
          </span>
          <span className="right">{moneyForPeople(atStake)}</span>
        </button>
      ))}
    </section>
  );
}

/** Without the numbers of one finding, the sentence says what the rule asks. */
const firstSentence = (text: string): string => text.replace(/ ?\([^)]*…[^)]*\)/g, '').split(/(?<=\.) /)[0] ?? text;

const RANK = { block: 0, error: 1, warning: 2, info: 3 } as const;

/** The findings of some visits by rule; a visit counts once for a rule. */
export function groupsOf(items: readonly ClaimItem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    for (const [key, { rule, severity }] of new Map(item.findings.map((one) => [`${one.rule} ${one.severity}`, one]))) {
      const before = groups.get(key) ?? { rule, severity, count: 0, atStake: '0' };
      groups.set(key, { ...before, count: before.count + 1, atStake: add(before.atStake, item.fundAmount) });
    }
  }
  return inOrder([...groups.values()]);
}

export const inOrder = (groups: readonly Group[]): Group[] =>
  [...groups].sort((a, b) => RANK[a.severity] - RANK[b.severity] || compare(b.atStake, a.atStake) || a.rule.localeCompare(b.rule));

/** Law of envelope and money that this facility made milder: nobody reads the list without knowing. */
export function SwitchedOff({ rules }: { rules: ClaimRuleList['items'] }) {
  const w = useWords();
  const names = rules
    .filter(({ rule, setting }) => {
      const entry = findClaimRule(rule);
      return entry !== undefined && isSureBlock(entry) && setting !== null && setting !== 'block';
    })
    .map(({ rule }) => rule);
  return names.length === 0 ? null : <Note meaning="stop">{w('claims.switchedOff', { rules: names.join(', ') })}</Note>;
}
