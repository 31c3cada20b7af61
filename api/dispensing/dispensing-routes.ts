import { z } from 'zod';
import { read } from '../../db/doors.ts';
import { listDoctors } from '../../db/stores/user-store.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import {
  BookQuery,
  DispensingBook,
  DispensingList,
  DispensingView,
  DoctorList,
  FindDispensing,
  HandedOver,
  HandOver,
  OrderStateAnswer,
  Substitute,
  Substituted,
  TakeBack,
  Waive,
} from './dispensing-schemas.ts';
import { handOver } from './hand-over.ts';
import { substitute } from './substitute.ts';
import { findDispensings, viewBook, viewDispensing } from './view-dispensing.ts';
import { takeBack, waiveRemainder } from './waive-remainder.ts';

const Params = z.strictObject({ prescriptionId: uuid });

export const dispensingRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/dispensings/search',
    permission: 'dispensing.read',
    question: true,
    summary: 'Prescriptions at the window, all that wait or by scan, number and name',
    body: FindDispensing,
    response: DispensingList,
    handle: async (ctx, { body }) => await findDispensings(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/dispensings/:prescriptionId',
    permission: 'dispensing.read',
    opens: 'patient',
    summary: 'A prescription as the patient will take it, with the lots to give',
    params: Params,
    response: DispensingView,
    handle: async (ctx, { params }) => await viewDispensing(ctx, params.prescriptionId),
  }),
  defineRoute({
    method: 'post',
    path: '/dispensings/:prescriptionId/hand-overs',
    permission: 'dispensing.write',
    summary: 'Hand drugs over the window, all or a part',
    status: 201,
    params: Params,
    body: HandOver,
    response: HandedOver,
    handle: async (ctx, { params, body }) => await handOver(ctx, params.prescriptionId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/dispensings/:prescriptionId/substitutions',
    permission: 'dispensing.write',
    summary: 'Put another drug in place of a prescribed one with the consent of a doctor',
    status: 201,
    params: Params,
    body: Substitute,
    response: Substituted,
    handle: async (ctx, { params, body }) => await substitute(ctx, params.prescriptionId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/dispensings/:prescriptionId/waivers',
    permission: 'dispensing.write',
    summary: 'Say what of a prescription will not be given and correct its charge',
    params: Params,
    body: Waive,
    response: OrderStateAnswer,
    handle: async (ctx, { params, body }) => await waiveRemainder(ctx, params.prescriptionId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/dispensings/:prescriptionId/returns',
    permission: 'dispensing.write',
    summary: 'Take back drugs that were handed over and correct their charge',
    status: 201,
    params: Params,
    body: TakeBack,
    response: OrderStateAnswer,
    handle: async (ctx, { params, body }) => await takeBack(ctx, params.prescriptionId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/control-books',
    permission: 'dispensing.read',
    summary: 'The book of narcotics or of psychotropics and precursors',
    query: BookQuery,
    response: DispensingBook,
    handle: async (ctx, { query }) => await viewBook(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/doctors',
    permission: 'stock.read',
    summary: 'The licensed doctors of the facility, to name who consents or orders',
    response: DoctorList,
    handle: async (ctx) => await read(ctx, async (tx) => ({ items: await listDoctors(tx, ctx.facilityId) })),
  }),
];
