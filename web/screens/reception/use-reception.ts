import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { PatientView, ScanAnswer } from '../../../api/patients/patient-schemas.ts';
import type { Registration, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { errorsOf, type Issue } from '../../../domain/issue.ts';
import { dropDraft, findDraft, useDraft } from '../../lib/drafts.ts';
import { ask, get, Problem } from '../../lib/http.ts';
import { today } from '../../lib/server-clock.ts';
import { useWrite } from '../../lib/use-write.ts';
import { fieldId } from '../../ui/error-summary.tsx';
import { addedByScan, emptyForm, fieldsOfCards, fieldsOfPatient, fieldsOfScan, type ReceptionForm } from './reception-form.ts';
import { checkReception, registrationOf } from './to-registration.ts';

const DRAFT = 'reception';
const LAST_ROOM = 'last-room';

interface Draft {
  form: ReceptionForm;
  known: PatientView | undefined;
}

/** What the desk holds beside the form: who of the record it is, what the scan said, what stopped it, the last ticket. */
export interface ReceptionState {
  known: PatientView | undefined;
  fromScan: (keyof ReceptionForm)[];
  scanIssues: Issue[];
  refused: Issue[];
  /** What was typed when it was refused: a field that changed since is no longer wrong for that reason. */
  refusedValues: Partial<ReceptionForm>;
  newer: PatientView | undefined;
  ticket: RegistrationAnswer | undefined;
}

const nothing = { known: undefined, fromScan: [], scanIssues: [], refused: [], refusedValues: {}, newer: undefined };

/** The reception desk's moves: find, scan, fill, save. `reason` is what most people come for. */
export function useReception(reason: string) {
  const [draft] = useState(() => findDraft<Draft>(DRAFT));
  const [state, setState] = useState<ReceptionState>({ ...nothing, known: draft?.known, ticket: undefined });
  const blank = () => emptyForm(localStorage.getItem(LAST_ROOM) ?? '', reason);
  const form = useForm<ReceptionForm>({ defaultValues: draft?.form ?? blank() });
  const write = useWrite<Registration, RegistrationAnswer>('POST', '/registrations');
  // What is on its way must not change under it: the form rests until the answer is here.
  const isSending = write.state === 'sending' || write.state === 'waiting';
  const queries = useQueryClient();
  const { isDirty } = form.formState;
  const patch = (part: Partial<ReceptionState>) => setState((before) => ({ ...before, ...part }));
  useDraft(DRAFT, () => (isDirty ? ({ form: form.getValues(), known: state.known } satisfies Draft) : undefined));

  const fill = (fields: Partial<ReceptionForm>) => {
    for (const [name, value] of Object.entries(fields)) form.setValue(name as keyof ReceptionForm, value, { shouldDirty: true });
  };
  const begin = (fields: Partial<ReceptionForm> = {}) => {
    write.reset();
    dropDraft(DRAFT);
    form.reset(blank());
    patch(nothing);
    fill(fields);
  };
  const take = async (patientId: string): Promise<PatientView> => {
    const known = await get<PatientView>(`/patients/${patientId}`);
    begin({ ...fieldsOfPatient(known), ...fieldsOfCards(known, today()) });
    patch({ known });
    return known;
  };
  const scan = async (text: string): Promise<ScanAnswer> => {
    const answer = await ask<ScanAnswer>('/scans', { text });
    const added = answer.matches.some((match) => match.id !== state.known?.id) ? undefined : addedByScan(answer, form.getValues(), today());
    if (added !== undefined) {
      fill(added);
      patch({ fromScan: [...state.fromScan, ...namesOf(added)], scanIssues: answer.issues });
      return answer;
    }
    const only = answer.matches.length === 1 ? answer.matches[0] : undefined;
    const known = only === undefined ? undefined : await take(only.id);
    const fields = known === undefined ? fieldsOfScan(answer) : cardNotOnFile(answer, known);
    if (known === undefined) begin(fields);
    else fill(fields);
    patch({ fromScan: namesOf(fields), scanIssues: answer.issues });
    return answer;
  };
  const save = async () => {
    const values = form.getValues();
    const stops = errorsOf(checkReception(values, state.known, today()));
    patch({ refused: stops, refusedValues: values, newer: undefined });
    if (stops.length > 0 || isSending) return;
    try {
      const ticket = await write.send(registrationOf(values, state.known, today()));
      localStorage.setItem(LAST_ROOM, values.roomId);
      begin();
      patch({ ticket });
      await queries.invalidateQueries({ queryKey: ['/rooms'] });
    } catch (cause) {
      await refuse(cause, values);
    }
  };
  const refuse = async (cause: unknown, values: ReceptionForm) => {
    if (!(cause instanceof Problem)) throw cause;
    patch({ refused: cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }] });
    // What is typed stays; the newer record is laid beside it and its version is the one saved against next.
    if (cause.code === 'stale_version') {
      const newer = await get<PatientView>(`/patients/${values.patientId}`);
      patch({ known: newer, newer });
    }
  };
  const focusSoon = () => focusNext(form.getValues);
  return { focusSoon, form, state, write, isSending, begin, fill, take, scan, save };
}

/** After a reset the fields register anew with the next paint. A known person only needs a room; a new one a name. */
function focusNext(values: () => ReceptionForm): void {
  requestAnimationFrame(() => {
    const { fullName, sex } = values();
    document.getElementById(fieldId(fullName !== '' && sex !== '' ? 'roomId' : 'fullName'))?.focus();
  });
}

export type Reception = ReturnType<typeof useReception>;

const namesOf = (fields: Partial<ReceptionForm>) => Object.keys(fields) as (keyof ReceptionForm)[];

/** The scanned insurance card, when the record does not hold it yet. */
function cardNotOnFile(answer: ScanAnswer, known: PatientView): Partial<ReceptionForm> {
  const number = answer.card?.cardNumber;
  if (number === undefined) return {};
  const onFile = known.cards.find((card) => card.cardNumber === number && card.validTo === answer.card?.validTo);
  if (onFile !== undefined) return { coverage: onFile.id };
  const { coverage, cardNumber, cardFrom, cardTo, cardFacility, cardFacilityName, cardArea, cardFiveYear } = fieldsOfScan(answer);
  const fields = { coverage, cardNumber, cardFrom, cardTo, cardFacility, cardFacilityName, cardArea, cardFiveYear };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
