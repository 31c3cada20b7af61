import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { CloseAnswer, CloseEncounter, EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { PaperList } from '../../../api/papers/paper-schemas.ts';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { openRoomsOf } from '../../../domain/encounters/open-rooms.ts';
import { dispositions } from '../../../domain/encounters/visit-state.ts';
import { errorsOf, type Issue } from '../../../domain/issue.ts';
import type { PaperKind } from '../../../domain/papers/paper.ts';
import { FacilityField } from '../../lib/facility-field.tsx';
import { get, Problem } from '../../lib/http.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { useCodes } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ChoiceField, TextField } from '../../ui/fields.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { Note } from '../../ui/note.tsx';
import { appointedDay, closingOf, judgeForm, missingPaper, type CloseForm } from './closing-form.ts';
import { isOpen } from './is-open.ts';
import { useVisitPapers } from './papers/use-papers.ts';

// The sentences of the rules come only when a visit is closed.
const ClaimAdvice = lazy(async () => ({ default: (await import('./claim-advice.tsx')).ClaimAdvice }));

interface CloseVisitProps {
  encounter: EncounterView;
  /** Saves what is still only typed; the visit must end with it. */
  beforeClose: () => Promise<void>;
  /** Opens the form of a paper that the end needs. */
  onPaper: (kind: PaperKind) => void;
}

/** How the visit ends. Closing settles the bill, so it is asked, naming what is closed. */
export function CloseVisit({ encounter, beforeClose, onPaper }: CloseVisitProps) {
  const w = useWords();
  const sentence = useSentence();
  const papers = useVisitPapers(encounter.id).data;
  const { form, issues, busy, close } = useClosing(encounter, papers, beforeClose);
  const missing = missingPaper(form.watch(), papers);
  const [asking, setAsking] = useState(false);
  const openRooms = openRoomsOf(encounter.rooms);
  const readOnly = !isOpen(encounter) || !can('encounter.close');
  const confirm = () => {
    setAsking(false);
    void close();
  };
  return (
    <FormShell
      form={form}
      label={w('close.title')}
      className="closing"
      messages={[]}
      refused={issues.map((issue) => ({ field: '', meaning: 'stop', text: sentence(issue) }))}
      refusedTitle={w('close.refused')}
    >
      {!isOpen(encounter) && can('encounter.close') && (
        <Suspense fallback={null}>
          <ClaimAdvice encounterId={encounter.id} />
        </Suspense>
      )}
      <ClosingFields form={form} readOnly={readOnly} appointment={appointedDay(papers)} />
      {openRooms.length > 0 && !readOnly && (
        <TextField name="leaveRooms" label={w('close.leaveRooms', { rooms: openRooms.join(', ') })} maxLength={500} />
      )}
      <div className="row-end">
        {missing !== undefined && can('paper.write') && !readOnly && (
          <ActionButton variant="default" onPress={() => onPaper(missing)}>
            {w('close.makePaper', { kind: w(`paperKind.${missing}`) })}
          </ActionButton>
        )}
        <TextField name="advice" label={w('close.advice')} readOnly={readOnly} maxLength={1000} className="grow" />
        <ActionButton
          onPress={() => setAsking(true)}
          busy={busy ? w('state.saving') : undefined}
          blocked={useBlocked(encounter, form.watch(), papers)}
        >
          {w('close.button')}
        </ActionButton>
      </div>
      <ConfirmDialog
        opened={asking}
        title={w('close.question', { name: encounter.patient.fullName })}
        confirmText={w('close.button')}
        cancelText={w('state.back')}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
      >
        <p>
          {w('close.holds', { diagnoses: encounter.diagnoses.length, orders: openOrPerformed(encounter), drugs: drugCount(encounter) })}
        </p>
        {judgeForm(encounter, form.watch(), papers).map((issue) => (
          <Note key={issue.code} meaning="care">
            {sentence(issue)}
          </Note>
        ))}
        {encounter.coverage !== null && encounter.arrivalDiagnosis === null && <Note meaning="care">{w('examination.arrivalNeeded')}</Note>}
      </ConfirmDialog>
    </FormShell>
  );
}

interface ClosingFieldsProps {
  form: ReturnType<typeof useClosing>['form'];
  readOnly: boolean;
  /** The day of an appointment paper, which need not be typed again. */
  appointment: Day | undefined;
}

function ClosingFields({ form, readOnly, appointment }: ClosingFieldsProps) {
  const w = useWords();
  const choicesOf = (table: { code: string; name: string }[]) => [
    { value: '', label: '–' },
    ...table.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  ];
  const followUp = readDay(form.watch('followUp'));
  const ofPaper = appointment === undefined ? '' : w('close.followUpOfPaper', { day: dayForPeople(appointment) });
  return (
    <fieldset className="closing-fields">
      <legend>{w('close.title')}</legend>
      <ChoiceField
        name="disposition"
        label={w('close.disposition')}
        readOnly={readOnly}
        choices={dispositions.map((value) => ({ value, label: w(`disposition.${value}`) }))}
      />
      <ChoiceField name="outcome" label={w('close.outcome')} readOnly={readOnly} choices={choicesOf(useCodes('KET_QUA_DTRI'))} />
      <ChoiceField name="dischargeType" label={w('close.dischargeType')} readOnly={readOnly} choices={choicesOf(useCodes('MA_LOAI_RV'))} />
      <TextField
        name="followUp"
        label={w('close.followUp')}
        readOnly={readOnly}
        placeholder="ddMMyyyy"
        hint={followUp === undefined ? ofPaper : dayForPeople(followUp)}
      />
      <FacilityField
        name="referredToName"
        label={w('close.referredTo')}
        chosen={form.watch('referredToName')}
        readOnly={readOnly}
        onChoose={(code, name) => {
          form.setValue('referredTo', code);
          form.setValue('referredToName', name);
        }}
      />
    </fieldset>
  );
}

function useBlocked(encounter: EncounterView, form: CloseForm, papers: PaperList | undefined): string | undefined {
  const w = useWords();
  const sentence = useSentence();
  if (!isOpen(encounter)) return w('encounter.closed');
  if (!can('encounter.close')) return w('state.notAllowed');
  const [stop] = errorsOf(judgeForm(encounter, form, papers));
  if (stop !== undefined) return sentence(stop);
  if (form.outcome === '' || form.dischargeType === '') return w('close.needsOutcome');
  if (form.followUp.trim() !== '' && readDay(form.followUp) === undefined) return w('close.followUpWrong');
  return undefined;
}

function useClosing(encounter: EncounterView, papers: PaperList | undefined, beforeClose: () => Promise<void>) {
  const path = `/encounters/${encounter.id}`;
  const queries = useQueryClient();
  const write = useWrite<CloseEncounter, CloseAnswer>('POST', `${path}/closure`);
  const [issues, setIssues] = useState<Issue[]>([]);
  const form = useForm<CloseForm>({
    defaultValues: {
      outcome: encounter.outcome ?? '',
      dischargeType: encounter.dischargeType ?? '1',
      advice: encounter.advice ?? '',
      disposition: encounter.disposition ?? 'home',
      ...{ followUp: '', referredTo: '', referredToName: '', leaveRooms: '' },
    },
  });
  const close = async () => {
    try {
      await beforeClose();
      const { version } = await get<EncounterView>(path);
      setIssues((await write.send(closingOf(form.getValues(), version, papers))).issues);
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setIssues(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
    }
    await queries.invalidateQueries();
  };
  return { form, issues, close, busy: write.state === 'sending' || write.state === 'waiting' };
}

const openOrPerformed = (encounter: EncounterView): number => encounter.orders.filter((order) => order.state !== 'cancelled').length;
const drugCount = (encounter: EncounterView): number => encounter.prescriptions.reduce((count, one) => count + one.lines.length, 0);
