import './reception.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { errorsOf, type Issue } from '../../../domain/issue.ts';
import { handOver } from '../../lib/hand-over.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { FieldMessage } from '../../ui/error-summary.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { fieldOfPath } from './field-of-path.ts';
import { InsuranceFields } from './insurance-fields.tsx';
import { NewerValues } from './newer-values.tsx';
import { PrintedPaper } from './papers/printed-paper.tsx';
import { usePapers, type Papers } from './papers/use-papers.ts';
import { PersonFields } from './person-fields.tsx';
import { PhotoDialog } from './photo-dialog.tsx';
import { PossibleDuplicates } from './possible-duplicates.tsx';
import { RoomsPanel } from './rooms-panel.tsx';
import { SamePerson } from './same-person.tsx';
import { SearchPanel } from './search-panel.tsx';
import { LastTicket, Ticket } from './ticket.tsx';
import type { ReceptionForm as Values } from './reception-form.ts';
import { checkReception } from './to-registration.ts';
import { useEligibility, type Eligibility } from './use-eligibility.ts';
import { useReception, type Reception } from './use-reception.ts';
import { DeskDialogs } from './visit/desk-dialogs.tsx';
import { VisitFields } from './visit-fields.tsx';

/** One form for finding, new and edit: scan or search, three columns in the order of the paper, Ctrl+Enter, next. */
export function ReceptionScreen() {
  const w = useWords();
  const reception = useReception(w('reception.usualReason'));
  const search = useRef<HTMLInputElement>(null);
  useHandedOver(reception);
  const eligibility = useEligibility(reception);
  const lastAddress = useLastAddress(reception);
  const toSearch = () => {
    search.current?.focus();
    search.current?.select();
  };
  const papers = usePapers();
  const save = () => {
    lastAddress.keep();
    void reception.save(eligibility.answer?.id).then(async (saved) => {
      if (saved === undefined) return;
      if (!papers.afterSave) return;
      for (const ticket of saved.tickets) await papers.print(saved.encounterId, 'ticket', ticket.id);
    });
  };
  const printAgain = (kind: 'ticket' | 'registration-slip') => {
    const last = reception.state.ticket;
    if (last !== undefined) void papers.print(last.encounterId, kind, kind === 'ticket' ? last.ticket.id : undefined);
  };
  const newborn = () => {
    if (reception.isSending || reception.state.known === undefined) return;
    reception.beginNewborn((name) => w('person.newbornOf', { name }));
    reception.focusSoon(false);
  };
  // The box rests with the form while it is sent; once the form is free again it takes the cursor.
  const saved = reception.isSending ? undefined : reception.state.ticket?.encounterId;
  const onSaved = useEffectEvent(() => toSearch());
  useEffect(() => {
    if (saved !== undefined) onSaved();
  }, [saved]);
  useKeys({
    esc: () => toSearch(),
    'ctrl+enter': save,
    f9: save,
    f2: () => {
      if (reception.isSending) return;
      reception.begin();
      reception.focusSoon(false);
    },
    'shift+f2': newborn,
    f4: toSearch,
    f8: () => printAgain('ticket'),
    'shift+f8': () => printAgain('registration-slip'),
    'ctrl+d': () => (reception.isSending ? undefined : lastAddress.repeat()),
  });
  return (
    <DeskDialogs onChanged={() => void reception.readAgain()}>
      <div className="reception">
        <div className="held-together" inert={reception.isSending}>
          <SearchPanel reception={reception} inputRef={search} />
        </div>
        <RoomsPanel />
        <ReceptionForm reception={reception} eligibility={eligibility} papers={papers} onSave={save} onNewborn={newborn} />
        <Ticket answer={reception.state.ticket} />
        {papers.current !== undefined && <PrintedPaper paper={papers.current} onPrinted={papers.printed} />}
      </div>
    </DeskDialogs>
  );
}

