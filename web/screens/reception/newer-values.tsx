import { Button } from '@mantine/core';
import { useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { Note } from '../../ui/note.tsx';
import { fieldsOfPatient, type ReceptionForm } from './reception-form.ts';
import type { Reception, ReceptionState } from './use-reception.ts';

const labels: Partial<Record<keyof ReceptionForm, WordKey>> = {
  fullName: 'person.name',
  birth: 'person.birth',
  birthTime: 'person.birthTime',
  sex: 'person.sex',
  citizenId: 'person.citizenId',
  phone: 'person.phone',
  communeName: 'person.commune',
  addressText: 'person.address',
  ethnicityCode: 'person.ethnicity',
  occupationCode: 'person.occupation',
  guardianName: 'person.guardian',
  guardianPhone: 'person.guardianPhone',
};

/** Someone saved this person meanwhile: what stands there now, beside what was typed here, field by field. */
export function NewerValues({
  reception: { form, state, fill },
}: {
  reception: Pick<Reception, 'form' | 'fill'> & { state: Pick<ReceptionState, 'newer'> };
}) {
  const w = useWords();
  if (state.newer === undefined) return null;
  const now: Partial<ReceptionForm> = fieldsOfPatient(state.newer);
  const typed = form.watch();
  const differing = (Object.keys(labels) as (keyof ReceptionForm)[]).filter((field) => now[field] !== typed[field]);
  return (
    <div className="newer-values">
      <Note meaning="care">{w('newer.title')}</Note>
      {differing.map((field) => (
        <div key={field} className="newer-row">
          <span>{w(labels[field] ?? 'person.name')}</span>
          <span>{w('newer.now', { value: now[field] || '–' })}</span>
          <span>{w('newer.typed', { value: typed[field] || '–' })}</span>
          <Button variant="default" onClick={() => fill(field === 'communeName' ? communeOf(now) : { [field]: now[field] })}>
            {w('newer.take')}
          </Button>
        </div>
      ))}
    </div>
  );
}

const communeOf = ({ communeCode = '', communeName = '' }: Partial<ReceptionForm>) => ({ communeCode, communeName });
