import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { ageText } from '../../../domain/patients/age.ts';
import type { BirthPrecision } from '../../../domain/visits/visit-record.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { AllergyDialog } from './allergy-dialog.tsx';
import { ConditionsLine } from './conditions.tsx';
import { PregnancyLine } from './pregnancy.tsx';

/** Who this is and what could hurt them. Never scrolls away. */
export function PatientBanner({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const { patient, coverage } = encounter;
  const weight = encounter.vitals.weight;
  const facts = [
    ageText(patient.birthDate, patient.birthPrecision as BirthPrecision, today()),
    w(`sex.${patient.sex}`),
    ...(weight === undefined ? [] : [`${numberForPeople(weight)} kg`]),
    coverage === null ? w('banner.noCover') : w('banner.cover', { rate: coverage.cardRate, tail: coverage.cardTail }),
    w(`encounterState.${encounter.state}`),
    encounter.arrivalCategoryName,
  ];
  return (
    <header className="banner">
      <div className="banner-person">
        <h2>{patient.fullName}</h2>
        <span className="banner-facts">{facts.join(' · ')}</span>
        <span className="banner-code">{encounter.code}</span>
      </div>
      <div className="banner-lines">
        <Allergies encounter={encounter} />
        <PregnancyLine encounter={encounter} />
        <ConditionsLine encounter={encounter} />
      </div>
    </header>
  );
}

function Allergies({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const { patient } = encounter;
  const known = patient.allergies.map(({ substance, reaction }) => (reaction === null ? substance : `${substance} (${reaction})`));
  const [meaning, text] = (
    {
      'never-asked': ['care', w('allergy.neverAsked')],
      'none-known': ['done', w('allergy.none')],
      known: ['stop', w('allergy.known', { list: known.join('; ') })],
    } as const
  )[patient.allergyStatus];
  return (
    <div className={`banner-line line-${meaning}`}>
      <span>
        <Icon name={meaning} /> {text}
      </span>
      {can('patient.allergy.write') && <AllergyActions encounter={encounter} />}
    </div>
  );
}

function AllergyActions({ encounter: { id, patient } }: { encounter: EncounterView }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const none = useWrite<Record<string, never>, unknown>('POST', `/patients/${patient.id}/no-known-allergies`);
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState('');
  const refresh = () => queries.invalidateQueries({ queryKey: [`/encounters/${id}`] });
  const sayNone = async () => {
    try {
      await none.send({});
      await refresh();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <span className="banner-actions">
      <ActionButton variant="default" onPress={() => setAdding(true)}>
        {w('allergy.add')}
      </ActionButton>
      {patient.allergyStatus === 'never-asked' && (
        <ActionButton variant="default" onPress={() => void sayNone()}>
          {w('allergy.sayNone')}
        </ActionButton>
      )}
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      {adding && (
        <AllergyDialog
          patientId={patient.id}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            void refresh();
          }}
        />
      )}
    </span>
  );
}
