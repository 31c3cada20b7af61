import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MoneyByMonth, Reconciliation } from '../../../api/claims/audit/audit-schemas.ts';
import { describeFinding } from '../../../domain/claims/checks/rule-catalogue.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { useFailure, useLanguage, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { MapDialog } from './map-dialog.tsx';
import { monthForPeople, type Months } from './use-findings.ts';

type Month = MoneyByMonth['months'][number];
type Reason = Reconciliation['reasons'][number];

/** The money of each month, and of one month the insurer's findings against those of our own check, both ways. */
export function ReconcileTab({ months }: { months: Months }) {
  const w = useWords();
  const failureText = useFailure();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const path = `/claim-audit/money?from=${months.from}&until=${months.until}`;
  const { data, error, refetch } = useQuery({ ...reading<MoneyByMonth>(path), staleTime: 0 });
  const found = data?.months ?? [];
  const open = found.find(({ month }) => month === chosen) ?? found.at(-1);
  const columns = useMoneyColumns();
  return (
    <div className="scroll told-reconcile">
      <h2>{w('told.money')}</h2>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={4} />}
      {data !== undefined && found.length === 0 && <Empty>{w('told.noMoney')}</Empty>}
      {found.length > 0 && (
        <>
          <KeyTable
            label={w('told.money')}
            columns={columns}
            rows={found}
            rowKey={({ month }) => month}
            current={open?.month}
            onOpen={({ month }) => setChosen(month)}
          />
          <p className="hint">{w('told.moneyHint')}</p>
        </>
      )}
      {open !== undefined && <OneMonth month={open.month} />}
    </div>
  );
}

const SUMS = ['claimed', 'undisputed', 'open', 'contested', 'lost', 'restored', 'cured'] as const;

function useMoneyColumns(): Column<Month>[] {
  const w = useWords();
  const sums = SUMS.map((sum): Column<Month> => ({
    ...{ key: sum, title: w(sum === 'restored' ? 'told.back' : `told.${sum}`), align: 'right' },
    render: (one) => numberForPeople(one[sum]),
  }));
  return [
    { key: 'month', title: w('told.month'), render: ({ month }) => monthForPeople(month) },
    { key: 'claims', title: w('told.claims'), align: 'right', render: ({ claims }) => claims },
    ...sums,
  ];
}

function OneMonth({ month }: { month: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [mapping, setMapping] = useState<Reason | undefined>(undefined);
  const { data, error, refetch } = useQuery({ ...reading<Reconciliation>(`/claim-audit/reconciliation?month=${month}`), staleTime: 0 });
  const reasonColumns = useReasonColumns();
  const echoColumns = useEchoColumns();
  const title = w('told.reconcileOf', { month: monthForPeople(month) });
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={4} />}
      {data?.cut === true && <Note meaning="care">{w('told.cut')}</Note>}
      {data !== undefined && (
        <>
          <h3>{w('told.reasons')}</h3>
          {data.reasons.length === 0 && <Empty>{w('told.noReasons')}</Empty>}
          {data.reasons.length > 0 && (
            <KeyTable
              label={w('told.reasons')}
              columns={reasonColumns}
              rows={data.reasons}
              rowKey={({ reasonCode }) => reasonCode}
              current={mapping?.reasonCode}
              onOpen={(reason) => (can('claim-audit.write') ? setMapping(reason) : undefined)}
            />
          )}
          <h3>{w('told.echoes')}</h3>
          {data.echoes.length === 0 && <Empty>{w('told.noEchoes')}</Empty>}
          {data.echoes.length > 0 && (
            <KeyTable
              label={w('told.echoes')}
              columns={echoColumns}
              rows={data.echoes}
              rowKey={({ rule }) => rule}
              onOpen={() => undefined}
            />
          )}
        </>
      )}
      {mapping !== undefined && <MapDialog reason={mapping} onClose={() => setMapping(undefined)} />}
    </section>
  );
}

function useReasonColumns(): Column<Reason>[] {
  const w = useWords();
  const counts = [
    ['known-reason', 'told.byReason'],
    ['known-place', 'told.byPlace'],
    ['missed', 'told.missed'],
    ['not-kept', 'told.notKept'],
  ] as const;
  return [
    {
      key: 'reason',
      title: w('told.reason'),
      render: (one) => (
        <>
          {one.reasonText} <small>{one.reasonCode}</small>
        </>
      ),
    },
    { key: 'count', title: w('told.count'), align: 'right', render: ({ count }) => count },
    { key: 'refused', title: w('told.refused'), align: 'right', render: ({ refused }) => moneyForPeople(refused) },
    ...counts.map(([match, title]): Column<Reason> => ({
      ...{ key: match, title: w(title), align: 'right' },
      render: ({ matches }) => matches[match] || '',
    })),
    { key: 'rules', title: w('told.rules'), render: ({ rules }) => (rules.length === 0 ? w('told.noRules') : rules.join(', ')) },
  ];
}

function useEchoColumns(): Column<Reconciliation['echoes'][number]>[] {
  const w = useWords();
  const { language } = useLanguage();
  return [
    { key: 'rule', title: w('rules.rule'), width: '110px', render: ({ rule }) => rule },
    { key: 'sentence', title: w('rules.sentence'), render: ({ rule }) => describeFinding({ rule, params: {} }, language) },
    { key: 'warned', title: w('told.warnedTimes'), align: 'right', render: ({ warned }) => warned },
    { key: 'echoed', title: w('told.echoed'), align: 'right', render: ({ echoed }) => echoed || '' },
    { key: 'unminded', title: w('told.unminded'), align: 'right', render: ({ warned, echoed }) => warned - echoed || '' },
  ];
}
