import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NationalAccountsView } from '../../../api/national-prescriptions/national-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { AccountForm } from './account-form.tsx';

type Doctor = NationalAccountsView['doctors'][number];

/** The facility's account on the right above the chosen doctor's; the doctors on the left. */
export function AccountsTab() {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({ ...reading<NationalAccountsView>('/national-accounts'), staleTime: 0 });
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const columns = useColumns();
  if (error !== null && data === undefined)
    return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  const doctor = data.doctors.find(({ userId }) => userId === chosen) ?? data.doctors[0];
  return (
    <div className="national-accounts">
      <div className="scroll">
        {data.doctors.length === 0 && <Empty>{w('national.accounts.noDoctor')}</Empty>}
        {data.doctors.length > 0 && (
          <KeyTable
            label={w('national.accounts.doctors')}
            columns={columns}
            rows={data.doctors}
            rowKey={({ userId }) => userId}
            current={doctor?.userId}
            onOpen={({ userId }) => setChosen(userId)}
          />
        )}
      </div>
      <div className="national-account">
        <AccountForm
          title={w('national.accounts.facility')}
          hint={w('national.accounts.linkCode', { code: data.facilityLinkCode })}
          path="/national-accounts/facility"
          whose={{}}
          account={data.facility}
          field={{ name: 'baseUrl', label: w('national.accounts.baseUrl'), value: data.facility?.baseUrl ?? '' }}
          endQuestion={w('national.accounts.endFacility')}
        />
        {doctor !== undefined && (
          <AccountForm
            key={doctor.userId}
            title={w('national.accounts.ofDoctor', { name: doctor.doctorName })}
            path={`/national-accounts/doctors/${doctor.userId}`}
            whose={{ doctorId: doctor.userId }}
            account={doctor.accountId === null ? null : { ...doctor, id: doctor.accountId }}
            field={{ name: 'linkCode', label: w('national.accounts.doctorCode'), value: doctor.linkCode ?? '' }}
            endQuestion={w('national.accounts.endDoctor', { name: doctor.doctorName })}
          />
        )}
      </div>
    </div>
  );
}

function useColumns(): Column<Doctor>[] {
  const w = useWords();
  return [
    { key: 'name', title: w('national.doctor'), render: (one) => one.doctorName },
    { key: 'licence', title: w('national.accounts.licence'), render: (one) => one.licence ?? '–' },
    { key: 'code', title: w('national.accounts.doctorCode'), render: (one) => one.linkCode ?? '–' },
    { key: 'state', title: w('national.accounts.account'), render: (one) => <AccountState one={one} /> },
  ];
}

function AccountState({ one }: { one: Doctor }) {
  const w = useWords();
  if (one.accountId === null) return <Note meaning="care">{w('national.accounts.notSet')}</Note>;
  if (one.stoppedAt !== null) return <Note meaning="stop">{w('national.accounts.refused')}</Note>;
  return <Note meaning="done">{w('national.accounts.set')}</Note>;
}
