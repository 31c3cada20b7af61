import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PaperList } from '../../../../api/papers/paper-schemas.ts';
import type { NewPrint, PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import type { PaperKind } from '../../../../domain/papers/paper.ts';
import { change } from '../../../lib/http.ts';
import { useFailure } from '../../../lib/i18n/i18n.tsx';
import { reading } from '../../../lib/reading.ts';

/** The papers that were issued in a visit. */
export const useVisitPapers = (encounterId: string) => useQuery(reading<PaperList>(`/encounters/${encounterId}/papers`));

/** The paper of a kind that counts, the newest when there are several. */
export const standingPaper = (papers: PaperList | undefined, kind: PaperKind): PaperList['items'][number] | undefined =>
  papers?.items.filter((paper) => paper.kind === kind && paper.withdrawnAt === null).at(-1);

/** Papers on their way to the printer, one at a time. The server counts each print, so that a second one is marked as a copy. */
export function usePaperPrints(encounterId: string) {
  const failureText = useFailure();
  const [print, setPrint] = useState<PrintAnswer | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const send = async (what: Pick<NewPrint, 'kind' | 'paperId'>): Promise<void> => {
    setFailure('');
    const id = newId();
    try {
      setPrint(await change<PrintAnswer>('POST', `/encounters/${encounterId}/prints`, { id, ...what }, id));
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return { print, printed: () => setPrint(undefined), send, failure };
}

export type PaperPrints = ReturnType<typeof usePaperPrints>;
