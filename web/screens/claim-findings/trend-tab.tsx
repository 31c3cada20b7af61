import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Trend, TrendQuery } from '../../../api/claims/audit/audit-schemas.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useCodes } from '../../lib/reading.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { MonthBars } from './month-bars.tsx';
import { monthForPeople, type Months, type Narrowing } from './use-findings.ts';

const groupings = ['reason', 'department', 'doctor', 'item'] as const;
type Grouping = (typeof groupings)[number];
type Group = Trend['groups'][number];
type OpenCell = (group: NonNullable<Narrowing['group']>, only: Months) => void;

/** Refusals by month and reason, or of one reason by department, doctor or item. A cell leads to its findings. */
export function TrendTab({ months, onOpen }: { months: Months; onOpen: OpenCell }) {
  const w = useWords();
  const failureText = useFailure();
  const [by, setBy] = useState<Grouping>('reason');
  const [reason, setReason] = useState<string | undefined>(undefined);
  const question: TrendQuery = { ...months, by, ...(reason === undefined || by === 'reason' ? {} : { reason }) };
  const { data, error, refetch } = useQuery({
    queryKey: ['/claim-audit/trends', question],
    queryFn: ({ signal }) => ask<Trend>('/claim-audit/trends', question, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const chooseReason = (chosen: string) => {
    setReason(chosen);
    setBy('department');
  };
  return (
    <>
      <div className="told-bar">
        <label>
          {w('told.by')}
          <select autoFocus value={by} onChange={(event) => setBy(groupings.find((one) => one === event.target.value) ?? 'reason')}>
            {groupings.map((one) => (
              <option key={one} value={one}>
                {w(`told.by.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {by !== 'reason' && reason !== undefined && (
          <ActionButton variant="default" onPress={() => setReason(undefined)}>
            {`${w('told.ofReason', { code: reason })} → ${w('told.allReasons')}`}
          </ActionButton>
        )}
        <p className="hint">{w('told.trendHint')}</p>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={w('told.trend')}>
        {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
        {data !== undefined && data.groups.length === 0 && <Empty>{w('told.noTrend')}</Empty>}
        {data !== undefined && data.groups.length > 0 && <TrendTable trend={data} by={by} onOpen={onOpen} onReason={chooseReason} />}
      </div>
    </>
  );
}

interface TrendTableProps {
  trend: Trend;
  by: Grouping;
  onOpen: OpenCell;
  /** The reason whose departments, doctors and items are looked at next. */
  onReason: (reason: string) => void;
}

function TrendTable({ trend, by, onOpen, onReason }: TrendTableProps) {
  const w = useWords();
  const { months, groups } = trend;
  const names = useCodes('MA_KHOA');
  const nameOf = ({ key, label }: Group): string => {
    if (key === null) return w('told.rest');
    const name = by === 'department' ? (names.find(({ code }) => code === key)?.name ?? '') : label;
    return name === '' ? (key === '' ? w('told.none') : key) : name;
  };
  const open = (group: Group, month: string) => {
    if (group.key === null) return;
    onOpen({ by, key: group.key, words: `${nameOf(group)}, ${monthForPeople(month)}` }, { from: month, until: month });
  };
  return (
    <table className="plain-table told-trend" aria-label={w('told.trend')}>
      <thead>
        <tr>
          <th scope="col">{w(`told.by.${by}`)}</th>
          {months.map(({ month }) => (
            <th key={month} scope="col" className="right">
              {monthForPeople(month)}
            </th>
          ))}
          <th scope="col" className="right">
            {w('told.total')}
          </th>
          <th scope="col">{w('told.chart')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <GroupRow
            key={group.key ?? '|rest'}
            group={group}
            name={nameOf(group)}
            months={months}
            onOpen={(month) => open(group, month)}
            {...(by === 'reason' && group.key !== null ? { onName: () => onReason(group.key ?? '') } : {})}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{w('told.total')}</th>
          {months.map(({ month, count, refused }) => (
            <td key={month} className="right">
              {count > 0 && numberForPeople(refused)}
              {count > 0 && <small>{w('told.times', { n: count })}</small>}
            </td>
          ))}
          <td />
          <td>
            <MonthBars name={w('told.total')} bars={months} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

interface GroupRowProps {
  group: Group;
  name: string;
  months: Trend['months'];
  onOpen: (month: string) => void;
  /** The name leads on: a reason to its departments. */
  onName?: () => void;
}

function GroupRow({ group, name, months, onOpen, onName }: GroupRowProps) {
  const w = useWords();
  const bars = group.cells.map(({ refused }, i) => ({ month: months[i]?.month ?? '', refused }));
  return (
    <tr>
      <th scope="row">
        {onName === undefined ? (
          name
        ) : (
          <button type="button" title={w('told.byDepartment')} onClick={onName}>
            {name}
          </button>
        )}
        {group.key !== null && group.key !== name && <small>{group.key}</small>}
      </th>
      {group.cells.map((cell, i) => {
        const month = months[i]?.month ?? '';
        const words = (
          <>
            {numberForPeople(cell.refused)}
            <small>{w('told.share', { n: cell.count, share: numberForPeople(cell.share) })}</small>
          </>
        );
        const lead = w('told.openCell', { n: cell.count, what: name, month: monthForPeople(month) });
        return (
          <td key={month} className="right">
            {cell.count > 0 && group.key === null && words}
            {cell.count > 0 && group.key !== null && (
              <button type="button" onClick={() => onOpen(month)}>
                <span className="visually-hidden">{lead}</span>
                {words}
              </button>
            )}
          </td>
        );
      })}
      <td className="right">
        {moneyForPeople(group.refused)}
        <small>{w('told.times', { n: group.count })}</small>
      </td>
      <td>
        <MonthBars name={name} bars={bars} />
      </td>
    </tr>
  );
}