/** Whoever was sent here from the list of appointments stands in the form at once. */
function useHandedOver(reception: Reception): void {
  const receive = useEffectEvent(() => {
    const sent = handOver.get();
    if (sent === undefined) return;
    handOver.set(undefined);
    void reception.take(sent.patientId).then((known) => {
      if (known === undefined) return;
      reception.fill({ appointmentId: sent.appointmentId, priority: 'booked' });
      reception.focusSoon(true);
    });
  });
  useEffect(() => receive(), []);
}

interface FormProps {
  reception: Reception;
  eligibility: Eligibility;
  papers: Papers;
  onSave: () => void;
  onNewborn: () => void;
}

function ReceptionForm({ reception, eligibility, papers, onSave, onNewborn }: FormProps) {
  const w = useWords();
  const { form, state, write } = reception;
  const [photographing, setPhotographing] = useState(false);
  const values = form.watch();
  const messageOf = useMessageOf();
  const live = checkReception(values, state.known, today()).filter((issue) => isTyped(values, issue));
  const refused = errorsOf(state.refused).filter((issue) => {
    const field = fieldOfPath(issue.path);
    return field === undefined || values[field] === state.refusedValues[field];
  });
  const busy = write.state === 'sending' ? w('state.saving') : write.state === 'waiting' ? w('state.waiting') : undefined;
  return (
    <FormShell
      form={form}
      label={w('reception.form')}
      className="reception-form"
      messages={[...live, ...state.scanIssues].map(messageOf)}
      refused={refused.map(messageOf)}
      refusedTitle={w('state.refused')}
    >
      <NewerValues reception={reception} />
      <SamePerson reception={reception} />
      <div className="held-together" inert={reception.isSending}>
        <PersonFields reception={reception} />
        <InsuranceFields reception={reception} eligibility={eligibility} />
        <VisitFields reception={reception} />
      </div>
      <footer className="reception-foot">
        <LastTicket answer={state.ticket} papers={papers} />
        <PossibleDuplicates reception={reception} />
        <label className="after-save">
          <input type="checkbox" checked={papers.afterSave} onChange={(event) => papers.choose(event.target.checked)} />
          {w('papers.afterSave')}
        </label>
        <ActionButton
          variant="default"
          onPress={() => reception.begin()}
          busy={reception.isSending ? w('reception.new') : undefined}
          keyHint="F2"
        >
          {w('reception.new')}
        </ActionButton>
        {state.known !== undefined && (
          <ActionButton variant="default" onPress={() => setPhotographing(true)}>
            {w('photo.button')}
          </ActionButton>
        )}
        {photographing && state.known !== undefined && <PhotoDialog patientId={state.known.id} onClose={() => setPhotographing(false)} />}
        {state.known !== undefined && state.known.sex !== 'male' && (
          <ActionButton variant="default" onPress={onNewborn} keyHint="Shift+F2">
            {w('reception.newborn')}
          </ActionButton>
        )}
        <ActionButton onPress={onSave} busy={busy} keyHint="Ctrl+Enter">
          {w('reception.save')}
        </ActionButton>
      </footer>
    </FormShell>
  );
}

/** While a field is still empty nothing is wrong with it: it is said at saving, not before. */
function isTyped(values: Values, issue: Issue): boolean {
  const field = fieldOfPath(issue.path);
  if (issue.severity === 'information') return values.fullName !== '' && values.birth !== '';
  return field !== undefined && values[field] !== '';
}

function useMessageOf(): (issue: Issue) => FieldMessage {
  const sentence = useSentence();
  const meanings = { error: 'stop', warning: 'care', information: 'information' } as const;
  return (issue) => ({ field: fieldOfPath(issue.path) ?? '', meaning: meanings[issue.severity], text: sentence(issue) });
}

/** Ctrl+D: address, ethnic group and occupation that stood here last time; families and villages come together. */
function useLastAddress({ form, fill }: Reception) {
  const last = useRef<Pick<Values, 'communeCode' | 'communeName' | 'addressText' | 'ethnicityCode' | 'occupationCode'>>(undefined);
  return {
    keep: () => {
      const { communeCode, communeName, addressText, ethnicityCode, occupationCode } = form.getValues();
      last.current = { communeCode, communeName, addressText, ethnicityCode, occupationCode };
    },
    repeat: () => fill(last.current ?? {}),
  };
}
