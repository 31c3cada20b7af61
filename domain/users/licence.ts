import { isWithin, type Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';

/** A practice licence as the register of staff keeps it. An open end is null. */
export interface Licence {
  licence: string | null;
  licenceFrom: Day | null;
  licenceUntil: Day | null;
}

/**
 * Whether somebody may practise on the day of the act: without a licence, or outside its period, nothing may be ordered, prescribed,
 * certified or concluded. Both days of the period count.
 * Source: Luật Khám bệnh, chữa bệnh 15/2023/QH15 art. 19 (sure)
 */
export function checkLicence(practitioner: Licence | undefined, day: Day): Issue[] {
  if (practitioner?.licence == null) return [error('practitioner_licence_missing', '')];
  return checkLicencePeriod(practitioner, day);
}

/** The period alone, where a missing licence is told in the words of the act. */
export function checkLicencePeriod(practitioner: Licence | undefined, day: Day): Issue[] {
  if (practitioner?.licence == null || isWithin(day, practitioner.licenceFrom, practitioner.licenceUntil)) return [];
  return [error('practitioner_licence_lapsed', '')];
}
