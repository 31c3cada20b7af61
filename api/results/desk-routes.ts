import { z } from 'zod';
import type { Permission } from '../../domain/permissions.ts';
import type { ResultDesk } from '../../domain/results/result-desks.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { approveResult } from './approve-result.ts';
import { addAttachment, takeBackAttachment } from './attachments.ts';
import { closeBook, viewBook } from './close-book.ts';
import { correctResult, withdrawResult } from './correct-result.ts';
import { tellCritical } from './critical-values.ts';
import { saveResult } from './enter-result.ts';
import { saveMachine, viewMachines } from './keep-desk.ts';
import {
  ApproveResult,
  BookView,
  CloseBook,
  CorrectResult,
  DayQuery,
  IdAnswer,
  MachineList,
  MachinesQuery,
  NewAttachment,
  Reason,
  ResultAnswer,
  SavedAnswer,
  SaveMachine,
  SaveResult,
  TellCritical,
  WithdrawResult,
  WorkDetail,
  WorkList,
} from './result-schemas.ts';
import { viewWork, viewWorkItem } from './view-work.ts';

const OrderParams = z.strictObject({ orderId: uuid });

/** The routes of a reporting desk: both desks work alike, each with its own rights and its own orders. */
export function deskRoutes(desk: ResultDesk): Route[] {
  const may: { write: Permission; approve: Permission } = { write: `${desk}.write`, approve: `${desk}.approve` };
  return [...workRoutes(desk, may), ...finalRoutes(desk, may), ...keepingRoutes(desk, may)];
}

function workRoutes(desk: ResultDesk, may: { write: Permission }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: `/${desk}/work`,
      permission: may.write,
      summary: `What the ${desk} desk has to do, and what it finished on a day`,
      query: DayQuery,
      response: WorkList,
      handle: async (ctx, { query }) => await viewWork(ctx, desk, query.day),
    }),
    defineRoute({
      method: 'get',
      path: `/${desk}/orders/:orderId`,
      permission: may.write,
      opens: 'patient',
      summary: `One order at the ${desk} desk with its results`,
      params: OrderParams,
      response: WorkDetail,
      handle: async (ctx, { params }) => await viewWorkItem(ctx, { desk, ...params }),
    }),
    defineRoute({
      method: 'put',
      path: `/${desk}/orders/:orderId/result`,
      permission: may.write,
      summary: `Enter a result at the ${desk} desk`,
      params: OrderParams,
      body: SaveResult,
      response: ResultAnswer,
      handle: async (ctx, { params, body }) => await saveResult(ctx, { desk, ...params }, body),
    }),
    defineRoute({
      method: 'post',
      path: `/${desk}/orders/:orderId/critical-notices`,
      permission: may.write,
      summary: `Note who was told of a critical value of the ${desk} desk`,
      status: 201,
      params: OrderParams,
      body: TellCritical,
      response: IdAnswer,
      handle: async (ctx, { params, body }) => await tellCritical(ctx, { desk, ...params }, body),
    }),
    defineRoute({
      method: 'post',
      path: `/${desk}/orders/:orderId/attachments`,
      permission: may.write,
      summary: `Hang a picture or a PDF on an order of the ${desk} desk`,
      status: 201,
      takesFile: true,
      params: OrderParams,
      body: NewAttachment,
      response: IdAnswer,
      handle: async (ctx, { params, body }) => await addAttachment(ctx, { desk, ...params }, body),
    }),
    defineRoute({
      method: 'post',
      path: `/${desk}/orders/:orderId/attachments/:attachmentId/retraction`,
      permission: may.write,
      summary: `Take an attachment of the ${desk} desk back`,
      params: z.strictObject({ orderId: uuid, attachmentId: uuid }),
      body: Reason,
      response: IdAnswer,
      handle: async (ctx, { params, body }) => await takeBackAttachment(ctx, { desk, ...params }, body),
    }),
  ];
}

function finalRoutes(desk: ResultDesk, may: { approve: Permission }): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: `/${desk}/orders/:orderId/approval`,
      permission: may.approve,
      summary: `Approve a result of the ${desk} desk; the service is charged`,
      params: OrderParams,
      body: ApproveResult,
      response: ResultAnswer,
      handle: async (ctx, { params, body }) => await approveResult(ctx, { desk, ...params }, body),
    }),
    defineRoute({
      method: 'post',
      path: `/${desk}/orders/:orderId/corrections`,
      permission: may.approve,
      summary: `Correct an approved result of the ${desk} desk; the first stays`,
      status: 201,
      params: OrderParams,
      body: CorrectResult,
      response: ResultAnswer,
      handle: async (ctx, { params, body }) => await correctResult(ctx, { desk, ...params }, body),
    }),
    defineRoute({
      method: 'post',
      path: `/${desk}/orders/:orderId/withdrawals`,
      permission: may.approve,
      summary: `Withdraw an approved result of the ${desk} desk; the order waits again`,
      status: 201,
      params: OrderParams,
      body: WithdrawResult,
      response: ResultAnswer,
      handle: async (ctx, { params, body }) => await withdrawResult(ctx, { desk, ...params }, body),
    }),
  ];
}

function keepingRoutes(desk: ResultDesk, may: { write: Permission; approve: Permission }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: `/${desk}/book`,
      permission: may.write,
      summary: `The book of a day of the ${desk} desk`,
      query: DayQuery,
      response: BookView,
      handle: async (ctx, { query }) => await viewBook(ctx, desk, query.day),
    }),
    defineRoute({
      method: 'post',
      path: `/${desk}/book-closings`,
      permission: may.approve,
      summary: `Close the book of a day of the ${desk} desk`,
      status: 201,
      body: CloseBook,
      response: BookView,
      handle: async (ctx, { body }) => await closeBook(ctx, desk, body),
    }),
    defineRoute({
      method: 'get',
      path: `/${desk}/machines`,
      permission: may.write,
      summary: `The machines of the ${desk} desk`,
      query: MachinesQuery,
      response: MachineList,
      handle: async (ctx, { query }) => await viewMachines(ctx, desk, query.show),
    }),
    defineRoute({
      method: 'put',
      path: `/${desk}/machines/:machineId`,
      permission: may.approve,
      summary: `Make a machine of the ${desk} desk known or change it`,
      params: z.strictObject({ machineId: uuid }),
      body: SaveMachine,
      response: SavedAnswer,
      handle: async (ctx, { params, body }) => await saveMachine(ctx, { desk, id: params.machineId }, body),
    }),
  ];
}
