import './visit.css';
import { useQuery } from '@tanstack/react-query';
import type { CoverageView } from '../../../../api/patients/coverage-schemas.ts';
import type { CardView, PatientView } from '../../../../api/patients/patient-schemas.ts';
import { momentForPeople } from '../../../lib/format.ts';
import { useFailure, useWords } from '../../../lib/i18n/i18n.tsx';
import { reading } from '../../../lib/reading.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { SaveKeys } from './save-keys.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { PayerForm } from './payer-form.tsx';
import { usePayerChange } from './use-payer-change.ts';
import { VisitFacts } from './visit-facts.tsx';

/** While it is open the insurer may answer about the card. */
const EVERY_MS = 5_000;
const WIDTH_PX = 1080;

interface VisitDialogProps {
  encounterId: string;
  onClose: () => void;
  onChanged: (patientId?: string) => void;
  onEditCard: (patientId: string, card: CardView) => void;
}

/** A visit that is under way, opened at reception: its cards, who pays, what a change does to the bill, and the trace. */
export function VisitDialog({ encounterId, ...props }: VisitDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const visit = useQuery({ ...reading<CoverageView>(`/encounters/${encounterId}/coverage`), refetchInterval: EVERY_MS, staleTime: 0 });
  const patientId = visit.data?.patientId;
  const person = useQuery({ ...reading<PatientView>(`/patients/${patientId ?? ''}`), enabled: patientId !== undefined });
  const failed = visit.error ?? person.error;
  const isHere = visit.data !== undefined && person.data !== undefined;
  const again = () => {
    void visit.refetch();
    if (patientId !== undefined) void person.refetch();
  };
  return (
    <Dialog title={useTitle(visit.data)} width={WIDTH_PX} onClose={props.onClose}>
      {isHere && <OpenVisit view={visit.data} cards={person.data.cards} {...props} />}
      {!isHere && failed === null && <Loading label={w('state.loading')} lines={8} />}
      {!isHere && failed !== null && <Failed text={failureText(failed)} retryText={w('state.retry')} onRetry={again} />}
    </Dialog>
  );
}

function useTitle(view: CoverageView | undefined): string {
  const w = useWords();
  if (view === undefined) return w('visit.dialog');
  const { code, patientName: name, roomName: room, startedAt, state } = view;
  return w('visit.dialogOf', { code, name, room, at: momentForPeople(startedAt), state: w(`encounter.${state}`) });
}

interface OpenVisitProps extends Omit<VisitDialogProps, 'encounterId'> {
  view: CoverageView;
  cards: CardView[];
}

function OpenVisit({ view, cards, onClose, onChanged, onEditCard }: OpenVisitProps) {
  const w = useWords();
  const change = usePayerChange(view, () => onChanged(view.patientId));
  const isOpen = view.state === 'planned' || view.state === 'in-progress';
  const edit = (cardId: string) => {
    const card = cards.find(({ id }) => id === cardId);
    if (card !== undefined) onEditCard(view.patientId, card);
  };
  return (
    <SaveKeys className="visit-dialog" onSave={() => (isOpen ? void change.save() : undefined)}>
      <section className="visit-facts" aria-label={w('visit.dialog')}>
        <VisitFacts view={view} before={change.outcome?.before} onEditCard={edit} />
      </section>
      {isOpen ? <PayerForm view={view} cards={cards} change={change} onClose={onClose} /> : <Closed onClose={onClose} />}
    </SaveKeys>
  );
}

function Closed({ onClose }: { onClose: () => void }) {
  const w = useWords();
  return (
    <div>
      <Note meaning="information">{w('visit.closedNoChange')}</Note>
      <div className="dialog-buttons">
        <ActionButton variant="default" onPress={onClose} keyHint="Esc">
          {w('state.back')}
        </ActionButton>
      </div>
    </div>
  );
}
