import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { OutsideVisits } from '../../../api/interop/outside-schemas.ts';
import type { PatientSummary } from '../../../api/patients/patient-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { PersonField } from '../../lib/person-field.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { KeyTable } from '../../ui/key-table.tsx';
import { OutsideRecordPane } from './outside-record.tsx';
import { useDestinations } from './use-interop.ts';

type Visit = z.infer<typeof OutsideVisits>['items'][number];

/** What others get of somebody: the person, the visit, the destination. Each opening is logged. */
export function OutsideTab() {
  const w = useWords();
  const [person, setPerson] = useState<PatientSummary | undefined>(undefined);
  const [encounterId, setEncounterId] = useState<string | undefined>(undefined);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const destinations = (useDestinations().data?.destinations ?? []).filter(({ kind }) => kind === 'fhir');
  const destinationId = chosen ?? destinations[0]?.id;
  const find = () => document.querySelector<HTMLInputElement>('input[name="outside-person"]')?.select();
  useKeys({ esc: find, f4: find });
  const choose = (one: PatientSummary | undefined) => {
    setPerson(one);
    setEncounterId(undefined);
  };
  return (
    <>
      <div className="interop-bar">
        <PersonField name="outside-person" label={w('interop.outside.person')} person={person} onPerson={choose} isFirst />
        <label>
          {w('interop.name')}
          <select value={destinationId ?? ''} onChange={(event) => setChosen(event.currentTarget.value)}>
            {destinations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="interop-outside">
        <div className="scroll">
          {person === undefined && <Empty>{w('interop.outside.begin')}</Empty>}
          {person !== undefined && <Visits key={person.id} patientId={person.id} current={encounterId} onOpen={setEncounterId} />}
        </div>
        {encounterId !== undefined && destinationId !== undefined && (
          <OutsideRecordPane key={`${encounterId} ${destinationId}`} encounterId={encounterId} destinationId={destinationId} />
        )}
      </div>
    </>
  );
}

interface VisitsProps {
  patientId: string;
  current: string | undefined;
  onOpen: (encounterId: string) => void;
}

function Visits({ patientId, current, onOpen }: VisitsProps) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({
    queryKey: ['/outside-records/visits', patientId],
    queryFn: ({ signal }) => ask<z.infer<typeof OutsideVisits>>('/outside-records/visits', { patientId }, signal),
  });
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={3} />;
  if (data.items.length === 0) return <Empty>{w('interop.outside.noVisit')}</Empty>;
  return (
    <KeyTable<Visit>
      label={w('interop.outside.visits')}
      columns={[
        { key: 'code', title: w('interop.visit'), render: ({ code }) => <span className="nowrap">{code}</span> },
        { key: 'closed', title: w('interop.closedAt'), width: '130px', render: ({ closedAt }) => momentForPeople(closedAt) },
      ]}
      rows={data.items}
      rowKey={(one) => one.encounterId}
      current={current}
      onOpen={(one) => onOpen(one.encounterId)}
    />
  );
}
