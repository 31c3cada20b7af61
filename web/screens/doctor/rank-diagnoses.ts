import type { IcdEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';

type Named = Pick<IcdEntry, 'code' | 'nameVi' | 'nameEn'>;

/**
 * The search's answer with the doctor's own usual diagnoses first where they fit what is typed, most used first. A code typed in full stays on top;
 * an empty box shows the usual ones alone.
 */
export function rankDiagnoses<Entry extends Named>(typed: string, found: Entry[], favourites: Entry[]): Entry[] {
  if (typed.trim() === '') return favourites;
  const code = typed.replaceAll(/[\s.]/g, '').toUpperCase();
  const words = foldName(typed).split(' ');
  const fits = (entry: Entry) => {
    const name = ` ${foldName(`${entry.nameVi} ${entry.nameEn}`)}`;
    return bare(entry).startsWith(code) || words.every((word) => name.includes(` ${word}`));
  };
  const usual = favourites.filter((entry) => fits(entry) || found.some((one) => one.code === entry.code));
  const rest = found.filter((entry) => !usual.some((one) => one.code === entry.code));
  return [...usual, ...rest].toSorted((a, b) => Number(bare(b) === code) - Number(bare(a) === code));
}

const bare = ({ code }: Named): string => code.replace('.', '');
