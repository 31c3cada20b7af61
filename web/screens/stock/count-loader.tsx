import { useState } from 'react';
import type { StockList } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { get } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { emptyLine } from './document-form.ts';
import type { OpenDocument } from './use-document.ts';

/** Puts the lots of the depot on the counting sheet, all or those of a drug; what stands there already is not put twice. */
export function CountLoader({ document }: { document: OpenDocument }) {
  const w = useWords();
  const failureText = useFailure();
  const [query, setQuery] = useState('');
  const [said, setSaid] = useState('');
  const { form } = document;
  const load = async () => {
    try {
      const path = `/stock?depotId=${form.depotId}${query.trim() === '' ? '' : `&q=${encodeURIComponent(query.trim())}`}`;
      const { items, more } = await get<StockList>(path);
      const known = new Set(form.lines.map(({ lotId }) => lotId));
      const rows = items
        .filter(({ lotId }) => !known.has(lotId))
        .map((lot) => ({
          ...emptyLine({ code: lot.drugCode, name: lot.drugName, unit: lot.unit }),
          ...{ lotId: lot.lotId, lotNumber: lot.lotNumber, expiresOn: dayForPeople(lot.expiresOn), onHand: lot.onHand },
        }));
      document.addLines(rows);
      setSaid(more ? w('stock.countMore') : w('stock.countLoaded', { n: rows.length }));
    } catch (cause) {
      setSaid(failureText(cause));
    }
  };
  return (
    <div className="stock-bar">
      <label>
        {w('stock.countFilter')}
        <input value={query} maxLength={100} onChange={(event) => setQuery(event.target.value)} />
      </label>
      <ActionButton variant="default" onPress={() => void load()}>
        {w('stock.countLoad')}
      </ActionButton>
      {said !== '' && <Note meaning="information">{said}</Note>}
    </div>
  );
}
