import './reception.css';
import { useRef } from 'react';
import { errorsOf, type Issue } from '../../../domain/issue.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { FieldMessage } from '../../ui/error-summary.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { fieldOfPath } from './field-of-path.ts';
import { InsuranceFields } from './insurance-fields.tsx';
import { NewerValues } from './newer-values.tsx';
import { PersonFields } from './person-fields.tsx';
import { PossibleDuplicates } from './possible-duplicates.tsx';
import { RoomsPanel } from './rooms-panel.tsx';
import { SearchPanel } from './search-panel.tsx';
import { LastTicket, Ticket } from './ticket.tsx';
import type { ReceptionForm as Values } from './reception-form.ts';
import { checkReception } from './to-registration.ts';
import { useReception, type Reception } from './use-reception.ts';
import { VisitFields } from './visit-fields.tsx';

/** One form for finding, new and edit: scan or search, three columns in the order of the paper, Ctrl+Enter, next. */
export function ReceptionScreen() {
  const w = useWords();
  const reception = useReception(w('reception.usualReason'));
  const search = useRef<HTMLInputElement>(null);
  const lastAddress = useLastAddress(reception);
  const toSearch = () => {
    search.current?.focus();
    search.current?.select();
  };
  const save = () => {
    lastAddress.keep();
    void reception.save().then(() => {
      if (reception.form.getValues('fullName') === '') toSearch();
    });
  };
  useKeys({
    esc: () => toSearch(),
    'ctrl+enter': save,
    f9: save,
    f2: () => {
      if (reception.isSending) return;
      reception.begin();
      reception.focusSoon();
    },
    f4: toSearch,
    f8: () => window.print(),
    'ctrl+d': () => (reception.isSending ? undefined : lastAddress.repeat()),
  });
  return (
    <div className="reception">
      <div className="held-together" inert={reception.isSending}>
        <SearchPanel reception={reception} inputRef={search} />
      </div>
      <RoomsPanel />
      <ReceptionForm reception={reception} onSave={save} />
      <Ticket answer={reception.state.ticket} />
    </div>
  );
}

function ReceptionForm({ reception, onSave }: { reception: Reception; onSave: () => void }) {
  const w = useWords();
  const { form, state, write } = reception;
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
      <div className="held-together" inert={reception.isSending}>
        <PersonFields reception={reception} />
        <InsuranceFields reception={reception} />
        <VisitFields reception={reception} />
      </div>
      <footer className="reception-foot">
        <LastTicket answer={state.ticket} />
        <PossibleDuplicates reception={reception} />
        <ActionButton
          variant="default"
          onPress={() => reception.begin()}
          busy={reception.isSending ? w('reception.new') : undefined}
          keyHint="F2"
        >
          {w('reception.new')}
        </ActionButton>
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

/** Ctrl+D: the address that stood here last time; families and villages come together. */
function useLastAddress({ form, fill }: Reception) {
  const last = useRef<Pick<Values, 'communeCode' | 'communeName' | 'addressText'>>(undefined);
  return {
    keep: () => {
      const { communeCode, communeName, addressText } = form.getValues();
      last.current = { communeCode, communeName, addressText };
    },
    repeat: () => fill(last.current ?? {}),
  };
}
