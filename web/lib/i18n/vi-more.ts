import { viBlood } from './vi-blood.ts';
import { viCabinet } from './vi-cabinet.ts';
import { viCashier } from './vi-cashier.ts';
import { viCommon } from './vi-common.ts';
import { viDoctor } from './vi-doctor.ts';
import { viExamination } from './vi-examination.ts';
import { viFindings } from './vi-findings.ts';
import { viFrontDesks } from './vi-front-desks.ts';
import { viInterop } from './vi-interop.ts';
import { viKeep } from './vi-keep.ts';
import { viLaw } from './vi-law.ts';
import { viNational } from './vi-national.ts';
import { viPapers } from './vi-papers.ts';
import { viPharmacy } from './vi-pharmacy.ts';
import { viResults } from './vi-results.ts';
import { viSending } from './vi-sending.ts';
import { viSettlement } from './vi-settlement.ts';
import { viSupplies } from './vi-supplies.ts';
import { viVisit } from './vi-visit.ts';
import { viWork } from './vi-work.ts';

/** The words of every desk after the first: they come with the desk that is opened. */
export const viMore = {
  ...viResults,
  ...viBlood,
  ...viInterop,
  ...viKeep,
  ...viDoctor,
  ...viVisit,
  ...viExamination,
  ...viFrontDesks,
  ...viPharmacy,
  ...viCabinet,
  ...viSupplies,
  ...viCashier,
  ...viWork,
  ...viPapers,
  ...viNational,
  ...viLaw,
  ...viSending,
  ...viSettlement,
  ...viFindings,
  ...viCommon,
};
