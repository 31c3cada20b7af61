import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import {
  BankAccountView,
  BookList,
  CashDayQuery,
  CashDayView,
  CloseDay,
  ClosedDay,
  CloseShift,
  Made,
  MyShift,
  NewBankAccount,
  NewBook,
  ShiftView,
} from './book-schemas.ts';
import {
  AccountList,
  AccountView,
  CancelledReceipt,
  CancelReceipt,
  EncounterParams,
  FindAccounts,
  NewReceipt,
  NewReceiptPrint,
  One,
  PayerView,
  ReceiptPaper,
  TakenReceipt,
} from './cashier-schemas.ts';
import { endBook, openBook, setBankAccount, viewBankAccount, viewBooks } from './keep-books.ts';
import { endDay, endShift, viewCashDay, viewMyShift } from './keep-shift.ts';
import { printReceipt } from './print-receipt.ts';
import { cancelReceipt, takeMoney } from './take-money.ts';
import { searchAccounts, viewAccount, viewPayer } from './view-account.ts';

const accounts: Route[] = [
  defineRoute({
    method: 'post',
    path: '/accounts/search',
    permission: 'cash.read',
    question: true,
    summary: 'Who still owes or is owed, or what a scan and typed words find',
    body: FindAccounts,
    response: AccountList,
    handle: async (ctx, { body }) => await searchAccounts(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/account',
    permission: 'cash.read',
    summary: 'The bill in blocks, live while the visit runs, with every row of money and what is due',
    params: EncounterParams,
    response: AccountView,
    handle: async (ctx, { params }) => await viewAccount(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/payer',
    permission: 'cash.read',
    opens: 'patient',
    summary: 'Who pays for a visit, with the card and the groups it names',
    params: EncounterParams,
    response: PayerView,
    handle: async (ctx, { params }) => await viewPayer(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/receipts',
    permission: 'cash.write',
    summary: 'Take money for a visit or give it back, with the next sheet of a book',
    status: 201,
    params: EncounterParams,
    body: NewReceipt,
    response: TakenReceipt,
    handle: async (ctx, { params, body }) => await takeMoney(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/receipts/:id/cancellation',
    permission: 'cash.write',
    summary: 'Cancel a receipt with the reason; both rows and the number stay',
    status: 201,
    params: One,
    body: CancelReceipt,
    response: CancelledReceipt,
    handle: async (ctx, { params, body }) => await cancelReceipt(ctx, params.id, body),
  }),
  defineRoute({
    method: 'post',
    path: '/receipts/:id/prints',
    permission: 'cash.write',
    summary: 'Print a receipt; copies are marked and counted',
    status: 201,
    params: One,
    body: NewReceiptPrint,
    response: ReceiptPaper,
    handle: async (ctx, { params, body }) => await printReceipt(ctx, params.id, body),
  }),
];

const shifts: Route[] = [
  defineRoute({
    method: 'get',
    path: '/cash-shift',
    permission: 'cash.write',
    summary: 'The open shift of who asks, with every row of it',
    response: MyShift,
    handle: async (ctx) => await viewMyShift(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/cash-shifts/:id/closure',
    permission: 'cash.write',
    summary: 'Close the own shift with the count of the drawer',
    params: One,
    body: CloseShift,
    response: ShiftView,
    handle: async (ctx, { params, body }) => await endShift(ctx, params.id, body),
  }),
  defineRoute({
    method: 'get',
    path: '/cash-days',
    permission: 'cash.close',
    summary: 'A day of the cash book with its shifts and cancels',
    query: CashDayQuery,
    response: CashDayView,
    handle: async (ctx, { query }) => await viewCashDay(ctx, query.day),
  }),
  defineRoute({
    method: 'post',
    path: '/cash-days/closures',
    permission: 'cash.close',
    summary: 'Close a day of the cash book once all its shifts are closed',
    body: CloseDay,
    response: ClosedDay,
    handle: async (ctx, { body }) => await endDay(ctx, body),
  }),
];

const settings: Route[] = [
  defineRoute({
    method: 'get',
    path: '/receipt-books',
    permission: 'cash.settings.write',
    summary: 'The books of receipts and payouts with what is left in them',
    response: BookList,
    handle: async (ctx) => await viewBooks(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/receipt-books',
    permission: 'cash.settings.write',
    summary: 'Open a book of numbered sheets',
    status: 201,
    body: NewBook,
    response: Made,
    handle: async (ctx, { body }) => await openBook(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/receipt-books/:id/closure',
    permission: 'cash.settings.write',
    summary: 'End a book; its sheets that are left are never used',
    params: One,
    body: z.strictObject({}),
    response: Made,
    handle: async (ctx, { params }) => await endBook(ctx, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/bank-account',
    permission: 'cash.settings.write',
    summary: 'The account that payments by code go to',
    response: BankAccountView,
    handle: async (ctx) => await viewBankAccount(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/bank-account',
    permission: 'cash.settings.write',
    summary: 'Set the account that payments by code go to',
    body: NewBankAccount,
    response: Made,
    handle: async (ctx, { body }) => await setBankAccount(ctx, body),
  }),
];

export const cashierRoutes: Route[] = [...accounts, ...shifts, ...settings];
