import { error, type Issue } from '../issue.ts';
import { sectionKinds } from './examination-sections.ts';

/** Where a text of a template goes: into a part of the form, or wherever its code is typed. */
export const templateParts = ['any', 'history', ...sectionKinds] as const;
export type TemplatePart = (typeof templateParts)[number];
export type TemplateTexts = Partial<Record<TemplatePart, string>>;

const CODE = /^[a-z][a-z0-9]{0,11}$/;

/**
 * What is wrong with a template: a code nobody can type, no text at all, or a text for any part beside texts for single parts. Our own rules.
 * Paths are `code` and `parts`.
 */
export function checkTemplate({ code, parts }: { code: string; parts: TemplateTexts }): Issue[] {
  const filled = templateParts.filter((part) => (parts[part] ?? '') !== '');
  return [
    ...(CODE.test(code) ? [] : [error('template_code_shape', 'code')]),
    ...(filled.length === 0 ? [error('template_empty', 'parts')] : []),
    ...(filled.includes('any') && filled.length > 1 ? [error('template_parts_mixed', 'parts.any')] : []),
  ];
}
