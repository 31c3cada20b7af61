import type { Services } from './http/context.ts';
import { sealAccess } from './audit/seal-access.ts';
import { missAppointments } from './appointments/miss-appointments.ts';
import { checkAfterClosing, runClaimChecks } from './claims/check-claims.ts';
import { exportClaims } from './claims/export-claims.ts';
import { sendClaim } from './claims/sending/send-claim.ts';
import { sendCheckIn } from './insurance/send-check-in.ts';
import { transmitCheckIn } from './insurance/transmit-check-in.ts';
import { recheckEligibility } from './insurance/recheck-eligibility.ts';
import { releaseUncollected } from './dispensing/release-uncollected.ts';
import { deliver } from './interop/deliver.ts';
import { removeEndedExports } from './interop/reading/exports/remove-exports.ts';
import { exportFhir } from './interop/reading/exports/run-export.ts';
import { indexFacility, indexRecent, indexVisit } from './interop/reading/index-visits.ts';
import { testDestinations } from './interop/test-destination.ts';
import { resendPatient } from './interop/resend-patient.ts';
import { sendInvoice } from './invoices/send-invoice.ts';
import { sendPrescription } from './national-prescriptions/send-prescription.ts';
import { followMerge } from './patients/follow-merge.ts';
import { makeSettlement } from './settlement/make-report.ts';
import { backUp, carryLogAway } from './backup/back-up.ts';
import { tidy } from './audit/tidy.ts';

/**
 * Every background job by the name it is queued under. A task checks its payload itself: it may come from an older version. A long one heeds the signal
 * that the process is about to end.
 */
export const tasks: Record<string, (services: Services, payload: unknown, job: { signal?: AbortSignal | undefined }) => Promise<void>> = {
  'seal-access': sealAccess,
  'miss-appointments': missAppointments,
  'export-claims': exportClaims,
  'send-claim': sendClaim,
  'check-claim': checkAfterClosing,
  'check-claims': runClaimChecks,
  'check-in': sendCheckIn,
  'transmit-check-in': transmitCheckIn,
  'check-eligibility': recheckEligibility,
  deliver: async (services, payload) => await deliver(services, payload),
  'resend-patient': resendPatient,
  'index-visit': indexVisit,
  'index-facility': indexFacility,
  'index-recent': indexRecent,
  'export-fhir': exportFhir,
  'remove-ended-exports': removeEndedExports,
  'test-destinations': testDestinations,
  'send-prescription': sendPrescription,
  'send-invoice': sendInvoice,
  'make-settlement': makeSettlement,
  'release-uncollected': releaseUncollected,
  'follow-merge': followMerge,
  'carry-log-away': carryLogAway,
  'back-up': async (services) => void (await backUp(services)),
  tidy,
};
