import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { monthsBetween } from '../../../domain/dates.ts';
import { isAskedAboutPregnancy } from '../../../domain/patients/reproductive-state.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PregnancyDialog } from './pregnancy-dialog.tsx';

type Person = EncounterView['patient'];

/** What was answered about pregnancy and breastfeeding; nothing for whom it is not asked. */
export function PregnancyLine({ encounter }: { encounter: EncounterView }) {
  const { patient } = encounter;
  const words = useStateWords(patient.reproductiveState);
  if (!mayBeAsked(patient)) return null;
  const { pregnancy } = patient.reproductiveState;
  const meaning = pregnancy === 'no' ? 'done' : 'care';
  return (
    <div className={`banner-line line-${meaning}`}>
      <span>
        <Icon name={meaning} /> {words}
      </span>
      <PregnancyButton encounter={encounter} />
    </div>
  );
}

/** Opens the question; also stands beside a finding that asks for it. */
export function PregnancyButton({ encounter: { id, patient } }: { encounter: EncounterView }) {
  const w = useWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  if (!can('patient.allergy.write') || !mayBeAsked(patient)) return null;
  const answered = async () => {
    setAsking(false);
    await queries.invalidateQueries({ queryKey: [`/encounters/${id}`] });
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === `/encounters/${id}/prescription-checks` });
  };
  return (
    <span className="banner-actions">
      <ActionButton variant="default" onPress={() => setAsking(true)}>
        {w('pregnancy.write')}
      </ActionButton>
      {asking && <PregnancyDialog patientId={patient.id} onClose={() => setAsking(false)} onAnswered={() => void answered()} />}
    </span>
  );
}

const mayBeAsked = ({ sex, birthDate, reproductiveState }: Person): boolean =>
  sex !== 'male' && (isAskedAboutPregnancy({ sex, ageMonths: monthsBetween(birthDate, today()) }) || reproductiveState.pregnancy === 'yes');

function useStateWords({ pregnancy, weeks, breastfeeding }: Person['reproductiveState']): string {
  const w = useWords();
  if (pregnancy === 'never-asked') return w('pregnancy.neverAsked');
  const known = weeks === null ? w('pregnancy.yes') : w('pregnancy.weeks', { n: weeks });
  return [pregnancy === 'no' ? w('pregnancy.no') : known, ...(breastfeeding ? [w('pregnancy.breastfeeding')] : [])].join(', ');
}
