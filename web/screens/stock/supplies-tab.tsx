import type { SupplyList } from '../../../api/stock/supply-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import type { Column } from '../../ui/key-table.tsx';
import { PricedList } from './priced-list.tsx';
import { SupplyImportDialog } from './supply-import-dialog.tsx';

type Item = SupplyList['items'][number];

/** The medical supplies the facility has, as the insurer approved them, from day to day. */
export function SuppliesTab() {
  const w = useWords();
  return (
    <PricedList<Item>
      path="/supplies"
      words={{ label: w('stock.tab.supplies'), search: w('supplies.search'), add: w('supplies.import'), empty: w('supplies.empty') }}
      columns={useColumns()}
      nameOf={({ name }) => name}
      adding={(onClose, onChanged) => <SupplyImportDialog onClose={onClose} onDone={onChanged} />}
    />
  );
}

function useColumns(): Column<Item>[] {
  const w = useWords();
  return [
    { key: 'code', title: w('supplies.code'), width: '150px', render: (one) => one.code },
    { key: 'name', title: w('supplies.name'), render: (one) => [one.name, one.productMark].filter(Boolean).join(' · ') },
    { key: 'maker', title: w('supplies.maker'), render: (one) => one.maker ?? '–' },
    {
      key: 'price',
      title: w('stock.price'),
      align: 'right',
      width: '150px',
      render: (one) => `${moneyForPeople(one.unitPrice)}/${one.unit}`,
    },
    {
      key: 'ceiling',
      title: w('supplies.ceiling'),
      align: 'right',
      width: '110px',
      render: (one) => (one.ceilingPrice === null ? '–' : moneyForPeople(one.ceilingPrice)),
    },
    { key: 'ratio', title: w('formulary.ratio'), align: 'right', width: '80px', render: (one) => `${one.insuranceRatio} %` },
    { key: 'tender', title: w('stock.tender'), render: (one) => one.tender ?? '–' },
    { key: 'from', title: w('formulary.from'), width: '100px', render: (one) => dayForPeople(one.validFrom) },
    { key: 'to', title: w('formulary.to'), width: '100px', render: (one) => (one.validTo === null ? '' : dayForPeople(one.validTo)) },
  ];
}
