import { auditRules } from './audit-rules.ts';
import { careRules, surgeryRules } from './care-rules.ts';
import { certificateRules } from './certificate-rules.ts';
import { checkInRules } from './check-in-rules.ts';
import type { ClaimRules } from './claim-check.ts';
import { clinicalRules } from './clinical-rules.ts';
import { drugRules } from './drug-rules.ts';
import { generalRules } from './general-rules.ts';
import { cardRules, identityRules } from './identity-rules.ts';
import { moneyRules } from './money-rules.ts';
import { birthRules, dischargeRules } from './paper-rules.ts';
import { courseRules, programmeRules, resultRules } from './record-rules.ts';
import { routeRules } from './route-rules.ts';
import { serviceRules } from './service-rules.ts';
import { supplyRules } from './supply-rules.ts';
import { wholeClaim } from './rule-builders.ts';

/** What the insurer answered with a code that no list has blocks nobody until somebody has read it. */
const returnedRules: ClaimRules = {
  'WF-006': (claim) =>
    wholeClaim(
      'XML1',
      [],
      ({ context }) => (context.unknownReturns ?? []).length > 0 && { codes: (context.unknownReturns ?? []).join(', ') },
    )(claim).map((one) => ({ ...one, severity: 'warning' })),
};

/** Every rule that judges the tables of one visit, in the order of the findings. Source: docs/legal/insurance.md#checks */
export const allRules: ClaimRules = {
  ...generalRules,
  ...checkInRules,
  ...identityRules,
  ...cardRules,
  ...routeRules,
  ...clinicalRules,
  ...moneyRules,
  ...drugRules,
  ...serviceRules,
  ...supplyRules,
  ...careRules,
  ...surgeryRules,
  ...resultRules,
  ...courseRules,
  ...programmeRules,
  ...dischargeRules,
  ...birthRules,
  ...certificateRules,
  ...auditRules,
  ...returnedRules,
};

/** Rules that no data of a claim can answer, each with what would be needed. They are warnings and hints only. */
export const notImplemented: Readonly<Record<string, string>> = {
  'ENV-014': 'kept by sending itself: a visit with a blocking finding is left out of every file',
  'ENV-015': 'kept by sending itself: each answer of the portal is stored with its maGiaoDich',
  'CHK-009': 'kept by the check-in itself, which is queued again at the first cost of the stay',
  'MED-036': 'needs a table of indications for each ingredient; the topics AUD-TH cover those of the audit letter',
  'MED-043': 'needs the list of provincial import licences of rare drugs',
  'EXM-006': 'needs the rota and every examination of the doctor at other facilities',
  'EXM-007': 'needs the scope of practice by specialty on each licence',
  'BED-013': 'needs the approved number of beds of each department',
  'SUR-003': 'needs the table of procedures that are part of others; the topics AUD-KT cover those of the audit letter',
  'LAB-011': 'needs limits of biological plausibility for every indicator; the laboratory warns at entry',
  'TT12-10-1-a': 'a heading of the review; the rules CARD say it',
  'TT12-10-1-b': 'a heading of the review; MON-027 to MON-031 say it',
  'TT12-10-1-c': 'a heading of the review; MED-002, SVC-004 and SUP-002 say it',
  'TT12-10-1-d': 'a heading of the review; MED-011, SVC-006, BED and SVC-030 say it',
  'TT12-10-1-dd': 'a heading of the review; MED-035, SUP-011 and AUD say it',
  'TT12-10-1-e': 'needs opening hours and scope of the facility as the portal has them',
  'TT12-10-1-g': 'needs working hours of each person as the portal has them; SVC-015 says the rest',
  'TT12-10-1-h': 'a heading of the review; CLN-039 says it for one facility',
  'TT12-10-1-i': 'a heading of the review; the topics AUD say it',
  'TT12-10-1-k': 'a heading of the review; the rules MON say it',
  'TT12-10-1-m': 'a heading of the review; MED-041 and SUP-012 say it',
  'WF-001': 'a duty of sending, not a fault of a claim',
  'WF-002': 'a duty of sending; CLN-035 says it of one claim',
  'WF-003': 'a draft that is not in force',
  'WF-004': 'advice for withdrawing a claim',
  'WF-005': 'a duty of keeping catalogues: rows are closed and never edited',
  'WF-007': 'kept by the rules themselves: insurance is judged only where there is any',
};
