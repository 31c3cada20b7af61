import { useQuery } from '@tanstack/react-query';
import type { IndicatorList } from '../../../../api/results/result-schemas.ts';
import { showRange } from '../../../../domain/results/show-value.ts';
import { useWords, type WordKey } from '../../../lib/i18n/i18n.tsx';
import { reading } from '../../../lib/reading.ts';
import type { Column } from '../../../ui/key-table.tsx';
import { KeptList } from './kept-list.tsx';
import { RangeForm } from './range-form.tsx';
import type { KeptIndicator } from './range-rows.ts';

/** The indicators of the laboratory and the ranges it judges by. */
export function RangesSection() {
  const w = useWords();
  const { data } = useQuery({ ...reading<IndicatorList>('/laboratory/indicators'), staleTime: 0 });
  const columns: Column<KeptIndicator>[] = [
    { key: 'code', title: w('keep.code'), width: '70px', render: (one) => one.code },
    { key: 'name', title: w('keep.indicator'), render: (one) => one.name },
    {
      key: 'range',
      title: w('keep.range'),
      width: '170px',
      // They come by age: the last is that of adults.
      render: ({ ranges, unit }) => (
        <>
          {ranges.length === 0 ? '' : `${showRange(ranges.at(-1))} ${unit ?? ''}`}
          <small>{w(`keep.origin.${ranges.at(-1)?.origin ?? 'none'}` as WordKey)}</small>
        </>
      ),
    },
  ];
  return (
    <KeptList
      label={w('keep.section.ranges')}
      columns={columns}
      rows={data?.items}
      rowKey={({ code }) => code}
      textOf={({ code, name }) => `${code} ${name}`}
      mayAdd={false}
      emptyText={w('keep.chooseIndicator')}
      form={(indicator, key) => (indicator === undefined ? null : <RangeForm key={key} indicator={indicator} />)}
    />
  );
}
