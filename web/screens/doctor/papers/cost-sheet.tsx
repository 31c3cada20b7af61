import { useQuery } from '@tanstack/react-query';
import type { BordereauView } from '../../../../api/encounters/bordereau-schemas.ts';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { BordereauPaper } from '../../../lib/bordereau-sheet.tsx';
import { reading } from '../../../lib/reading.ts';

/** The cost statement of a visit, printed once its amounts are there. */
export function CostSheet({ print, onPrinted }: { print: PrintAnswer; onPrinted: () => void }) {
  const path = `/encounters/${print.encounter.id}/bordereau`;
  const { data } = useQuery({ ...reading<BordereauView>(path), staleTime: 0, gcTime: 0 });
  return data === undefined ? null : <BordereauPaper {...{ print, bordereau: data, onPrinted }} />;
}
