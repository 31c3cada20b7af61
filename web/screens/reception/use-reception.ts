import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { PatientView, ScanAnswer } from '../../../api/patients/patient-schemas.ts';
import type { RoomView } from '../../../api/queue/queue-schemas.ts';
import type { Registration, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { errorsOf, type Issue } from '../../../domain/issue.ts';
import { dropDraft, findDraft, useDraft } from '../../lib/drafts.ts';
import { ask, get, Problem } from '../../lib/http.ts';
import { today } from '../../lib/server-clock.ts';
import { useWrite } from '../../lib/use-write.ts';
import { fieldId } from '../../ui/error-summary.tsx';
import {
  addedByScan,
  cardNotOnFile,
  emptyForm,
  fieldsOfCards,
  fieldsOfNewborn,
  fieldsOfPatient,
  fieldsOfScan,
  fieldsOfUnknown,
  type ReceptionDefaults,
  type ReceptionForm,
} from './reception-form.ts';
import { checkReception, registrationOf } from './to-registration.ts';

const DRAFT = 'reception';
const DEFAULTS = 'reception-defaults';

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
  /** The record of this very person that another desk was faster to write. */
  duplicateId: string | undefined;
  ticket: RegistrationAnswer | undefined;
}

const nothing = {
  ...{ known: undefined, fromScan: [], scanIssues: [], refused: [], refusedValues: {} },
  ...{ newer: undefined, duplicateId: undefined },
};

/** The reception desk's moves: find, scan, fill, save. `reason` is what most people come for. */
export function useReception(reason: string) {
  const desk = useDeskForm(reason);
  const write = useWrite<Registration, RegistrationAnswer>('POST', '/registrations');
  // What is on its way must not change under it: the form rests until the answer is here.
  const isSending = write.state === 'sending' || write.state === 'waiting';
  const queries = useQueryClient();
  const { form, state, patch, fill } = desk;
  const begin = (fields: Partial<ReceptionForm> = {}) => {
    write.reset();
    desk.clear();
    fill(fields);
  };
  const save = async (eligibilityCheckId?: string): Promise<RegistrationAnswer | undefined> => {
    const values = form.getValues();
    const isStill = desk.watchTurn();
    const stops = errorsOf(checkReception(values, state.known, today()));
    patch({ refused: stops, refusedValues: values, newer: undefined, duplicateId: undefined });
    if (stops.length > 0 || isSending) return undefined;
    try {
      const ticket = await write.send(registrationOf(values, state.known, today(), eligibilityCheckId));
      keepDefaults(values);
      begin();
      patch({ ticket });
      void queries.invalidateQueries({ queryKey: ['/rooms'] });
      return ticket;
    } catch (cause) {
      const refusal = await refusalOf(cause, values);
      if (isStill()) patch(refusal);
      return undefined;
    }
  };
  /** The clerk looked: that record is somebody else. */
  const setApart = (patientId: string) => {
    fill({ knownDistinct: `${form.getValues('knownDistinct')} ${patientId}`.trim() });
    patch({ duplicateId: undefined, refused: state.refused.filter(({ code }) => code !== 'duplicate_patient') });
  };
  /** Nobody can name the person: saved at once, completed when somebody can. `age` is a guess in years. */
  const beginUnknown = (age: string, label: string) => {
    const first = queries.getQueryData<{ items: RoomView[] }>(['/rooms'])?.items[0]?.id ?? '';
    begin(fieldsOfUnknown(age, label, today()));
    if (form.getValues('roomId') === '') fill({ roomId: first });
  };
  const focusSoon = (isOnRecord: boolean) => focusNext(form.getValues, isOnRecord);
  return { focusSoon, form, state, write, isSending, begin, beginUnknown, fill, save, setApart, ...useFindingPeople(desk, begin) };
}

export type Reception = ReturnType<typeof useReception>;

/** The form with its draft, and what the desk holds beside it. */
function useDeskForm(reason: string) {
  const [draft] = useState(() => findDraft<Draft>(DRAFT));
  const [state, setState] = useState<ReceptionState>({ ...nothing, known: draft?.known, ticket: undefined });
  const form = useForm<ReceptionForm>({ defaultValues: { ...emptyForm(defaults(reason)), ...draft?.form } });
  const { isDirty } = form.formState;
  /** The newest state, for what comes after a wait. */
  const now = useRef(state);
  const patch = (part: Partial<ReceptionState>) => {
    now.current = { ...now.current, ...part };
    setState(now.current);
  };
  useDraft(DRAFT, () => (isDirty ? ({ form: form.getValues(), known: state.known } satisfies Draft) : undefined));
  const fill = (fields: Partial<ReceptionForm>) => {
    for (const [name, value] of Object.entries(fields)) form.setValue(name as keyof ReceptionForm, value, { shouldDirty: true });
  };
  const turn = useRef(0);
  /** For an answer that comes later: whether the form still is where it was when it was asked. What belongs to the person before is dropped. */
  const watchTurn = () => {
    const mine = turn.current;
    return () => turn.current === mine;
  };
  /** Of several people asked for, the last one wins. */
  const takeTurn = () => {
    turn.current += 1;
    return watchTurn();
  };
  const clear = () => {
    turn.current += 1;
    dropDraft(DRAFT);
    form.reset(emptyForm(defaults(reason)));
    patch(nothing);
  };
  return { form, state, now, patch, fill, clear, watchTurn, takeTurn };
}

