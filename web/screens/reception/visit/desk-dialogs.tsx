import { useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, use, useState, type ReactNode } from 'react';
import type { CardView } from '../../../../api/patients/patient-schemas.ts';

const VisitDialog = lazy(async () => ({ default: (await import('./visit-dialog.tsx')).VisitDialog }));
const CardDialog = lazy(async () => ({ default: (await import('./card-dialog.tsx')).CardDialog }));

interface Doors {
  openVisit: (encounterId: string) => void;
  editCard: (patientId: string, card: CardView) => void;
}

const Doors = createContext<Doors>({ openVisit: () => undefined, editCard: () => undefined });

/** Opens a visit or a card from wherever it is named on the desk. */
export const useDeskDialogs = (): Doors => use(Doors);

/** The dialogs of the desk; they are loaded when the first one is opened. `onChanged`: the record behind the form is another now. */
export function DeskDialogs({ onChanged, children }: { onChanged: () => void; children: ReactNode }) {
  const queries = useQueryClient();
  const [visit, setVisit] = useState<string | undefined>(undefined);
  const [card, setCard] = useState<{ patientId: string; card: CardView } | undefined>(undefined);
  const changed = (patientId?: string) => {
    void queries.invalidateQueries({ queryKey: ['/eligibility-alerts'] });
    if (patientId !== undefined) void queries.invalidateQueries({ queryKey: [`/patients/${patientId}`] });
    onChanged();
  };
  return (
    <Doors value={{ openVisit: setVisit, editCard: (patientId, chosen) => setCard({ patientId, card: chosen }) }}>
      {children}
      <Suspense fallback={null}>
        {visit !== undefined && (
          <VisitDialog
            key={visit}
            encounterId={visit}
            isCovered={card !== undefined}
            onClose={() => setVisit(undefined)}
            onChanged={changed}
            onEditCard={(patientId, chosen) => setCard({ patientId, card: chosen })}
          />
        )}
        {card !== undefined && (
          <CardDialog
            {...card}
            onClose={() => setCard(undefined)}
            onSaved={() => {
              changed(card.patientId);
              setCard(undefined);
            }}
          />
        )}
      </Suspense>
    </Doors>
  );
}
