import type { CardData, CardView } from '../../../../api/patients/patient-schemas.ts';
import { error, type Issue } from '../../../../domain/issue.ts';
import { birthForPeople } from '../../../lib/format.ts';
import { readDay } from '../../../lib/read-day.ts';

/** A card as a dialog types it; names of their own, because the desk's form stands behind the dialog. */
export interface CardValues {
  fileNumber: string;
  fileFrom: string;
  fileTo: string;
  fileFacility: string;
  fileFacilityName: string;
  fileArea: string;
  fileFiveYear: string;
  fileExempt: string;
}

export const emptyCardValues: CardValues = {
  ...{ fileNumber: '', fileFrom: '', fileTo: '', fileFacility: '', fileFacilityName: '' },
  ...{ fileArea: '', fileFiveYear: '', fileExempt: '' },
};

/** The card on file as it is typed. */
export function valuesOfCard(card: Omit<CardView, 'id' | 'version'>): CardValues {
  const day = (value: string | null) => (value === null ? '' : birthForPeople(value, 'day'));
  const { registeredFacilityCode: code, registeredFacilityName: name } = card;
  return {
    fileNumber: card.cardNumber,
    fileFrom: day(card.validFrom),
    fileTo: day(card.validTo),
    fileFacility: code,
    fileFacilityName: name === null ? code : `${code} ${name}`,
    fileArea: card.areaCode ?? '',
    fileFiveYear: day(card.fiveYearDate),
    fileExempt: day(card.exemptFrom),
  };
}

/** As the server takes it; an empty field says nothing. */
export function cardOfValues(values: CardValues): Omit<CardData, 'id'> {
  const said = <K extends string>(key: K, typed: string): { [P in K]?: string } => {
    const day = readDay(typed);
    return day === undefined ? {} : ({ [key]: day } as { [P in K]?: string });
  };
  return {
    cardNumber: values.fileNumber.replace(/\s/g, '').toUpperCase(),
    validFrom: readDay(values.fileFrom) ?? '',
    ...said('validTo', values.fileTo),
    registeredFacilityCode: values.fileFacility,
    ...(values.fileArea === '' ? {} : { areaCode: values.fileArea as NonNullable<CardData['areaCode']> }),
    ...said('fiveYearDate', values.fileFiveYear),
    ...said('exemptFrom', values.fileExempt),
  };
}

/** What can be seen wrong before sending; paths are the names of the fields. */
export function checkCardValues(values: CardValues): Issue[] {
  const days = ['fileFrom', 'fileTo', 'fileFiveYear', 'fileExempt'] as const;
  const wrong = days.filter((field) => values[field].trim() !== '' && readDay(values[field]) === undefined);
  return [
    ...(values.fileNumber.trim() === '' ? [error('card_number_malformed', 'fileNumber')] : []),
    ...(values.fileFrom.trim() === '' ? [error('card_dates_missing', 'fileFrom')] : []),
    ...wrong.map((field) => error('day_impossible', field)),
    ...(values.fileFacility === '' ? [error('registered_facility_missing', 'fileFacilityName')] : []),
  ];
}

const fields: Record<string, keyof CardValues> = {
  cardNumber: 'fileNumber',
  validFrom: 'fileFrom',
  validTo: 'fileTo',
  registeredFacilityCode: 'fileFacilityName',
  areaCode: 'fileArea',
  fiveYearDate: 'fileFiveYear',
  exemptFrom: 'fileExempt',
};

/** Where a sentence of the server about a card belongs, or undefined. */
export const cardFieldOfPath = (path: string): keyof CardValues | undefined => fields[path.split('.').at(-1) ?? ''];
