import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import type { EncounterView, RecordVitals, VersionView, WriteFindings } from '../../../api/encounters/encounter-schemas.ts';
import { sectionKinds, type SectionKind } from '../../../domain/encounters/examination-sections.ts';
import { errorsOf, type Issue } from '../../../domain/issue.ts';
import type { VitalKind } from '../../../domain/visits/visit-record.ts';
import { findDraft, useDraft } from '../../lib/drafts.ts';
import { get, Problem } from '../../lib/http.ts';
import { useWrite } from '../../lib/use-write.ts';
import { checkTypedVitals, vitalSigns, vitalValues } from './vital-signs.ts';

/** As typed: numbers are text until they are sent. */
export type ExaminationForm = Record<VitalKind | SectionKind, string> & { history: string; arrivalDiagnosis: string };

export function valuesOf(encounter: EncounterView): ExaminationForm {
  const vitals = Object.fromEntries(vitalSigns.map(({ kind }) => [kind, encounter.vitals[kind]?.replace('.', ',') ?? ''])) as Record<
    VitalKind,
    string
  >;
  const sections = Object.fromEntries(sectionKinds.map((kind) => [kind, encounter.sections[kind] ?? ''])) as Record<SectionKind, string>;
  return { ...vitals, ...sections, history: encounter.history ?? '', arrivalDiagnosis: encounter.arrivalDiagnosis ?? '' };
}

/** Vital signs and findings of one visit: typed fields stay the doctor's, untouched fields follow the server. */
export function useExamination(encounter: EncounterView) {
  const path = `/encounters/${encounter.id}`;
  const draftName = `examination:${encounter.id}`;
  const queries = useQueryClient();
  const form = useForm<ExaminationForm>({ values: valuesOf(encounter), resetOptions: { keepDirtyValues: true } });
  const { dirtyFields, isDirty } = form.formState;
  const vitals = useWrite<RecordVitals, VersionView>('PUT', `${path}/vitals`);
  const findings = useWrite<WriteFindings, VersionView>('PUT', `${path}/findings`);
  const [issues, setIssues] = useState<Issue[]>([]);
  useDraft(draftName, () => (isDirty ? typed(form.getValues(), dirtyFields) : undefined));
  useEffect(() => {
    const draft = findDraft<Partial<ExaminationForm>>(draftName);
    for (const [name, value] of Object.entries(draft ?? {})) form.setValue(name as VitalKind, value, { shouldDirty: true });
  }, [draftName, form]);

  const busy = [vitals.state, findings.state].find((state) => state === 'sending' || state === 'waiting');
  const save = async () => {
    const values = form.getValues();
    const wrong = errorsOf(checkTypedVitals(values));
    setIssues(wrong);
    if (wrong.length > 0 || busy !== undefined) return;
    try {
      const found: Issue[] = [];
      let version = encounter.version;
      const take = (answer: VersionView) => {
        version = answer.version;
        found.push(...answer.issues);
      };
      if (vitalSigns.some(({ kind }) => dirtyFields[kind])) take(await vitals.send({ version, values: vitalValues(values) }));
      const written = writtenFindings(values, dirtyFields);
      if (written !== undefined) take(await findings.send({ version, ...written }));
      setIssues(found);
      const fresh = await get<EncounterView>(path);
      queries.setQueryData([path], fresh);
      settle(form, values, valuesOf(fresh));
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setIssues(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
      // Untouched fields take the newer values, typed ones stay, and the next save goes against the newer version.
      if (cause.code === 'stale_version') await queries.invalidateQueries({ queryKey: [path] });
    }
  };
  return { form, issues, busy, isDirty, save, saveIfTyped: () => (isDirty ? save() : Promise.resolve()) };
}

/** The texts that were touched; undefined when none was. */
function writtenFindings(
  values: ExaminationForm,
  dirty: Partial<Record<keyof ExaminationForm, boolean>>,
): Omit<WriteFindings, 'version'> | undefined {
  const kinds = sectionKinds.filter((kind) => dirty[kind]);
  if (!dirty.history && !dirty.arrivalDiagnosis && kinds.length === 0) return undefined;
  const { history, arrivalDiagnosis } = values;
  return { history, arrivalDiagnosis, sections: Object.fromEntries(kinds.map((kind) => [kind, values[kind]])) };
}

/** The stored values stand; what was typed while they travelled stays typed. */
function settle(form: UseFormReturn<ExaminationForm>, sent: ExaminationForm, stored: ExaminationForm): void {
  const now = form.getValues();
  form.reset(stored);
  for (const name of Object.keys(sent) as (keyof ExaminationForm)[]) {
    if (now[name] !== sent[name]) form.setValue(name, now[name], { shouldDirty: true });
  }
}

export type Examination = ReturnType<typeof useExamination>;

const typed = (values: ExaminationForm, dirty: Partial<Record<keyof ExaminationForm, boolean>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => dirty[name as keyof ExaminationForm] === true));
