import type { VisitRecord } from '../visits/visit-record.ts';
import { buildBirthRows, buildPregnancyRest } from './build-birth-papers.ts';
import { buildClaimTables } from './build-claim-tables.ts';
import { buildCourseRows } from './build-course-rows.ts';
import { buildDischargePaper, buildRecordSummary } from './build-discharge-papers.ts';
import { buildHivRows } from './build-hiv-rows.ts';
import { buildResultRows } from './build-result-rows.ts';
import { buildTuberculosisRows } from './build-tuberculosis-rows.ts';
import { buildAppointment, buildReferral, buildSickLeave } from './build-visit-papers.ts';
import type { ClaimRow, VisitTables } from './claim-definitions.ts';
import type { ClaimFacts } from './claim-facts.ts';

/** What a facility decides about its claims. */
export interface ClaimSettings {
  /** Table 8 of every visit, not only of stays. */
  summaryOfEveryVisit: boolean;
}

/**
 * All tables of one closed visit that stand in its claim file: the bill and whatever facts there are beside it; a table without facts is absent.
 * Throws a RangeError where the facts contradict themselves. Source: docs/legal/insurance.md#claims
 */
export function buildClaim(visit: VisitRecord, facts: ClaimFacts, settings: ClaimSettings): VisitTables {
  const main = buildClaimTables(visit);
  const summary = main.XML1[0] ?? {};
  const everyVisit = settings.summaryOfEveryVisit;
  const { results = [], notes = [], births = [], hiv = [], tuberculosis = [] } = facts;
  const others = {
    XML4: buildResultRows(results, visit),
    XML5: buildCourseRows(notes, visit),
    XML6: buildHivRows(hiv, visit, summary),
    XML7: made(facts.discharge, (paper) => buildDischargePaper(paper, visit, summary)),
    XML8: made(facts.summary, (paper) => buildRecordSummary(paper, visit, { summary, everyVisit })),
    XML9: buildBirthRows(births, visit),
    XML10: made(facts.pregnancyRest, (paper) => [buildPregnancyRest(paper, visit)]),
    XML11: made(facts.sickLeave, (paper) => [buildSickLeave(paper, visit)]),
    XML13: made(facts.referral, (paper) => buildReferral(paper, visit, summary)),
    XML14: made(facts.appointment, (paper) => [buildAppointment(paper, visit, summary)]),
    XML15: buildTuberculosisRows(tuberculosis, visit, summary),
  };
  return { ...main, ...Object.fromEntries(Object.entries(others).filter(([, rows]) => rows.length > 0)) };
}

const made = <Paper>(paper: Paper | undefined, build: (paper: Paper) => ClaimRow[]): ClaimRow[] =>
  paper === undefined ? [] : build(paper);
