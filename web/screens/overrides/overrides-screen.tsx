import './overrides.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OverrideList } from '../../../api/prescriptions/prescription-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useSentence, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { MonthBar, monthForPeople, thisMonth } from '../../lib/month-bar.tsx';
import { reading } from '../../lib/reading.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

type Override = OverrideList['items'][number];

/** What doctors prescribed against a warning in a month and why, for the pharmacy's review. No person is named here. */
export function OverridesScreen() {
  const w = useWords();
  const failureText = useFailure();
  const [asked, setAsked] = useState({ month: thisMonth(), code: '', page: 1 });
  const path = `/prescription-overrides?month=${asked.month}&page=${asked.page}${asked.code === '' ? '' : `&code=${asked.code}`}`;
  const { data, error, refetch } = useQuery({ ...reading<OverrideList>(path), placeholderData: keepPreviousData });
  return (
    <section className="overrides" aria-label={w('desk.overrides')}>
      <MonthBar month={asked.month} onMonth={(month) => setAsked({ month, code: '', page: 1 })}>
        {data !== undefined && <Share list={data} />}
      </MonthBar>
      {error !== null && data === undefined && (
        <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data !== undefined && data.findings.length === 0 && <Empty>{w('overrides.none', { month: monthForPeople(data.month) })}</Empty>}
      {data !== undefined && data.findings.length > 0 && (
        <div className="override-panes">
          <Findings list={data} chosen={asked.code} onChoose={(code) => setAsked({ ...asked, code, page: 1 })} />
          <Reasons list={data} onPage={(page) => setAsked({ ...asked, page })} />
        </div>
      )}
    </section>
  );
}

/** How often, which is what tells a useful warning from a tiring one. */
function Share({ list: { signings, overridden } }: { list: OverrideList }) {
  const w = useWords();
  const percent = signings === 0 ? '0' : ((overridden / signings) * 100).toLocaleString('vi-VN', { maximumFractionDigits: 1 });
  return <p>{w('overrides.share', { overridden, signings, percent })}</p>;
}

function Findings({ list, chosen, onChoose }: { list: OverrideList; chosen: string; onChoose: (code: string) => void }) {
  const w = useWords();
  const all = list.findings.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="override-findings" role="group" aria-label={w('overrides.findings')}>
      <button type="button" aria-pressed={chosen === ''} onClick={() => onChoose('')}>
        <span>{w('overrides.all')}</span>
        <b>{all}</b>
      </button>
      {list.findings.map(({ issueCode, count, prescribers }) => (
        <button key={issueCode} type="button" aria-pressed={chosen === issueCode} onClick={() => onChoose(issueCode)}>
          <span>{w(kindOf(issueCode))}</span>
          <b>{count}</b>
          <small>{w('overrides.prescribers', { n: prescribers })}</small>
        </button>
      ))}
    </div>
  );
}

/** Findings as a drug committee names them; the sentence of each stands in its row. */
const kinds = [
  ...(['interaction_conditional', 'interaction_separate', 'interaction_major', 'duplicate_ingredient', 'allergy_related'] as const),
  ...(['dose_over_max', 'dose_far_over_max', 'dose_weight_missing', 'age_contraindicated', 'age_restricted'] as const),
  ...(['pregnancy_contraindicated', 'pregnancy_avoid', 'lactation_contraindicated', 'renal_reduced', 'disease_caution'] as const),
  ...(['quantity_differs', 'quantity_implausible'] as const),
];
const kindOf = (code: string): WordKey => `overrides.kind.${kinds.find((one) => one === code) ?? 'other'}`;

function Reasons({ list, onPage }: { list: OverrideList; onPage: (page: number) => void }) {
  const w = useWords();
  const columns = useColumns();
  const [current, setCurrent] = useState<string | undefined>(undefined);
  return (
    <div className="override-list">
      <div className="scroll">
        <KeyTable
          label={w('overrides.list')}
          columns={columns}
          rows={list.items}
          rowKey={({ id }) => id}
          current={current}
          onOpen={({ id }) => setCurrent(id)}
        />
      </div>
      {(list.page > 1 || list.more) && (
        <div className="action-row">
          {list.page > 1 && (
            <ActionButton variant="default" onPress={() => onPage(1)}>
              {w('overrides.firstPage')}
            </ActionButton>
          )}
          <span>{w('overrides.page', { page: list.page })}</span>
          {list.more && (
            <ActionButton variant="default" onPress={() => onPage(list.page + 1)}>
              {w('overrides.nextPage')}
            </ActionButton>
          )}
        </div>
      )}
    </div>
  );
}

function useColumns(): Column<Override>[] {
  const w = useWords();
  const sentence = useSentence();
  return [
    { key: 'at', title: w('overrides.signedAt'), width: '120px', render: (one) => momentForPeople(one.signedAt) },
    {
      key: 'who',
      title: w('overrides.prescriber'),
      width: '170px',
      render: (one) => (
        <>
          {one.prescriberName}
          <small>{one.prescriptionCode.toUpperCase()}</small>
          <small>{w('overrides.visit', { code: one.encounterCode })}</small>
          {one.withdrawn && <small>{w('overrides.withdrawn')}</small>}
        </>
      ),
    },
    {
      key: 'finding',
      title: w('overrides.finding'),
      render: (one) => (
        <>
          {sentence({ code: one.issueCode, params: one.issueParams })}
          <small>{w('overrides.knowledge', { version: one.knowledgeVersion })}</small>
        </>
      ),
    },
    { key: 'reason', title: w('overrides.reason'), width: '240px', render: (one) => one.reason },
  ];
}
