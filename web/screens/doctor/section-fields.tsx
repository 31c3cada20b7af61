import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { UseFormReturn } from 'react-hook-form';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { dayForPeople, localDay } from '../../../domain/dates.ts';
import { sectionKinds, type SectionKind } from '../../../domain/encounters/examination-sections.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { LongTextField } from '../../ui/fields.tsx';
import { placeTemplate, sectionField } from './place-template.ts';
import { sectionKeys } from './section-keys.ts';
import { EarlierVersions } from './section-versions.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import type { ExaminationForm } from './use-examination.ts';
import { useTemplates, type Template } from './use-templates.ts';

interface SectionFieldsProps {
  form: UseFormReturn<ExaminationForm>;
  encounter: EncounterView;
  readOnly: boolean;
}

/** History and the parts of the form. A part nobody filled is one button. */
export function SectionFields({ form, encounter, readOnly }: SectionFieldsProps) {
  const templates = useTemplates();
  const [opened, setOpened] = useState<SectionKind[]>([]);
  const [picking, setPicking] = useState<HTMLTextAreaElement | null>(null);
  const lastField = useRef<HTMLTextAreaElement | null>(null);
  const open = (kinds: readonly SectionKind[]) => flushSync(() => setOpened((before) => [...before, ...kinds]));
  const values = form.watch();
  // A part that was emptied still shows what stood there.
  const shown = sectionKinds.filter((kind) => values[kind] !== '' || opened.includes(kind) || encounter.rewrittenSections.includes(kind));
  const onKeyDown = sectionKeys({
    ...{ encounter, templates, pick: setPicking },
    place: (template, area, typed) => placeTemplate(template, { area, typed }, open),
  });
  return (
    <>
      <div
        className="sections"
        onKeyDownCapture={onKeyDown}
        onFocusCapture={({ target }) => {
          if (target instanceof HTMLTextAreaElement) lastField.current = target;
        }}
      >
        <Sections encounter={encounter} values={values} shown={shown} readOnly={readOnly} />
        {!readOnly && (
          <SectionButtons
            hidden={sectionKinds.filter((kind) => !shown.includes(kind))}
            open={open}
            pick={() => setPicking(lastField.current ?? sectionField('history'))}
          />
        )}
      </div>
      {picking !== null && <TemplatePicker {...{ templates, values, open }} area={picking} onClose={() => setPicking(null)} />}
    </>
  );
}

interface TemplatePickerProps {
  templates: Template[];
  values: ExaminationForm;
  area: HTMLTextAreaElement;
  open: (kinds: readonly SectionKind[]) => void;
  onClose: () => void;
}

/** What is typed in the dialog is no business of the form it hangs on. */
function TemplatePicker({ templates, values, area, open, onClose }: TemplatePickerProps) {
  const pick = (template: Template) => {
    flushSync(onClose);
    placeTemplate(template, { area }, open);
  };
  return (
    <div onKeyDown={(event) => event.stopPropagation()}>
      <TemplateDialog templates={templates} values={values} part={area.name} onClose={onClose} onPick={pick} />
    </div>
  );
}

interface SectionsProps {
  encounter: EncounterView;
  values: ExaminationForm;
  shown: SectionKind[];
  readOnly: boolean;
}

function Sections({ encounter, values, shown, readOnly }: SectionsProps) {
  const w = useWords();
  const hintOf = (kind: SectionKind) => {
    const before = readOnly || values[kind] !== '' ? undefined : encounter.lastBackground.find((one) => one.kind === kind);
    return before === undefined ? '' : w('section.takeOver', { day: dayForPeople(localDay(before.writtenAt)) });
  };
  return (
    <>
      <LongTextField
        name="history"
        label={w('examination.history')}
        readOnly={readOnly}
        rows={rowsOf(values.history, 3)}
        className="wide"
        hint={readOnly ? '' : w('examination.shortCodes')}
      />
      {shown.map((kind) => (
        <div key={kind}>
          <LongTextField name={kind} label={w(`section.${kind}`)} readOnly={readOnly} rows={rowsOf(values[kind], 2)} hint={hintOf(kind)} />
          <EarlierVersions encounter={encounter} kind={kind} />
        </div>
      ))}
    </>
  );
}

interface SectionButtonsProps {
  hidden: SectionKind[];
  open: (kinds: readonly SectionKind[]) => void;
  pick: () => void;
}

function SectionButtons({ hidden, open, pick }: SectionButtonsProps) {
  const w = useWords();
  const openOne = (kind: SectionKind) => {
    open([kind]);
    sectionField(kind)?.focus();
  };
  return (
    <div className="section-buttons">
      {hidden.map((kind) => (
        <ActionButton key={kind} variant="default" onPress={() => openOne(kind)}>
          + {w(`section.${kind}`)}
        </ActionButton>
      ))}
      <ActionButton variant="subtle" onPress={pick} keyHint="F4">
        {w('template.title')}
      </ActionButton>
    </div>
  );
}

/** As many lines as the text has, within what leaves room for the rest. */
const rowsOf = (text: string, least: number): number => Math.min(8, Math.max(least, text.split('\n').length));
