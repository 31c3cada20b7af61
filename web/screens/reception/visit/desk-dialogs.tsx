import { useQueryClient } from '@tanstack/react-query';
import { createContext, Suspense, use, useState, type ReactNode } from 'react';
import type { CardView } from '../../../../api/patients/patient-schemas.ts';
import { lazyWithWords } from '../../../lib/i18n/i18n.tsx';

const VisitDialog = lazyWithWords(async () => (await import('./visit-dialog.tsx')).VisitDialog);
const SharingDialog = lazyWithWords(async () => (await import('../sharing-dialog.tsx')).SharingDialog);
const CardDialog = lazyWithWords(async () => (await import('./card-dialog.tsx')).CardDialog);

interface Doors {
  openVisit: (encounterId: string) => void;
  editCard: (patientId: string, card: CardView, field?: string) => void;
  openSharing: (patientId: string, name: string) => void;
}

const Doors = createContext<Doors>({ openVisit: () => undefined, editCard: () => undefined, openSharing: () => undefined });

/** Opens a visit or a card from wherever it is named on the desk. */
export const useDeskDialogs = (): Doors => use(Doors);

interface DeskDialogsProps {
  /** The record behind the form is another now. */
  onChanged: () => void;
  /** The last dialog was closed again. */
  onClosed?: () => void;
  children: ReactNode;
}

/** The dialogs of the desk; they are loaded when the first one is opened. */
export function DeskDialogs({ onChanged, onClosed, children }: DeskDialogsProps) {
  const queries = useQueryClient();
  const [visit, setVisit] = useState<string | undefined>(undefined);
  const [card, setCard] = useState<{ patientId: string; card: CardView; field?: string | undefined } | undefined>(undefined);
  const [sharing, setSharing] = useState<{ patientId: string; name: string } | undefined>(undefined);
  const closeVisit = () => {
    setVisit(undefined);
    onClosed?.();
  };
  const closeCard = () => {
    setCard(undefined);
    if (visit === undefined) onClosed?.();
  };
  const changed = (patientId?: string) => {
    void queries.invalidateQueries({ queryKey: ['/eligibility-alerts'] });
    if (patientId !== undefined) void queries.invalidateQueries({ queryKey: [`/patients/${patientId}`] });
    onChanged();
  };
  return (
    <Doors
      value={{
        openVisit: setVisit,
        editCard: (patientId, chosen, field) => setCard({ patientId, card: chosen, field }),
        openSharing: (patientId, name) => setSharing({ patientId, name }),
      }}
    >
      {children}
      <Suspense fallback={null}>
        {visit !== undefined && (
          <VisitDialog
            key={visit}
            encounterId={visit}
            onClose={closeVisit}
            onChanged={changed}
            onEditCard={(patientId, chosen) => setCard({ patientId, card: chosen })}
          />
        )}
        {sharing !== undefined && <SharingDialog {...sharing} onClose={() => setSharing(undefined)} />}
        {card !== undefined && (
          <CardDialog
            {...card}
            onClose={closeCard}
            onSaved={() => {
              changed(card.patientId);
              closeCard();
            }}
          />
        )}
      </Suspense>
    </Doors>
  );
}
