import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { CoverageView, Shares } from '../../../../api/patients/coverage-schemas.ts';
import type { CardData } from '../../../../api/patients/patient-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import { errorsOf, type Issue } from '../../../../domain/issue.ts';
import { get, Problem } from '../../../lib/http.ts';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { serverNow } from '../../../lib/server-clock.ts';
import { useWrite } from '../../../lib/use-write.ts';
import { checkPayerValues, emptyPayerValues, payerRequestOf, type PayerRequest, type PayerValues } from './payer-values.ts';

/** What the last change did to the bill. */
export interface PayerOutcome {
  before: Shares;
  issues: Issue[];
}

const freshIds = () => ({ changeId: newId(), cardId: newId() });

/** Changes the payer of a visit; what is typed stays until the server has it. */
export function usePayerChange(view: CoverageView, onChanged: () => void) {
  const w = useWords();
  const queries = useQueryClient();
  const form = useForm<PayerValues>({ defaultValues: emptyPayerValues(view) });
  const [ids, setIds] = useState(freshIds);
  const [issues, setIssues] = useState<Issue[]>([]);
  const [outcome, setOutcome] = useState<PayerOutcome | undefined>(undefined);
  const file = useWrite<CardData, { id: string }>('POST', `/patients/${view.patientId}/cards`);
  const another = useWrite<PayerRequest['body'], { issues: Issue[] }>('POST', `/encounters/${view.encounterId}/coverages`);
  const payer = useWrite<PayerRequest['body'], { issues: Issue[] }>('POST', `/encounters/${view.encounterId}/payer`);
  const state = [file.state, another.state, payer.state].find((one) => one === 'sending' || one === 'waiting');
  const send = async ({ to, body, newCard }: PayerRequest) => {
    const write = to === 'coverages' ? another : payer;
    if (newCard === undefined) return await write.send(body);
    const { id: cardId } = await file.send(newCard);
    return await write.send({ ...body, cardId } as PayerRequest['body']);
  };
  const save = async () => {
    const values = form.getValues();
    const stops = errorsOf(checkPayerValues(values));
    setIssues(stops);
    setOutcome(undefined);
    if (stops.length > 0 || state !== undefined) return;
    try {
      const answer = await send(payerRequestOf(values, view, ids, serverNow().toISOString()));
      const after = await get<CoverageView>(`/encounters/${view.encounterId}/coverage`);
      queries.setQueryData([`/encounters/${view.encounterId}/coverage`], after);
      setIds(freshIds());
      form.reset(emptyPayerValues(after));
      setOutcome({ before: view.shares, issues: answer.issues });
      onChanged();
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setIssues(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
    }
  };
  const busy = state === undefined ? undefined : w(state === 'waiting' ? 'state.waiting' : 'state.saving');
  return { form, issues, outcome, save, busy };
}

export type PayerChange = ReturnType<typeof usePayerChange>;
