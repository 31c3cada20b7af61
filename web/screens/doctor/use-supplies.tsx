import { useEffect, useRef, useState } from 'react';
import type { EncounterView, OrderView } from '../../../api/encounters/encounter-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { CabinetIssueForm } from './cabinet-issue-form.tsx';

interface UseSuppliesProps {
  encounter: EncounterView;
  order: OrderView;
  onClose: () => void;
}

/** Supplies for one order, taken from a duty cabinet one after the other; they stand on the bill at once. */
export function UseSupplies({ encounter, order, onClose }: UseSuppliesProps) {
  const w = useWords();
  const section = useRef<HTMLElement>(null);
  const [taken, setTaken] = useState<string[]>([]);
  useEffect(() => section.current?.querySelector('input')?.focus(), [taken.length]);
  const title = w('supplyUse.title', { name: order.serviceName });
  return (
    <section ref={section} className="cabinet-issues" aria-label={title}>
      <h3>{title}</h3>
      {taken.map((text, i) => (
        <Note key={i} meaning="information" live>
          {text}
        </Note>
      ))}
      {/* A new form after each taking. */}
      <CabinetIssueForm
        key={taken.length}
        encounter={encounter}
        order={order}
        onTaken={(text) => setTaken((before) => [...before, text])}
      />
      <div className="action-row">
        <ActionButton variant="default" onPress={onClose}>
          {w('supplyUse.close')}
        </ActionButton>
      </div>
    </section>
  );
}
