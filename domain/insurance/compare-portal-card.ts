import { foldName } from '../patients/fold-name.ts';
import type { PortalCard, TypedCard } from './portal-answer.ts';

export interface Difference {
  field: 'fullName' | 'birthDate' | 'sex' | 'cardNumber' | 'validFrom' | 'validTo' | 'registeredFacilityCode' | 'areaCode' | 'fiveYearDate';
  typed: string;
  portal: string;
}

const PLAIN = ['sex', 'validFrom', 'validTo', 'registeredFacilityCode', 'areaCode', 'fiveYearDate'] as const;

/**
 * Where the portal says otherwise than what was typed, in the order of the form. The portal wins; what one of them does not say is no difference.
 * Names are compared without case and blanks but with their marks, birth dates as far as both are known, numbers of fifteen characters only.
 * Source: docs/legal/insurance.md#portal
 */
export function comparePortalCard(typed: TypedCard, card: PortalCard): Difference[] {
  return [
    ...differ('fullName', typed.fullName, card.fullName, sameName),
    ...differ('birthDate', typed.birthDate, card.birthDate, sameBirth),
    ...differ('cardNumber', typed.number.length === 15 ? typed.number : undefined, card.cardNumber),
    ...PLAIN.flatMap((field) => differ(field, typed[field], card[field])),
  ];
}

function differ(
  field: Difference['field'],
  typed: string | undefined,
  portal: string | null,
  same: (a: string, b: string) => boolean = (a, b) => a === b,
): Difference[] {
  if (typed === undefined || typed === '' || portal === null || portal === '') return [];
  return same(typed, portal) ? [] : [{ field, typed, portal }];
}

/** `HÒA` and `HOÀ` are one name with the mark in two places; a missing mark is another name. */
const sameName = (a: string, b: string): boolean => foldName(a) === foldName(b) && letters(a) === letters(b);
const letters = (name: string): string => [...name.toLocaleLowerCase('vi').normalize('NFD').replace(/\s/g, '')].sort().join('');

function sameBirth(a: string, b: string): boolean {
  const known = Math.min(a.length, b.length);
  return a.slice(0, known) === b.slice(0, known);
}
