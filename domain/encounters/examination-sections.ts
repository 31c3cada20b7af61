/**
 * The parts of the examination form beside the history of the illness: past history of the person and of the family, general examination, organs,
 * summary of results, plan. Source: docs/legal/prescribing.md#examination
 */
export const sectionKinds = ['past', 'family', 'general', 'organs', 'results', 'plan'] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** The texts of a visit by part; a part nobody filled is absent. */
export type ExaminationSections = Partial<Record<SectionKind, string>>;

export interface SectionChange {
  kind: SectionKind;
  /** Empty: the part is taken out. */
  body: string;
}

/** What differs from what stands: parts that are left out stay, an empty text takes a part out. In the order of the form. */
export function changedSections(stored: ExaminationSections, given: ExaminationSections): SectionChange[] {
  return sectionKinds.flatMap((kind) => {
    const body = given[kind];
    return body === undefined || body === (stored[kind] ?? '') ? [] : [{ kind, body }];
  });
}
