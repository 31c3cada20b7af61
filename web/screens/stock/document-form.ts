import type { DocumentLineView, DocumentView, SaveDocument } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { rulesOfKind, type DeskKind } from '../../../domain/stock/document-kinds.ts';
import { readDecimal } from '../../lib/format.ts';
import { readDay } from '../../lib/read-day.ts';
import { today } from '../../lib/server-clock.ts';
import type { PickedDrug } from './drug-field.tsx';

/** A line as it is typed: everything is text until it is saved. */
export interface LineRow {
  id: string;
  drugCode: string;
  drugName: string;
  unit: string;
  quantity: string;
  lotId: string;
  lotNumber: string;
  expiresOn: string;
  registrationNumber: string;
  tender: string;
  unitPrice: string;
  counted: string;
  /** What the books say, of a stock-take. */
  onHand: string;
}

export interface DocumentForm {
  id: string;
  /** Undefined until it was saved once. */
  version: number | undefined;
  kind: DeskKind;
  day: string;
  depotId: string;
  toDepotId: string;
  partner: string;
  invoiceNumber: string;
  reason: string;
  lines: LineRow[];
}

const forPeople = (value: string | null): string => (value ?? '').replace('.', ',');

export function emptyForm(kind: DeskKind, depotId: string): DocumentForm {
  const blank = { toDepotId: '', partner: '', invoiceNumber: '', reason: '', lines: [] };
  return { ...blank, id: newId(), version: undefined, kind, day: dayForPeople(today()), depotId };
}

export function emptyLine(drug: PickedDrug): LineRow {
  const blank = { quantity: '', lotId: '', lotNumber: '', expiresOn: '', registrationNumber: '', tender: '', unitPrice: '', counted: '' };
  return { ...blank, id: newId(), drugCode: drug.code, drugName: drug.name, unit: drug.unit, onHand: '' };
}

export function formOf(document: DocumentView): DocumentForm {
  const { id, version, depotId, toDepotId, partner, invoiceNumber, reason } = document;
  return {
    ...{ id, version, depotId, day: dayForPeople(document.day), toDepotId: toDepotId ?? '' },
    ...{ partner: partner ?? '', invoiceNumber: invoiceNumber ?? '', reason: reason ?? '' },
    kind: document.kind as DeskKind,
    lines: document.lines.map(lineOf),
  };
}

const lineOf = (line: DocumentLineView): LineRow => ({
  ...{ id: line.id, drugCode: line.drugCode, drugName: line.drugName, unit: line.unit, lotId: line.lotId ?? '', onHand: '' },
  ...{ quantity: forPeople(line.quantity), unitPrice: forPeople(line.unitPrice), counted: forPeople(line.counted) },
  ...{ lotNumber: line.lotNumber ?? '', registrationNumber: line.registrationNumber ?? '', tender: line.tender ?? '' },
  expiresOn: line.expiresOn === null ? '' : dayForPeople(line.expiresOn),
});

/** What keeps the form from being sent: a word that is no number or no day, named by its place. */
export function unreadable(form: DocumentForm): { line: number; field: 'quantity' | 'unitPrice' | 'expiresOn' | 'counted' }[] {
  const { moves } = rulesOfKind[form.kind];
  return form.lines.flatMap((row, i) => {
    const wrong: { line: number; field: 'quantity' | 'unitPrice' | 'expiresOn' | 'counted' }[] = [];
    if (moves !== 'count' && readDecimal(row.quantity) === undefined) wrong.push({ line: i, field: 'quantity' });
    if (moves === 'count' && row.counted.trim() !== '' && readDecimal(row.counted) === undefined) wrong.push({ line: i, field: 'counted' });
    if (moves === 'in' && row.unitPrice.trim() !== '' && readDecimal(row.unitPrice) === undefined)
      wrong.push({ line: i, field: 'unitPrice' });
    if (moves === 'in' && row.expiresOn.trim() !== '' && readDay(row.expiresOn) === undefined) wrong.push({ line: i, field: 'expiresOn' });
    return wrong;
  });
}

/** The form as the server takes it; call it when nothing is unreadable. */
export function toDocument(form: DocumentForm): SaveDocument {
  const { moves } = rulesOfKind[form.kind];
  return {
    ...{ kind: form.kind, day: readDay(form.day) ?? today(), depotId: form.depotId },
    ...(moves === 'between' && form.toDepotId !== '' ? { toDepotId: form.toDepotId } : {}),
    ...said('partner', form.partner),
    ...said('invoiceNumber', form.invoiceNumber),
    ...said('reason', form.reason),
    lines: form.lines.map((row) => toLine(row, moves)),
  };
}

function toLine(row: LineRow, moves: 'in' | 'out' | 'between' | 'count'): SaveDocument['lines'][number] {
  const base = { id: row.id, drugCode: row.drugCode };
  if (moves === 'count') {
    const counted = readDecimal(row.counted);
    return { ...base, quantity: '0', ...said('lotId', row.lotId), ...(counted === undefined ? {} : { counted }) };
  }
  const quantity = readDecimal(row.quantity) ?? '0';
  if (moves !== 'in') return { ...base, quantity, ...said('lotId', row.lotId) };
  const [expiresOn, unitPrice] = [readDay(row.expiresOn), readDecimal(row.unitPrice)];
  return {
    ...{ ...base, quantity },
    ...said('lotNumber', row.lotNumber),
    ...said('registrationNumber', row.registrationNumber),
    ...said('tender', row.tender),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(unitPrice === undefined ? {} : { unitPrice }),
  };
}

const said = <K extends string>(key: K, value: string): { [P in K]?: string } =>
  (value.trim() === '' ? {} : { [key]: value.trim() }) as { [P in K]?: string };
