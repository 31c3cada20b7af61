import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';

/** A finished or cancelled visit is read, not written. */
export const isOpen = ({ state }: Pick<EncounterView, 'state'>): boolean => state === 'planned' || state === 'in-progress';
