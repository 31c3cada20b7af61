import type { KeyboardEvent } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { appendText } from './insert-text.ts';
import { nextBlank, typedCode } from './short-codes.ts';
import type { Template } from './use-templates.ts';

interface SectionKeys {
  encounter: EncounterView;
  templates: Template[];
  /** Puts a template in the place of its code. */
  place: (template: Template, area: HTMLTextAreaElement, typed: { from: number; to: number }) => void;
  pick: (area: HTMLTextAreaElement) => void;
}

/** Keys inside the texts of the form: a blank or Enter behind a code, F2 to the next gap, F4 for templates, Ctrl+D for what stood there last time. */
export function sectionKeys({ encounter, templates, place, pick }: SectionKeys): (event: KeyboardEvent) => void {
  const actionOf = (event: KeyboardEvent, area: HTMLTextAreaElement): (() => void) | undefined => {
    if (event.key === 'F4') return () => pick(area);
    if (event.ctrlKey) return event.key.toLowerCase() === 'd' ? takeOver(encounter, area) : undefined;
    if (event.key === 'F2') return toNextBlank(area);
    if ((event.key !== ' ' && event.key !== 'Enter') || area.selectionStart !== area.selectionEnd) return undefined;
    const typed = typedCode(area.value, area.selectionStart);
    const template = typed === undefined ? undefined : templates.find(({ code }) => code === typed.code);
    if (typed === undefined || template === undefined) return undefined;
    return () => place(template, area, { from: typed.from, to: area.selectionStart });
  };
  return (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement) || area.readOnly || event.nativeEvent.isComposing || event.altKey) return;
    const action = actionOf(event, area);
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
}

function toNextBlank(area: HTMLTextAreaElement): (() => void) | undefined {
  const blank = nextBlank(area.value, area.selectionEnd);
  return blank === undefined ? undefined : () => area.setSelectionRange(blank.from, blank.to);
}

/** Only into an empty field: what is written now is never mixed with the past by a slip of the finger. */
function takeOver({ lastBackground }: EncounterView, area: HTMLTextAreaElement): (() => void) | undefined {
  const before = lastBackground.find(({ kind }) => kind === area.name);
  return before === undefined || area.value !== '' ? undefined : () => appendText(area, before.body);
}
