import type { ClaimItem } from '../../../api/claims/claim-schemas.ts';
import type { Issue } from '../../../domain/issue.ts';
import { add, compare, type Decimal } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';

interface Group {
  issue: Issue;
  count: number;
  atRisk: Decimal;
}

interface FindingGroupsProps {
  items: ClaimItem[];
  chosen: string | undefined;
  onChoose: (code: string | undefined) => void;
}

/** The day's faults by rule; money at risk orders them. Choosing one shows only its visits. */
export function FindingGroups({ items, chosen, onChoose }: FindingGroupsProps) {
  const w = useWords();
  const sentence = useSentence();
  const groups = groupsOf(items);
  const meanings = { error: 'stop', warning: 'care', information: 'information' } as const;
  return (
    <section className="finding-groups" aria-label={w('claims.byRule')}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        <span className="grow">{w('claims.allOfDay')}</span>
        <b>{items.length}</b>
      </button>
      {groups.map(({ issue, count, atRisk }) => (
        <button
          key={issue.code}
          type="button"
          aria-pressed={chosen === issue.code}
          onClick={() => onChoose(issue.code)}
          className={`line-${meanings[issue.severity]}`}
        >
          <Icon name={meanings[issue.severity]} />
          <b>{count}</b>
          <span className="grow">
            {sentence(issue)} <small>{issue.code}</small>
          </span>
          <span className="right">{moneyForPeople(atRisk)}</span>
        </button>
      ))}
    </section>
  );
}

function groupsOf(items: ClaimItem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    for (const issue of new Map(item.issues.map((one) => [one.code, one])).values()) {
      const before = groups.get(issue.code) ?? { issue, count: 0, atRisk: '0' };
      groups.set(issue.code, { ...before, count: before.count + 1, atRisk: add(before.atRisk, item.fundAmount) });
    }
  }
  return [...groups.values()].sort((a, b) => compare(b.atRisk, a.atRisk));
}
