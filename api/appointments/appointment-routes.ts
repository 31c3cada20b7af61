import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import {
  AppointmentList,
  AppointmentsQuery,
  Booked,
  CancelAppointment,
  FollowUpList,
  FollowUpsQuery,
  NewAppointment,
} from './appointment-schemas.ts';
import { bookAppointment, cancelAppointment } from './book-appointment.ts';
import { viewAppointments, viewFollowUps } from './list-appointments.ts';

export const appointmentRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/appointments',
    permission: 'appointment.write',
    summary: 'Book a person for a room and a day',
    status: 201,
    body: NewAppointment,
    response: Booked,
    handle: async (ctx, { body }) => await bookAppointment(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/appointments',
    permission: 'appointment.read',
    summary: 'The appointments of a day',
    query: AppointmentsQuery,
    response: AppointmentList,
    handle: async (ctx, { query }) => await viewAppointments(ctx, query.day),
  }),
  defineRoute({
    method: 'post',
    path: '/appointments/:appointmentId/cancellation',
    permission: 'appointment.write',
    summary: 'Take an appointment back with the reason',
    params: z.strictObject({ appointmentId: uuid }),
    body: CancelAppointment,
    response: Booked,
    handle: async (ctx, { params, body }) => await cancelAppointment(ctx, params.appointmentId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/follow-ups',
    permission: 'appointment.read',
    summary: 'Who should have come back between two days and did not',
    query: FollowUpsQuery,
    response: FollowUpList,
    handle: async (ctx, { query }) => await viewFollowUps(ctx, query),
  }),
];
