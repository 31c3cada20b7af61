import type { DepotView } from '../../../api/stock/stock-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';

interface DepotSelectProps {
  depots: DepotView[];
  value: string;
  onChange: (depotId: string) => void;
  /** A line for all of them, or for none yet. */
  all?: boolean;
  label?: string;
}

export function DepotSelect({ depots, value, onChange, all = false, label }: DepotSelectProps) {
  const w = useWords();
  return (
    <label>
      {label ?? w('stock.depot')}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {all && <option value="">{w('stock.allDepots')}</option>}
        {depots.map((depot) => (
          <option key={depot.id} value={depot.id}>
            {depot.code} – {depot.name}
          </option>
        ))}
      </select>
    </label>
  );
}
