/** The four sections of form 01/BH, in the order of the paper. */
export const careSections = ['outpatient', 'outpatient-treatment', 'day', 'inpatient'] as const;
export type CareSection = (typeof careSections)[number];

/** MA_LOAI_KCB by section. Source: docs/legal/insurance.md#settlement (likely) */
const SECTION_OF: Readonly<Record<string, CareSection>> = {
  ...{ '01': 'outpatient', '06': 'outpatient', '07': 'outpatient' },
  ...{ '02': 'outpatient-treatment', '05': 'outpatient-treatment', '08': 'outpatient-treatment' },
  ...{ '04': 'day', '09': 'day' },
  '03': 'inpatient',
};

/**
 * Where a visit stands in the forms. The kinds of care that came in August 2026 (10 to 16) have no place on the paper yet and stand with the
 * outpatients, so that no claim falls out of a total. Source: docs/legal/insurance.md#settlement (unsure)
 */
export const careSectionOf = (careType: string): CareSection => SECTION_OF[careType] ?? 'outpatient';

/** Whether the paper names this kind of care. */
export const hasCareSection = (careType: string): boolean => careType in SECTION_OF;

/** The lists for people who stay: C80-HD and 80a; all others stand in C79-HD and 79a. */
export const isInpatient = (section: CareSection): boolean => section === 'day' || section === 'inpatient';
