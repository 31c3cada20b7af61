import { appointmentRoutes } from './appointments/appointment-routes.ts';
import { authRoutes } from './auth/auth-routes.ts';
import { demoRoutes } from './auth/demo-routes.ts';
import { bloodRoutes } from './blood/blood-routes.ts';
import { cashierRoutes } from './cashier/cashier-routes.ts';
import { catalogueRoutes } from './catalogues/catalogue-routes.ts';
import { claimCheckRoutes } from './claims/claim-check-routes.ts';
import { claimRoutes } from './claims/claim-routes.ts';
import { claimAuditRoutes } from './claims/audit/audit-routes.ts';
import { sendingRoutes } from './claims/sending/sending-routes.ts';
import { deskTicketRoutes } from './displays/desk-ticket-routes.ts';
import { dispensingRoutes } from './dispensing/dispensing-routes.ts';
import { displayRoutes } from './displays/display-routes.ts';
import { encounterRoutes } from './encounters/encounter-routes.ts';
import { visitRoomRoutes } from './encounters/room-routes.ts';
import type { Route } from './http/define-route.ts';
import { insuranceRoutes } from './insurance/insurance-routes.ts';
import { invoiceRoutes } from './invoices/invoice-routes.ts';
import { consentRoutes } from './interop/consent-routes.ts';
import { interopRoutes } from './interop/outbox-routes.ts';
import { nationalRoutes } from './national-prescriptions/national-routes.ts';
import { orderRoutes } from './orders/order-routes.ts';
import { identityRoutes } from './patients/identity-routes.ts';
import { coverageRoutes } from './patients/coverage-routes.ts';
import { paperRoutes } from './papers/paper-routes.ts';
import { patientRoutes } from './patients/patient-routes.ts';
import { prescriptionRoutes } from './prescriptions/prescription-routes.ts';
import { priceRoutes } from './prices/price-routes.ts';
import { printRoutes } from './prints/print-routes.ts';
import { queueRoutes } from './queue/queue-routes.ts';
import { resultRoutes } from './results/result-routes.ts';
import { recordRoutes } from './records/record-routes.ts';
import { settlementRoutes } from './settlement/settlement-routes.ts';
import { ticketRoutes } from './queue/ticket-routes.ts';
import { cabinetRoutes } from './stock/cabinet-routes.ts';
import { stockRoutes } from './stock/stock-routes.ts';
import { supplyRoutes } from './stock/supply-routes.ts';

/** Every route of the system; the server, the documentation and the policy walkers read this list. */
export const routes: Route[] = [
  ...authRoutes,
  ...demoRoutes,
  ...catalogueRoutes,
  ...patientRoutes,
  ...identityRoutes,
  ...recordRoutes,
  ...coverageRoutes,
  ...queueRoutes,
  ...ticketRoutes,
  ...displayRoutes,
  ...deskTicketRoutes,
  ...appointmentRoutes,
  ...priceRoutes,
  ...printRoutes,
  ...encounterRoutes,
  ...visitRoomRoutes,
  ...paperRoutes,
  ...orderRoutes,
  ...resultRoutes,
  ...bloodRoutes,
  ...prescriptionRoutes,
  ...nationalRoutes,
  ...cashierRoutes,
  ...invoiceRoutes,
  ...claimRoutes,
  ...sendingRoutes,
  ...claimAuditRoutes,
  ...claimCheckRoutes,
  ...settlementRoutes,
  ...insuranceRoutes,
  ...interopRoutes,
  ...consentRoutes,
  ...stockRoutes,
  ...cabinetRoutes,
  ...supplyRoutes,
  ...dispensingRoutes,
];
