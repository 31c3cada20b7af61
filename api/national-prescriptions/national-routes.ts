import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { acceptUnknown } from './accept-unknown.ts';
import { endDoctor, endFacility, setDoctorAccount, setFacilityAccount, showNationalAccounts } from './national-accounts.ts';
import {
  AcceptedTransmission,
  AcceptTransmission,
  AccountEnded,
  AccountSet,
  EndAccount,
  LogInTried,
  NationalAccountsView,
  NewDoctorAccount,
  NewFacilityAccount,
  ResendTransmissions,
  ResentTransmissions,
  TransmissionPage,
  TransmissionPeriod,
  TransmissionPerson,
  TransmissionSearch,
  TransmissionSummary,
  TransmissionView,
  TryLogIn,
} from './national-schemas.ts';
import { resendPrescriptions } from './resend-prescriptions.ts';
import { tryLogIn } from './try-log-in.ts';
import { listTransmissions, viewSummary, viewTransmission, viewTransmissionPerson } from './view-transmissions.ts';

const One = z.strictObject({ prescriptionId: uuid });
const Doctor = z.strictObject({ userId: uuid });

const transmissionRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/national-prescriptions/search',
    permission: 'transmission.read',
    question: true,
    summary: 'Prescriptions of a period and where they stand on their way to the national system',
    body: TransmissionSearch,
    response: TransmissionPage,
    handle: async (ctx, { body }) => await listTransmissions(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/national-prescriptions/summary',
    permission: 'transmission.read',
    summary: 'How many prescriptions of a period stand where, and what has waited too long',
    query: TransmissionPeriod,
    response: TransmissionSummary,
    handle: async (ctx, { query }) => await viewSummary(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/national-prescriptions/:prescriptionId',
    permission: 'transmission.read',
    summary: 'One prescription on its way, with every try and why it was refused',
    params: One,
    response: TransmissionView,
    handle: async (ctx, { params }) => await viewTransmission(ctx, params.prescriptionId),
  }),
  defineRoute({
    method: 'get',
    path: '/national-prescriptions/:prescriptionId/patient',
    permission: 'patient.read',
    opens: 'patient',
    summary: 'Whose prescription it is',
    params: One,
    response: TransmissionPerson,
    handle: async (ctx, { params }) => await viewTransmissionPerson(ctx, params.prescriptionId),
  }),
  defineRoute({
    method: 'post',
    path: '/national-prescriptions/resends',
    permission: 'transmission.write',
    summary: 'Put prescriptions in line for the national system again',
    body: ResendTransmissions,
    response: ResentTransmissions,
    handle: async (ctx, { body }) => await resendPrescriptions(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/national-prescriptions/:prescriptionId/acceptance',
    permission: 'transmission.write',
    summary: 'Decide that the national system holds a prescription of unknown outcome',
    params: One,
    body: AcceptTransmission,
    response: AcceptedTransmission,
    handle: async (ctx, { params, body }) => await acceptUnknown(ctx, params.prescriptionId, body),
  }),
];

const accountRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/national-accounts',
    permission: 'national-account.write',
    summary: 'Accounts at the national prescription system, without their passwords',
    response: NationalAccountsView,
    handle: async (ctx) => await showNationalAccounts(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/national-accounts/facility',
    permission: 'national-account.write',
    summary: 'Set the account of the facility at the national prescription system',
    status: 201,
    body: NewFacilityAccount,
    response: AccountSet,
    handle: async (ctx, { body }) => await setFacilityAccount(ctx, ctx.services.secrets, body),
  }),
  defineRoute({
    method: 'post',
    path: '/national-accounts/facility/end',
    permission: 'national-account.write',
    summary: 'End the account of the facility: from now on the simulator answers',
    body: EndAccount,
    response: AccountEnded,
    handle: async (ctx, { body }) => await endFacility(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/national-accounts/doctors/:userId',
    permission: 'national-account.write',
    summary: 'Set the link code and password of a doctor',
    status: 201,
    params: Doctor,
    body: NewDoctorAccount,
    response: AccountSet,
    handle: async (ctx, { params, body }) => await setDoctorAccount(ctx, ctx.services.secrets, params.userId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/national-accounts/doctors/:userId/end',
    permission: 'national-account.write',
    summary: 'End the account of a doctor',
    params: Doctor,
    body: EndAccount,
    response: AccountEnded,
    handle: async (ctx, { params, body }) => await endDoctor(ctx, params.userId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/national-accounts/log-ins',
    permission: 'national-account.write',
    summary: 'Try an account without sending anything',
    body: TryLogIn,
    response: LogInTried,
    handle: async (ctx, { body }) => await tryLogIn(ctx.services, ctx, body),
  }),
];

export const nationalRoutes: Route[] = [...transmissionRoutes, ...accountRoutes];