type Desk = ReturnType<typeof useDeskForm>;

/** How somebody comes into the form: from the record, from a card, unnamed, or newly born. */
function useFindingPeople({ form, state, now, patch, fill, watchTurn, takeTurn }: Desk, begin: (fields?: Partial<ReceptionForm>) => void) {
  /** Undefined when somebody else was asked for meanwhile. */
  const take = async (patientId: string): Promise<PatientView | undefined> => {
    const isStill = takeTurn();
    const known = await get<PatientView>(`/patients/${patientId}`);
    if (!isStill()) return undefined;
    begin({ ...fieldsOfPatient(known), ...fieldsOfCards(known, today()) });
    patch({ known });
    return known;
  };
  const scanned = useRef<Promise<unknown>>(Promise.resolve());
  /** True when the card belongs to somebody on record. Two cards scanned one after the other are read in that order, however slow the line is. */
  const scan = (text: string): Promise<boolean> => {
    const reading = scanned.current.then(() => readScan(text));
    scanned.current = reading.catch(() => undefined); // whoever scanned is told; the next card is read all the same
    return reading;
  };
  const readScan = async (text: string): Promise<boolean> => {
    const isStill = takeTurn();
    const answer = await ask<ScanAnswer>('/scans', { text });
    if (!isStill()) return false;
    const others = answer.matches.some((match) => match.id !== now.current.known?.id);
    let fields = others ? undefined : addedByScan(answer, form.getValues(), today());
    if (fields !== undefined) {
      fill(fields);
      patch({ fromScan: [...now.current.fromScan, ...namesOf(fields)], scanIssues: answer.issues });
      return now.current.known !== undefined;
    }
    const only = answer.matches.length === 1 ? answer.matches[0] : undefined;
    const known = only === undefined ? undefined : await take(only.id);
    if (only !== undefined && known === undefined) return false;
    fields = known === undefined ? fieldsOfScan(answer) : cardNotOnFile(answer, known);
    if (known === undefined) begin(fields);
    else fill(fields);
    patch({ fromScan: namesOf(fields), scanIssues: answer.issues });
    return known !== undefined;
  };
  /** A child born here, from the record of the mother that stands in the form. */
  const beginNewborn = (label: (name: string) => string) => {
    if (state.known !== undefined) begin(fieldsOfNewborn(state.known, label(state.known.fullName)));
  };
  /** A card was corrected beside the form: the record is read anew, what is typed stays. */
  const readAgain = async () => {
    if (state.known === undefined) return;
    const isStill = watchTurn();
    const known = await get<PatientView>(`/patients/${state.known.id}`);
    if (isStill()) patch({ known });
  };
  return { take, scan, beginNewborn, readAgain };
}

/** What a refusal leaves on the desk. What is typed stays in every case. */
async function refusalOf(cause: unknown, values: ReceptionForm): Promise<Partial<ReceptionState>> {
  if (!(cause instanceof Problem)) throw cause;
  const refused: Issue[] = cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }];
  // The newer record is laid beside what is typed, and its version is the one saved against next.
  if (cause.code === 'stale_version') {
    const newer = await get<PatientView>(`/patients/${values.patientId}`);
    return { refused, known: newer, newer };
  }
  // Somebody else registered the same person meanwhile: that record is offered.
  const existing = cause.issues.find(({ code }) => code === 'duplicate_patient')?.params?.['id'];
  return typeof existing === 'string' ? { refused, duplicateId: existing } : { refused };
}

/** After a reset the fields register anew with the next paint. A known person only needs a room; a new one what is missing. */
function focusNext(values: () => ReceptionForm, isOnRecord: boolean): void {
  requestAnimationFrame(() => {
    const { fullName, birth, sex, phone, unidentified } = values();
    const asksPhone = !isOnRecord && phone === '' && unidentified === '';
    const next = fullName === '' ? 'fullName' : birth === '' ? 'birth' : sex === '' ? 'sex' : asksPhone ? 'phone' : 'roomId';
    document.getElementById(fieldId(next))?.focus();
  });
}

function defaults(reason: string): ReceptionDefaults {
  const kept = localStorage.getItem(DEFAULTS);
  return kept === null ? { roomId: '', reason } : (JSON.parse(kept) as ReceptionDefaults);
}

/** Room and reason stand there for the next person. No name and no number of anybody. */
function keepDefaults({ roomId, reason }: ReceptionForm): void {
  localStorage.setItem(DEFAULTS, JSON.stringify({ roomId, reason } satisfies ReceptionDefaults));
}

const namesOf = (fields: Partial<ReceptionForm>) => Object.keys(fields) as (keyof ReceptionForm)[];
