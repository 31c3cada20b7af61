import { useState } from 'react';
import type { EndPriceList, PriceLists } from '../../../api/prices/price-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { today } from '../../lib/server-clock.ts';
import { useWrite } from '../../lib/use-write.ts';

interface EndDialogProps {
  list: PriceLists['items'][number];
  onClose: () => void;
  onEnded: () => void;
}

/** The last day of a list and why it ends. */
export function EndDialog({ list, onClose, onEnded }: EndDialogProps) {
  const w = useWords();
  const [typed, setTyped] = useState(dayForPeople(today()));
  const write = useWrite<EndPriceList, { id: string }>('PUT', `/price-lists/${list.id}/end`);
  const end = async (reason: string) => {
    const validTo = readDay(typed);
    if (validTo === undefined) return;
    await write.send({ version: list.version, validTo, reason });
    onEnded();
  };
  return (
    <ReasonDialog title={`${w('prices.end')}: ${list.decisionNumber}`} confirmText={w('prices.end')} onReason={end} onClose={onClose}>
      <p className="hint">{w('prices.endNote')}</p>
      <label className="dialog-field">
        {w('prices.lastDay')}
        <input
          value={typed}
          maxLength={10}
          aria-invalid={readDay(typed) === undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </ReasonDialog>
  );
}
