import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import {
  AtBagVersion,
  BagDetail,
  BagJudged,
  BagList,
  BagSaved,
  BagsQuery,
  BloodBook,
  BookQuery,
  FindRecipients,
  IdAnswer,
  IssueBag,
  NoteCrossMatch,
  NoteGroup,
  NoteTransfusion,
  ReasonGiven,
  ReceiveBag,
  RecipientList,
  RecipientView,
  ReserveBag,
  ReturnBag,
  WithBagReason,
} from './blood-schemas.ts';
import { issueBag } from './issue-bag.ts';
import { noteCrossMatch } from './note-cross-match.ts';
import { noteGroup, takeBackGroup } from './note-group.ts';
import { noteTransfusion } from './note-transfusion.ts';
import { receiveBag } from './receive-bag.ts';
import { reserveBag } from './reserve-bag.ts';
import { discardBag, releaseBag, restockBag, returnBag } from './take-back-bag.ts';
import { searchRecipients, viewBag, viewBags, viewBook, viewRecipient } from './view-blood.ts';

const BagParams = z.strictObject({ bagId: uuid });
const EncounterParams = z.strictObject({ encounterId: uuid });

const questions: Route[] = [
  defineRoute({
    method: 'get',
    path: '/blood/bags',
    permission: 'blood.read',
    summary: 'The bags of the blood store, what expires first on top',
    query: BagsQuery,
    response: BagList,
    handle: async (ctx, { query }) => await viewBags(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/blood/bags/:bagId',
    permission: 'blood.read',
    summary: 'One bag with everything that happened to it',
    params: BagParams,
    response: BagDetail,
    handle: async (ctx, { params }) => await viewBag(ctx, params.bagId),
  }),
  defineRoute({
    method: 'get',
    path: '/blood/book',
    permission: 'blood.read',
    summary: 'The book of the blood store of a month',
    query: BookQuery,
    response: BloodBook,
    handle: async (ctx, { query }) => await viewBook(ctx, query.month),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/recipients/search',
    permission: 'blood.read',
    question: true,
    summary: 'Open visits by name or code, to choose whom blood is for',
    body: FindRecipients,
    response: RecipientList,
    handle: async (ctx, { body }) => await searchRecipients(ctx, body.query),
  }),
  defineRoute({
    method: 'get',
    path: '/blood/recipients/:encounterId',
    permission: 'blood.read',
    opens: 'patient',
    summary: 'The blood group on record of the person of a visit, and their bags',
    params: EncounterParams,
    response: RecipientView,
    handle: async (ctx, { params }) => await viewRecipient(ctx, params.encounterId),
  }),
];

const groups: Route[] = [
  defineRoute({
    method: 'post',
    path: '/blood/recipients/:encounterId/groups',
    permission: 'blood.write',
    summary: 'Note one typing of the blood of the person of a visit',
    status: 201,
    params: EncounterParams,
    body: NoteGroup,
    response: IdAnswer,
    handle: async (ctx, { params, body }) => await noteGroup(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/groups/:groupId/retraction',
    permission: 'blood.write',
    summary: 'Take a typing of blood back',
    params: z.strictObject({ groupId: uuid }),
    body: ReasonGiven,
    response: IdAnswer,
    handle: async (ctx, { params, body }) => await takeBackGroup(ctx, params.groupId, body.reason),
  }),
];

const way: Route[] = [
  defineRoute({
    method: 'post',
    path: '/blood/bags',
    permission: 'blood.write',
    summary: 'Take a bag into the blood store',
    status: 201,
    body: ReceiveBag,
    response: BagSaved,
    handle: async (ctx, { body }) => await receiveBag(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/reservation',
    permission: 'blood.write',
    summary: 'Set a bag aside for the person of a visit',
    status: 201,
    params: BagParams,
    body: ReserveBag,
    response: BagJudged,
    handle: async (ctx, { params, body }) => await reserveBag(ctx, params.bagId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/cross-match',
    permission: 'blood.write',
    summary: 'Note what the cross-match of a reserved bag said',
    params: BagParams,
    body: NoteCrossMatch,
    response: BagSaved,
    handle: async (ctx, { params, body }) => await noteCrossMatch(ctx, params.bagId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/issue',
    permission: 'blood.write',
    summary: 'Hand a reserved bag out at the window',
    params: BagParams,
    body: IssueBag,
    response: BagJudged,
    handle: async (ctx, { params, body }) => await issueBag(ctx, params.bagId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/transfusion',
    permission: 'blood.write',
    summary: 'Note that a bag was given, with the last check at the bed',
    params: BagParams,
    body: NoteTransfusion,
    response: BagSaved,
    handle: async (ctx, { params, body }) => await noteTransfusion(ctx, params.bagId, body),
  }),
];

const wayBack: Route[] = [
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/release',
    permission: 'blood.write',
    summary: 'Free a bag that was set aside',
    params: BagParams,
    body: WithBagReason,
    response: BagSaved,
    handle: async (ctx, { params, body }) => await releaseBag(ctx, params.bagId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/return',
    permission: 'blood.write',
    summary: 'Take a bag back that was not given',
    params: BagParams,
    body: ReturnBag,
    response: BagSaved,
    handle: async (ctx, { params, body }) => await returnBag(ctx, params.bagId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/restocking',
    permission: 'blood.write',
    summary: 'Put a bag that came back in time among those that may be given',
    params: BagParams,
    body: AtBagVersion,
    response: BagSaved,
    handle: async (ctx, { params, body }) => await restockBag(ctx, params.bagId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/blood/bags/:bagId/discard',
    permission: 'blood.write',
    summary: 'Throw a bag away with the reason',
    params: BagParams,
    body: WithBagReason,
    response: BagSaved,
    handle: async (ctx, { params, body }) => await discardBag(ctx, params.bagId, body),
  }),
];

export const bloodRoutes: Route[] = [...questions, ...groups, ...way, ...wayBack];
