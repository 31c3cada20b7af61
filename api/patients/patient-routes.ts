import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { addCard } from './add-card.ts';
import { findPatients, readScan } from './find-patients.ts';
import {
  CardData,
  EditPatient,
  NewAllergy,
  NewReproductiveState,
  NewPatient,
  PatientSearch,
  PatientSearchAnswer,
  PatientView,
  Scan,
  ScanAnswer,
} from './patient-schemas.ts';
import { proposeArrival } from './propose-arrival.ts';
import { recordAllergy, recordNoAllergies } from './record-allergy.ts';
import { recordReproductiveState } from './record-reproductive-state.ts';
import { editPatient, registerPatient } from './register-patient.ts';
import { registerVisit } from './register-visit.ts';
import { ArrivalFacts, ArrivalProposal, Registration, RegistrationAnswer } from './registration-schemas.ts';
import { viewPatient } from './view-patient.ts';

const PatientParams = z.strictObject({ patientId: uuid });
const Written = z.object({ id: uuid });
const Nothing = z.strictObject({});

export const patientRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/patients/search',
    permission: 'patient.search',
    question: true,
    summary: 'Find people by name and birth year, by any number or by phone',
    body: PatientSearch,
    response: PatientSearchAnswer,
    handle: async (ctx, { body }) => await findPatients(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/scans',
    permission: 'patient.search',
    question: true,
    summary: 'Read a scanned identity or insurance card and find whom it belongs to',
    body: Scan,
    response: ScanAnswer,
    handle: async (ctx, { body }) => await readScan(ctx, body.text),
  }),
  defineRoute({
    method: 'post',
    path: '/patients',
    permission: 'patient.write',
    summary: 'Register a person without a visit',
    status: 201,
    body: NewPatient,
    response: Written,
    handle: async (ctx, { body }) => await registerPatient(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:patientId',
    permission: 'patient.read',
    opens: 'patient',
    summary: 'A person with numbers, cards and allergies',
    params: PatientParams,
    response: PatientView,
    handle: async (ctx, { params }) => await viewPatient(ctx, params.patientId),
  }),
  defineRoute({
    method: 'put',
    path: '/patients/:patientId',
    permission: 'patient.write',
    summary: 'Change a person against the version that was seen',
    params: PatientParams,
    body: EditPatient,
    response: Written,
    handle: async (ctx, { params, body }) => await editPatient(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/cards',
    permission: 'patient.write',
    summary: 'Add an insurance card',
    status: 201,
    params: PatientParams,
    body: CardData,
    response: Written,
    handle: async (ctx, { params, body }) => await addCard(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/allergies',
    permission: 'patient.allergy.write',
    summary: 'Add an allergy',
    status: 201,
    params: PatientParams,
    body: NewAllergy,
    response: Written,
    handle: async (ctx, { params, body }) => await recordAllergy(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/reproductive-states',
    permission: 'patient.allergy.write',
    summary: 'Note what was answered about pregnancy and breastfeeding',
    status: 201,
    params: PatientParams,
    body: NewReproductiveState,
    response: Written,
    handle: async (ctx, { params, body }) => await recordReproductiveState(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/no-known-allergies',
    permission: 'patient.allergy.write',
    summary: 'Note that the person was asked and has no allergy',
    params: PatientParams,
    body: Nothing,
    response: Written,
    handle: async (ctx, { params }) => await recordNoAllergies(ctx, params.patientId),
  }),
  defineRoute({
    method: 'post',
    path: '/arrival-category-proposals',
    permission: 'registration.write',
    question: true,
    summary: 'The arrival category (MA_DOITUONG_KCB) that fits, and why',
    body: ArrivalFacts,
    response: ArrivalProposal,
    handle: async (ctx, { body }) => await proposeArrival(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/registrations',
    permission: 'registration.write',
    summary: 'Save person, card, visit and ticket together',
    status: 201,
    body: Registration,
    response: RegistrationAnswer,
    handle: async (ctx, { body }) => await registerVisit(ctx, body),
  }),
];
