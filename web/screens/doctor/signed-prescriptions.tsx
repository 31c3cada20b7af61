import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { momentForPeople, numberForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { Note } from '../../ui/note.tsx';

/** Signed prescriptions are read as the patient will take them; they are never changed. */
export function SignedPrescriptions({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  return encounter.prescriptions.map((one) => (
    <section key={one.id} className="signed" aria-label={w('signed.title', { code: one.code })}>
      <Note meaning="done">{w('signed.by', { code: one.code, at: momentForPeople(one.signedAt), name: one.prescriberName })}</Note>
      <ol>
        {one.lines.map((line) => (
          <li key={line.id}>
            <b>
              {line.drugName} {line.strength}
            </b>{' '}
            × {numberForPeople(line.quantity)} {line.unit} <span>{line.dosageText}</span>
          </li>
        ))}
      </ol>
    </section>
  ));
}
