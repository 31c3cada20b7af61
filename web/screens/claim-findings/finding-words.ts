import { addDays, dayForPeople, localDay } from '../../../domain/dates.ts';
import type { useWords } from '../../lib/i18n/i18n.tsx';
import type { Meaning } from '../../ui/note.tsx';
import type { FindingLine } from './use-findings.ts';

/** What needs somebody first. */
export const stateMeanings: Record<FindingLine['state'], Meaning> = {
  ...{ open: 'stop', contested: 'care', accepted: 'information', cured: 'done', restored: 'done' },
};

/** Where in the claim: the table and row, and the field where one is named. */
export const placeOf = ({ table, number, field }: FindingLine, w: ReturnType<typeof useWords>): string =>
  [number === '' ? (table ?? '') : w('told.row', { table: table ?? '', number }), field].filter((part) => part !== '').join(' · ');

/** The last day on which an answer counts: `until` is the first moment that is too late. */
export const lastDayOf = ({ until }: NonNullable<FindingLine['answer']>): string => dayForPeople(addDays(localDay(until), -1));
