import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { monthsBetween } from '../../../domain/dates.ts';
import { computeBmi } from '../../../domain/encounters/compute-bmi.ts';
import { errorsOf, type Issue } from '../../../domain/issue.ts';
import type { PaperKind } from '../../../domain/papers/paper.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople, readDecimal } from '../../lib/format.ts';
import { useSentence, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { FieldMessage } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/fields.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { CloseVisit } from './close-visit.tsx';
import { Diagnoses } from './diagnoses.tsx';
import { GrowthWords } from './growth-words.tsx';
import { isOpen } from './is-open.ts';
import { ReopenVisit } from './reopen-visit.tsx';
import { SectionFields } from './section-fields.tsx';
import type { Examination, ExaminationForm } from './use-examination.ts';
import { VisitRooms } from './visit-rooms.tsx';
import { checkTypedVitals, vitalSigns } from './vital-signs.ts';

interface ExaminationTabProps {
  encounter: EncounterView;
  examination: Examination;
  /** Opens the form of a paper that the closing needs. */
  onPaper: (kind: PaperKind) => void;
}

/** Measured, told, concluded, ended: in the order of the paper. */
export function ExaminationTab({ encounter, examination, onPaper }: ExaminationTabProps) {
  const w = useWords();
  const messageOf = useMessageOf();
  const { form, issues, busy } = examination;
  const readOnly = !isOpen(encounter) || !can('encounter.write');
  const doubtful = useDoubts(form.watch(), monthsBetween(encounter.patient.birthDate, today()));
  const needed = encounter.coverage !== null && form.watch('arrivalDiagnosis') === '' ? w('examination.arrivalNeeded') : '';
  const save = () => void examination.save();
  useKeys({ 'ctrl+enter': save, f9: save });
  return (
    <>
      <FormShell
        form={form}
        label={w('tab.examination')}
        className="examination"
        messages={[...doubtful, ...issues.filter((issue) => issue.severity !== 'error').map(messageOf)]}
        refused={errorsOf(issues).map(messageOf)}
        refusedTitle={w('state.refused')}
      >
        <VitalFields encounter={encounter} values={form.watch()} />
        <SectionFields form={form} encounter={encounter} readOnly={readOnly} />
        <div className="row-end">
          <TextField
            name="arrivalDiagnosis"
            label={w('examination.arrivalDiagnosis')}
            readOnly={readOnly}
            maxLength={1000}
            className="grow"
            hint={needed || w('examination.reason', { reason: encounter.reason })}
          />
          <ActionButton
            variant="default"
            onPress={save}
            busy={busy === undefined ? undefined : w(busy === 'sending' ? 'state.saving' : 'state.waiting')}
            blocked={isOpen(encounter) ? (examination.isDirty ? undefined : w('examination.nothingTyped')) : w('encounter.closed')}
            keyHint="Ctrl+Enter"
          >
            {w('examination.save')}
          </ActionButton>
        </div>
      </FormShell>
      <VisitRooms encounter={encounter} />
      <Diagnoses encounter={encounter} readOnly={readOnly} />
      <ReopenVisit encounter={encounter} />
      <CloseVisit encounter={encounter} beforeClose={examination.saveIfTyped} onPaper={onPaper} />
    </>
  );
}

function VitalFields({ encounter, values }: { encounter: EncounterView; values: ExaminationForm }) {
  const w = useWords();
  const bmi = computeBmi(readDecimal(values.weight), readDecimal(values.height));
  const readOnly = !isOpen(encounter) || !can('encounter.vitals.write');
  return (
    <fieldset className="vitals">
      <legend>
        {encounter.vitalsTakenAt === null ? w('vital.title') : w('vital.takenAt', { at: momentForPeople(encounter.vitalsTakenAt) })}
      </legend>
      {vitalSigns.map(({ kind, unit }) => (
        <TextField
          key={kind}
          name={kind}
          label={w(`vital.${kind}`)}
          unit={unit}
          readOnly={readOnly}
          inputMode="decimal"
          hint={
            kind === 'height' && bmi !== undefined ? <span className="plain">{w('vital.bmi', { bmi: numberForPeople(bmi) })}</span> : ''
          }
        />
      ))}
      <GrowthWords encounter={encounter} weight={values.weight} height={values.height} />
    </fieldset>
  );
}

const doubts: Record<string, WordKey> = {
  vital_not_a_number: 'vital.notANumber',
  vital_implausible: 'vital.impossible',
  pressure_reversed: 'vital.reversed',
};

/** Eight fields in a row have room for two words; the sentence stands in the summary when saving is tried. */
function useDoubts(values: ExaminationForm, ageMonths: number): FieldMessage[] {
  const w = useWords();
  return checkTypedVitals(values, ageMonths).map((issue) => ({
    field: issue.path.replace('values.', ''),
    meaning: issue.severity === 'error' ? 'stop' : 'care',
    text: w(doubts[issue.code] ?? 'vital.look'),
  }));
}

function useMessageOf(): (issue: Issue) => FieldMessage {
  const sentence = useSentence();
  const meanings = { error: 'stop', warning: 'care', information: 'information' } as const;
  return (issue) => ({ field: issue.path.replace(/^(values|sections)\./, ''), meaning: meanings[issue.severity], text: sentence(issue) });
}
