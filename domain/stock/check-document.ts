import { dayForPeople, type Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { compare, isNegative, places, type Decimal } from '../money.ts';
import { rulesOfKind, type DeskKind } from './document-kinds.ts';

/** A line as it is typed. Of a lot that comes in everything is said; of one that leaves its id, or only the drug: then the first to expire go. */
export interface DocumentLine {
  id: string;
  drugCode: string;
  quantity: Decimal;
  lotId?: string | undefined;
  lotNumber?: string | undefined;
  expiresOn?: Day | undefined;
  registrationNumber?: string | undefined;
  tender?: string | undefined;
  unitPrice?: Decimal | undefined;
  /** What lies there, of a stock-take. */
  counted?: Decimal | undefined;
}

export interface StockDocument {
  kind: DeskKind;
  day: Day;
  reason?: string | undefined;
  lines: DocumentLine[];
}

/** What the rule needs to know of the world. */
export interface DocumentFacts {
  today: Day;
  /** Codes of the lines that the drug catalogue or the formulary of the facility knows on the day. */
  knownDrugs: ReadonlySet<string>;
  /** The month of `day` is closed. */
  periodClosed: boolean;
}

/** Quantities and prices have at most three places (QĐ 130/QĐ-BYT). */
const PLACES = 3;
/** A slip of the keyboard, not a delivery; our own bound. */
const QUANTITY_MAX = '10000000';
const PRICE_MAX = '1000000000';

/** Everything wrong with a document before it is posted, by line. Source: docs/legal/pharmacy.md#documents */
export function checkDocument(document: StockDocument, facts: DocumentFacts): Issue[] {
  const rules = rulesOfKind[document.kind];
  return [
    ...checkDay(document, facts),
    ...(rules.needsReason && (document.reason ?? '') === '' ? [error('stock_reason_missing', 'reason')] : []),
    ...(document.lines.length === 0 ? [error('stock_lines_missing', 'lines')] : []),
    ...document.lines.flatMap((line, i) => checkLine(line, `lines.${i}`, { document, facts })),
    ...checkRepeats(document),
  ];
}

function checkDay({ kind, day }: StockDocument, { today, periodClosed }: DocumentFacts): Issue[] {
  if (day > today) return [error('stock_day_future', 'day')];
  if (day < today && !rulesOfKind[kind].mayBackdate) return [error('stock_day_past', 'day')];
  return periodClosed ? [error('stock_period_closed', 'day', { month: dayForPeople(day).slice(3) })] : [];
}

interface Around {
  document: StockDocument;
  facts: DocumentFacts;
}

function checkLine(line: DocumentLine, path: string, { document, facts }: Around): Issue[] {
  const { moves } = rulesOfKind[document.kind];
  return [
    ...(facts.knownDrugs.has(line.drugCode) ? [] : [error('stock_drug_unknown', `${path}.drugCode`, { drug: line.drugCode })]),
    ...(moves === 'count' ? checkCounted(line, path) : checkQuantity(line.quantity, `${path}.quantity`)),
    ...(moves === 'in' ? checkNewLot(line, path, document.day) : []),
  ];
}

function checkCounted({ counted, lotId }: DocumentLine, path: string): Issue[] {
  if (lotId === undefined) return [error('stock_lot_missing', `${path}.lotId`)];
  if (counted === undefined || isNegative(counted)) return [error('stock_count_missing', `${path}.counted`)];
  return checkSize(counted, `${path}.counted`);
}

function checkQuantity(quantity: Decimal, path: string): Issue[] {
  if (compare(quantity, '0') <= 0) return [error('stock_quantity_not_positive', path)];
  return checkSize(quantity, path);
}

function checkSize(quantity: Decimal, path: string): Issue[] {
  if (places(quantity) > PLACES) return [error('stock_places', path, { max: PLACES })];
  return compare(quantity, QUANTITY_MAX) > 0 ? [error('stock_quantity_absurd', path, { max: QUANTITY_MAX })] : [];
}

/** What must be known of a lot that comes in; an expired one is not taken. */
function checkNewLot(line: DocumentLine, path: string, day: Day): Issue[] {
  const issues: Issue[] = [];
  if ((line.lotNumber ?? '') === '') issues.push(error('stock_lot_number_missing', `${path}.lotNumber`));
  if (line.expiresOn === undefined) issues.push(error('stock_expiry_missing', `${path}.expiresOn`));
  else if (line.expiresOn < day) issues.push(error('stock_expired', `${path}.expiresOn`, { day: dayForPeople(line.expiresOn) }));
  if (line.unitPrice === undefined || isNegative(line.unitPrice)) issues.push(error('stock_price_missing', `${path}.unitPrice`));
  else if (places(line.unitPrice) > PLACES) issues.push(error('stock_places', `${path}.unitPrice`, { max: PLACES }));
  else if (compare(line.unitPrice, PRICE_MAX) > 0) issues.push(error('stock_price_absurd', `${path}.unitPrice`, { max: PRICE_MAX }));
  return issues;
}

/** A lot counted twice has no count. */
function checkRepeats({ kind, lines }: StockDocument): Issue[] {
  if (rulesOfKind[kind].moves !== 'count') return [];
  return lines.flatMap(({ lotId }, i) =>
    lotId !== undefined && lines.findIndex((one) => one.lotId === lotId) < i ? [error('stock_lot_repeated', `lines.${i}.lotId`)] : [],
  );
}
