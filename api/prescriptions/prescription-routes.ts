import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { saveDrugSet, viewDrugSets } from './drug-sets.ts';
import { printPrescription } from './print-prescription.ts';
import { viewLastPrescription } from './last-prescription.ts';
import { viewOverrides } from './list-overrides.ts';
import {
  CheckPrescription,
  DrugSetList,
  LastPrescription,
  NewPrescriptionPrint,
  OverrideList,
  OverrideQuery,
  PrescriptionIssues,
  PrescriptionSheet,
  SavedDrugSet,
  SaveDrugSet,
  SignedPrescription,
  SignPrescription,
  WithdrawPrescription,
} from './prescription-schemas.ts';
import { withdrawPrescription } from './withdraw-prescription.ts';
import { checkDraft, signPrescription } from './sign-prescription.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });

export const prescriptionRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/prescription-checks',
    permission: 'prescription.write',
    question: true,
    summary: 'What the safety engine says of a draft',
    params: EncounterParams,
    body: CheckPrescription,
    response: PrescriptionIssues,
    handle: async (ctx, { params, body }) => await checkDraft(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/prescriptions',
    permission: 'prescription.write',
    summary: 'Sign a prescription',
    status: 201,
    params: EncounterParams,
    body: SignPrescription,
    response: SignedPrescription,
    handle: async (ctx, { params, body }) => await signPrescription(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/prescriptions/:prescriptionId/withdrawal',
    permission: 'prescription.write',
    summary: 'Take a signed prescription back before anything of it was dispensed',
    status: 201,
    params: z.strictObject({ prescriptionId: uuid }),
    body: WithdrawPrescription,
    response: z.object({ id: uuid }),
    handle: async (ctx, { params, body }) => await withdrawPrescription(ctx, params.prescriptionId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/prescriptions/:prescriptionId/prints',
    // It shows the diagnosis: whoever only receives people does not print it.
    permission: 'prescription.write',
    summary: 'Print the sheet of a prescription; each print is counted',
    status: 201,
    params: z.strictObject({ prescriptionId: uuid }),
    body: NewPrescriptionPrint,
    response: PrescriptionSheet,
    handle: async (ctx, { params, body }) => await printPrescription(ctx, params.prescriptionId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/last-prescription',
    permission: 'prescription.write',
    opens: 'patient',
    summary: 'What the person was given last time here, to be repeated',
    params: EncounterParams,
    response: LastPrescription,
    handle: async (ctx, { params }) => await viewLastPrescription(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'get',
    path: '/prescription-overrides',
    permission: 'prescription.override.read',
    summary: 'Findings of the safety engine answered by a reason in a month',
    query: OverrideQuery,
    response: OverrideList,
    handle: async (ctx, { query }) => await viewOverrides(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/drug-sets',
    permission: 'prescription.write',
    summary: 'Drugs often prescribed together: own sets and those of the facility',
    response: DrugSetList,
    handle: async (ctx) => await viewDrugSets(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/drug-sets/:setId',
    permission: 'prescription.write',
    summary: 'Make or change a set of drugs',
    params: z.strictObject({ setId: uuid }),
    body: SaveDrugSet,
    response: SavedDrugSet,
    handle: async (ctx, { params, body }) => await saveDrugSet(ctx, params.setId, body),
  }),
];
