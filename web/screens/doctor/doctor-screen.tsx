import './doctor.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { EncounterRecord } from './encounter-record.tsx';
import { ResultInbox } from './result-inbox.tsx';
import { WorkList } from './work-list.tsx';

const ROOM = 'doctor-room';

/** Work list left, the record right. F10 calls the next person. */
export function DoctorScreen() {
  const [roomId, setRoomId] = useState(() => localStorage.getItem(ROOM) ?? '');
  const [, params] = useRoute('/doctor/:encounterId');
  const [, go] = useLocation();
  const spot = useSearch();
  const chooseRoom = (id: string) => {
    localStorage.setItem(ROOM, id);
    setRoomId(id);
  };
  return (
    <div className="doctor">
      <div className="doctor-left">
        <ResultInbox onOpen={(encounterId) => go(`/doctor/${encounterId}`)} />
        <WorkList
          roomId={roomId}
          onRoom={chooseRoom}
          current={params?.encounterId}
          onOpen={(encounterId) => go(`/doctor/${encounterId}`)}
        />
      </div>
      {params?.encounterId === undefined ? (
        <NobodyYet />
      ) : (
        <OpenRecord key={`${params.encounterId}?${spot}`} encounterId={params.encounterId} />
      )}
    </div>
  );
}

function NobodyYet() {
  const w = useWords();
  return <Empty>{w('doctor.empty')}</Empty>;
}

function OpenRecord({ encounterId }: { encounterId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<EncounterView>(`/encounters/${encounterId}`));
  if (data !== undefined) return <EncounterRecord encounter={data} />;
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  return <Loading label={w('state.loading')} lines={8} />;
}
