import type { Services } from './http/context.ts';
import { sealAccess } from './audit/seal-access.ts';
import { missAppointments } from './appointments/miss-appointments.ts';
import { exportClaims } from './claims/export-claims.ts';
import { sendCheckIn } from './insurance/send-check-in.ts';
import { recheckEligibility } from './insurance/recheck-eligibility.ts';
import { releaseUncollected } from './dispensing/release-uncollected.ts';
import { deliver } from './interop/deliver.ts';
import { sendInvoice } from './invoices/send-invoice.ts';
import { sendPrescription } from './national-prescriptions/send-prescription.ts';
import { followMerge } from './patients/follow-merge.ts';
import { tidy } from './audit/tidy.ts';

/** Every background job by the name it is queued under. A task checks its payload itself: it may come from an older version. */
export const tasks: Record<string, (services: Services, payload: unknown) => Promise<void>> = {
  'seal-access': sealAccess,
  'miss-appointments': missAppointments,
  'export-claims': exportClaims,
  'check-in': sendCheckIn,
  'check-eligibility': recheckEligibility,
  deliver,
  'send-prescription': sendPrescription,
  'send-invoice': sendInvoice,
  'release-uncollected': releaseUncollected,
  'follow-merge': followMerge,
  tidy,
};
