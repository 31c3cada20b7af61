import { sectionKinds, type SectionKind } from '../../../domain/encounters/examination-sections.ts';
import { fieldId } from '../../ui/error-summary.tsx';
import { appendText, insertText } from './insert-text.ts';
import { soleText, type Template } from './use-templates.ts';

interface Range {
  from: number;
  to: number;
}

export const sectionField = (part: string): HTMLTextAreaElement | null => document.querySelector(`#${fieldId(part)}`);

/**
 * One text goes where the cursor stands, or in the place of the code at `typed`; several go behind what stands in their parts, which `open` shows
 * first. The cursor stays in the first of them.
 */
export function placeTemplate(
  template: Template,
  { area, typed }: { area: HTMLTextAreaElement; typed?: Range },
  open: (kinds: readonly SectionKind[]) => void,
): void {
  const sole = soleText(template);
  if (sole !== undefined) return insertText(area, { ...(typed ?? { from: area.selectionStart, to: area.selectionEnd }), text: sole });
  if (typed !== undefined) insertText(area, { ...typed, text: '' });
  open(sectionKinds.filter((kind) => template.parts[kind] !== undefined));
  const targets = (['history', ...sectionKinds] as const).flatMap((part) => {
    const field = sectionField(part);
    const text = template.parts[part];
    return text === undefined || field === null ? [] : [{ field, text }];
  });
  for (const { field, text } of targets.toReversed()) appendText(field, text);
}
