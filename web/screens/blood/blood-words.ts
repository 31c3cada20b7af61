import { groupLabel, type BloodGroup } from '../../../domain/blood/blood-group.ts';

/** `A+`, `O−`: with a minus that is read at arm's length. */
export const groupForPeople = (group: BloodGroup): string => groupLabel(group).replace('-', '−');
