import type { ReportView } from '../../../api/settlement/settlement-schemas.ts';
import { cellOf, momentText, type FormLine } from '../../../domain/settlement/form-cells.ts';
import { formLayouts, isSummed, type FormColumn, type SettlementForm } from '../../../domain/settlement/form-layouts.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { useFormLines } from './use-settlement.ts';

/** The lines of a form as the paper has them, its total always in sight. The forms speak Vietnamese, whatever the screen speaks. */
export function FormTable({ report, form }: { report: ReportView; form: SettlementForm }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useFormLines(report.id, form);
  const layout = formLayouts[form];
  const lines = data?.pages.flatMap(({ items }) => items) ?? [];
  const total = report.forms.find((one) => one.form === form);
  return (
    <>
      <p className="settlement-title">
        <strong>{layout.title}</strong> <small>{layout.act}</small>
        {total !== undefined && <span>{w('settlement.lines', { shown: lines.length, all: total.count })}</span>}
      </p>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={6} />}
      {data !== undefined && lines.length === 0 && <Empty>{w('settlement.noLines')}</Empty>}
      {lines.length > 0 && (
        <div className="settlement-scroll" tabIndex={0} role="region" aria-label={layout.title}>
          <table className={`plain-table ${layout.columns[0]?.from[0] === 'position' ? 'settlement-numbered' : ''}`}>
            <Head columns={layout.columns} />
            <tbody>
              {lines.map(({ position, line }) => (
                <Line key={position} columns={layout.columns} line={line} isTotal={line['section'] === 'total'} />
              ))}
            </tbody>
            {total !== undefined && <Total columns={layout.columns} sums={total.sums} />}
          </table>
        </div>
      )}
      {hasNextPage && (
        <ActionButton variant="default" busy={isFetchingNextPage ? w('state.loading') : undefined} onPress={() => void fetchNextPage()}>
          {w('settlement.more')}
        </ActionButton>
      )}
    </>
  );
}

const isNumber = ({ kind }: FormColumn): boolean => kind === 'money' || kind === 'quantity' || kind === 'count';
const sideOf = (column: FormColumn): string => (isNumber(column) ? 'right' : '');

function Head({ columns }: { columns: readonly FormColumn[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.name} scope="col" className={sideOf(column)}>
            {column.title}
            {column.mark !== undefined && <small>({column.mark})</small>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Line({ columns, line, isTotal }: { columns: readonly FormColumn[]; line: FormLine; isTotal: boolean }) {
  return (
    <tr className={isTotal ? 'settlement-total' : ''}>
      {columns.map((column) => (
        <td key={column.name} className={sideOf(column)}>
          {shown(column, line)}
        </td>
      ))}
    </tr>
  );
}

function Total({ columns, sums }: { columns: readonly FormColumn[]; sums: FormLine }) {
  const w = useWords();
  return (
    <tfoot>
      <tr className="settlement-total">
        {columns.map((column, i) => (
          <td key={column.name} className={sideOf(column)}>
            {i === 1 ? w('settlement.total') : isSummed(column) && column.from.length > 0 ? shown(column, sums) : ''}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** Nothing where the claim tables say nothing. */
function shown(column: FormColumn, line: FormLine): string {
  const text = cellOf(column, line);
  if (column.kind === 'day' || column.kind === 'minute') return momentText(text, column.kind === 'minute');
  if (text === '' || column.kind === 'text') return text;
  return column.from.length === 0 ? '' : numberForPeople(text);
}
