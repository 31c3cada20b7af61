import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import type { CoverageView } from '../../../../api/patients/coverage-schemas.ts';
import type { PatientView } from '../../../../api/patients/patient-schemas.ts';
import { useFailure, useWords } from '../../../lib/i18n/i18n.tsx';
import { reading } from '../../../lib/reading.ts';
import { can } from '../../../lib/session.ts';
import { useKeys } from '../../../lib/use-keys.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { emptyCardValues } from './card-values.ts';
import { DeskDialogs, useDeskDialogs } from './desk-dialogs.tsx';
import { PersonCorrection } from './person-correction.tsx';

/**
 * What a finding of a claim leads to: card and payer of one visit, or with `?field=` that field of the card on file or of the person.
 * Esc leads back.
 */
export function VisitCorrectionScreen() {
  const w = useWords();
  const [, params] = useRoute('/visit/:encounterId');
  const [, go] = useLocation();
  const field = new URLSearchParams(useSearch()).get('field');
  const back = () => go('/claims');
  useKeys({ esc: back });
  return (
    <DeskDialogs onChanged={() => undefined} onClosed={back}>
      <section className="visit-correction" aria-label={w('visit.correction')}>
        <ActionButton variant="default" keyHint="Esc" onPress={back}>
          {w(can('claim.read') ? 'visit.backToClaims' : 'state.back')}
        </ActionButton>
        {params?.encounterId !== undefined && field === null && <OpenVisitAtOnce encounterId={params.encounterId} />}
        {params?.encounterId !== undefined && field !== null && <Field encounterId={params.encounterId} field={field} onDone={back} />}
      </section>
    </DeskDialogs>
  );
}

function OpenVisitAtOnce({ encounterId }: { encounterId: string }) {
  const { openVisit } = useDeskDialogs();
  // The link names the visit; the dialog belongs to the desk around it.
  const open = useEffectEvent((id: string) => openVisit(id));
  useEffect(() => open(encounterId), [encounterId]);
  return null;
}

/** The file of the person of the visit, read for the one field that is wrong. */
function Field({ encounterId, field, onDone }: { encounterId: string; field: string; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const visit = useQuery({ ...reading<CoverageView>(`/encounters/${encounterId}/coverage`), staleTime: 0 });
  const patientId = visit.data?.patientId;
  const person = useQuery({ ...reading<PatientView>(`/patients/${patientId ?? ''}`), enabled: patientId !== undefined, staleTime: 0 });
  const failed = visit.error ?? person.error;
  const again = () => void (visit.error === null ? person.refetch() : visit.refetch());
  if (failed !== null) return <Failed text={failureText(failed)} retryText={w('state.retry')} onRetry={again} />;
  if (visit.data === undefined || person.data === undefined || person.isFetching) return <Loading label={w('state.loading')} lines={8} />;
  if (field in emptyCardValues) return <OpenCardAtOnce visit={visit.data} person={person.data} field={field} />;
  return <PersonCorrection person={person.data} field={field} onDone={onDone} />;
}

function OpenCardAtOnce({ visit, person, field }: { visit: CoverageView; person: PatientView; field: string }) {
  const { editCard, openVisit } = useDeskDialogs();
  const open = useEffectEvent(() => {
    const used = visit.cards.findLast(({ counts }) => counts);
    const card = person.cards.find(({ id }) => id === used?.cardId);
    if (card === undefined) openVisit(visit.encounterId);
    else editCard(person.id, card, field);
  });
  useEffect(() => open(), []);
  return null;
}
