import type { MergePreview } from '../../../api/patients/merge-schemas.ts';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import { birthForPeople } from '../../lib/format.ts';
import { useSentence, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { Note } from '../../ui/note.tsx';

/** Both records side by side, what differs marked, what would move counted. */
export function ComparedRecords({ preview }: { preview: MergePreview }) {
  const w = useWords();
  const sentence = useSentence();
  const { survivor, loser, moves, contradictions } = preview;
  const rows = factsOf(survivor).map(([label, kept], i) => [label, kept, factsOf(loser)[i]?.[1] ?? ''] as const);
  return (
    <>
      {contradictions.map((issue) => (
        <Note key={`${issue.code} ${issue.path}`} meaning="care">
          {sentence(issue)}
        </Note>
      ))}
      <table className="compared">
        <thead>
          <tr>
            <th scope="col">{w('merge.field')}</th>
            <th scope="col">{w('merge.survivor')}</th>
            <th scope="col">{w('merge.loser')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, kept, other]) => (
            <tr key={label} className={kept === other ? '' : 'differs'}>
              <th scope="row">{w(label)}</th>
              <td>{kept}</td>
              <td>
                {other} {kept !== other && <small>{w('merge.differs')}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {w('merge.moves', {
          numbers: moves.identifiers,
          cards: moves.cards,
          allergies: moves.allergies,
          visits: moves.encountersHere,
          facilities: moves.facilities.length,
        })}
      </p>
    </>
  );
}

function factsOf(patient: PatientView): (readonly [WordKey, string])[] {
  return [
    ['person.name', patient.fullName],
    ['person.birth', birthForPeople(patient.birthDate, patient.birthPrecision)],
    ['person.sex', patient.sex],
    ['person.citizenId', patient.identifiers.find(({ system }) => system === 'citizen-id')?.value ?? ''],
    ['person.phone', patient.phone ?? ''],
    ['person.commune', patient.address.communeName ?? ''],
    ['person.address', patient.address.text ?? ''],
    ['person.guardian', patient.guardian?.fullName ?? ''],
    ['insurance.coverage', patient.cards.map(({ cardNumber }) => cardNumber).join(', ')],
    ['merge.allergies', patient.allergies.map(({ substance }) => substance).join(', ')],
  ];
}
