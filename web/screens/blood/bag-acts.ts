import type { BagDetail } from '../../../api/blood/blood-schemas.ts';
import { actsIn, type BagAct } from '../../../domain/blood/bag-state.ts';
import { aboGroups } from '../../../domain/blood/blood-group.ts';
import { needsCrossMatch } from '../../../domain/blood/compatibility.ts';
import type { WordKey } from '../../lib/i18n/i18n.tsx';

export type DeskAct = BagAct | 'cross-match';

/** One field of the dialog of an act. A tick is required unless it says otherwise; its name is that of the request. */
export interface ActField {
  name: string;
  label: WordKey;
  kind: 'text' | 'choice' | 'tick';
  choices?: readonly { value: string; label: WordKey | undefined }[];
  isOptional?: true;
}

const text = (name: string, label: WordKey): ActField => ({ name, label, kind: 'text' });
const abo = (name: string, label: WordKey): ActField => ({
  ...{ name, label, kind: 'choice' },
  choices: aboGroups.map((value) => ({ value, label: undefined })),
});
const results = (['compatible', 'incompatible'] as const).map((value) => ({ value, label: `blood.result.${value}` as const }));
const reason = text('reason', 'blood.reason');

/** Where an act is sent to and what it asks for; setting aside has a dialog of its own. */
export const actForms: Record<Exclude<DeskAct, 'reserve'>, { path: string; fields: ActField[] }> = {
  'cross-match': {
    path: 'cross-match',
    fields: [{ name: 'result', label: 'blood.result', kind: 'choice', choices: results }, text('method', 'blood.method')],
  },
  issue: {
    path: 'issue',
    fields: [
      text('unitNumber', 'blood.readNumber'),
      text('takenBy', 'blood.takenBy'),
      { name: 'papersCompared', label: 'blood.papersCompared', kind: 'tick' },
      { name: 'looksRight', label: 'blood.looksRight', kind: 'tick' },
    ],
  },
  transfuse: {
    path: 'transfusion',
    fields: [
      abo('recipientAbo', 'blood.recipientAbo'),
      abo('bagAbo', 'blood.bagAbo'),
      text('checkedBy', 'blood.checkedBy'),
      { ...text('reaction', 'blood.reaction'), isOptional: true },
    ],
  },
  return: {
    path: 'return',
    fields: [text('broughtBy', 'blood.broughtBy'), { name: 'isIntact', label: 'blood.isIntact', kind: 'tick', isOptional: true }, reason],
  },
  release: { path: 'release', fields: [reason] },
  restock: { path: 'restocking', fields: [] },
  discard: { path: 'discard', fields: [reason] },
};

/** What may be done with a bag, the likely next act first. */
export function actsOf({ state, product, crossMatch }: Pick<BagDetail, 'state' | 'product' | 'crossMatch'>): DeskAct[] {
  const possible: DeskAct[] = actsIn(state);
  if (state !== 'reserved') return possible;
  const isMissing = crossMatch === null && needsCrossMatch(product);
  const onward = possible.filter((act) => act !== 'release' && act !== 'discard');
  const back = possible.filter((act) => act === 'release' || act === 'discard');
  return isMissing ? ['cross-match', ...onward, ...back] : [...onward, 'cross-match', ...back];
}
