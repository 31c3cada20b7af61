import { useQuery } from '@tanstack/react-query';
import type { TextTemplateList } from '../../../api/encounters/template-schemas.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';
import { reading } from '../../lib/reading.ts';

export type Template = TextTemplateList['items'][number];

export const TEMPLATES_PATH = '/text-templates';

/** What may be typed by code, own ones first, then the facility's, then those of the product. */
export function useTemplates(): Template[] {
  const { data } = useQuery({ ...reading<TextTemplateList>(TEMPLATES_PATH), staleTime: 5 * 60_000 });
  return data?.items ?? [];
}

/** The text of a template when it is one text for wherever it is typed, or for one part only. */
export function soleText({ parts }: Pick<Template, 'parts'>): string | undefined {
  const texts = Object.values(parts);
  return texts.length === 1 ? texts[0] : undefined;
}

/** Those with all typed words in code, title or text, without marks; the exact code first. */
export function matching(templates: Template[], typed: string): Template[] {
  const words = foldName(typed.replaceAll('.', ' '))
    .split(' ')
    .filter((word) => word !== '');
  const found = templates.filter((one) => {
    const text = foldName(`${one.code} ${one.title} ${Object.values(one.parts).join(' ')}`);
    return words.every((word) => text.includes(word));
  });
  return found.toSorted((a, b) => Number(b.code === words[0]) - Number(a.code === words[0]));
}
