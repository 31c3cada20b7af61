import type { ClaimItem } from '../../../api/claims/claim-schemas.ts';
import type { Issue } from '../../../domain/issue.ts';
import { add, compare, type Decimal } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';

interface Group {
  key: string;
  issue: Issue;
  count: number;
  atRisk: Decimal;
}

interface FindingGroupsProps {
  items: ClaimItem[];
  chosen: string | undefined;
  onChoose: (key: string | undefined) => void;
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
      {groups.map(({ key, issue, count, atRisk }) => (
        <button
          key={key}
          type="button"
          aria-pressed={chosen === key}
          onClick={() => onChoose(key)}
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

/** Two findings are one group when code and field are the same; which row of a table it was does not matter here. */
export function groupKey({ code, path }: Pick<Issue, 'code' | 'path'>): string {
  return `${code} ${path.replace(/\.\d+(?=\.|$)/g, '')}`;
}

function groupsOf(items: ClaimItem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    for (const [key, issue] of new Map(item.issues.map((one) => [groupKey(one), one]))) {
      const before = groups.get(key) ?? { key, issue, count: 0, atRisk: '0' };
      groups.set(key, { ...before, count: before.count + 1, atRisk: add(before.atRisk, item.fundAmount) });
    }
  }
  return [...groups.values()].sort((a, b) => compare(b.atRisk, a.atRisk));
}
