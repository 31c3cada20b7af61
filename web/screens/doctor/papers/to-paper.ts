import type { IssuePaper } from '../../../../api/papers/paper-schemas.ts';
import type { PaperKind } from '../../../../domain/papers/paper.ts';
import type { WordKey } from '../../../lib/i18n/i18n.tsx';
import { readDay } from '../../../lib/read-day.ts';
import { isShown, paperFields, type PaperField, type PaperForm } from './paper-fields.ts';

/** What is missing or cannot be read, by field. */
export function wrongFields(kind: PaperKind, form: PaperForm): { field: string; word: WordKey }[] {
  return paperFields[kind]
    .filter((field) => isShown(field, form))
    .flatMap((field) => {
      const word = wrongWith(field, (form[field.name] ?? '').trim());
      return word === undefined ? [] : [{ field: field.name, word }];
    });
}

function wrongWith({ type, optional }: PaperField, typed: string): WordKey | undefined {
  if (typed === '') return optional === true ? undefined : 'paper.missing';
  if (type === 'day' && readDay(typed) === undefined) return 'paper.dayWrong';
  return type === 'number' && !/^\d{1,3}$/.test(typed) ? 'paper.numberWrong' : undefined;
}

/** The paper of a form in which nothing is wrong; the server judges its shape once more. */
export function toPaper(kind: PaperKind, form: PaperForm): IssuePaper['paper'] {
  const fields = paperFields[kind].filter((field) => isShown(field, form));
  const pairs = fields.flatMap((field) => {
    const typed = (form[field.name] ?? '').trim();
    return typed === '' ? [] : [[field.name, valueOf(field, typed)] as const];
  });
  const named = kind === 'referral' ? { referredToName: nameOfFacility(form) } : {};
  return { kind, ...Object.fromEntries(pairs), ...named } as IssuePaper['paper'];
}

function valueOf({ type }: PaperField, typed: string): string | number {
  if (type === 'day') return readDay(typed) ?? typed;
  return type === 'number' ? Number(typed) : typed;
}

/** The box shows code and name; the name alone stands on paper. */
const nameOfFacility = (form: PaperForm): string => (form['referredToName'] ?? '').replace(/^\d{5} /, '') || (form['referredTo'] ?? '');
