import { z } from 'zod';
import { code, day, decimal, requiredText, text, uuid, version } from '../http/schemas.ts';
import { deskKinds, documentKinds } from '../../domain/stock/document-kinds.ts';

const depotKind = z.enum(['main', 'counter', 'cabinet']);
const deskKind = z.enum(deskKinds);
const documentKind = z.enum(documentKinds);
const documentState = z.enum(['draft', 'submitted', 'posted', 'cancelled']);
/** Of a drug, or of a supply as the insurer numbers it. */
export const itemCode = code(50);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const NewDepot = z.strictObject({ id: uuid, code: code(20), name: requiredText(100), kind: depotKind });
export const DepotView = z.object({ id: z.string(), version: z.int(), code: z.string(), name: z.string(), kind: depotKind });
export const RenameDepot = z.strictObject({ version, name: requiredText(100) });
export const DepotEnded = z.object({ id: z.string(), version: z.int() });
export const DepotList = z.object({ items: z.array(DepotView) });

const documentLine = z.strictObject({
  id: uuid,
  drugCode: itemCode,
  quantity: decimal,
  lotId: uuid.optional(),
  lotNumber: text(50).optional(),
  expiresOn: day.optional(),
  registrationNumber: text(50).optional(),
  tender: text(100).optional(),
  unitPrice: decimal.optional(),
  counted: decimal.optional(),
});

export const SaveDocument = z.strictObject({
  kind: deskKind,
  day,
  depotId: uuid,
  toDepotId: uuid.optional(),
  partner: text(200).optional(),
  invoiceNumber: text(50).optional(),
  reason: text(300).optional(),
  lines: z.array(documentLine).max(500),
});
export const NewDocument = z.strictObject({ id: uuid, ...SaveDocument.shape });
export const ChangeDocument = z.strictObject({ version, ...SaveDocument.shape });
export const AtVersion = z.strictObject({ version });
export const CancelDocument = z.strictObject({ version, reason: requiredText(300) });

/** `id` is that of the document that moves everything back. */
export const ReverseDocument = z.strictObject({ id: uuid, reason: requiredText(300) });

export const DocumentSaved = z.object({ id: z.string(), version: z.int(), state: documentState, number: z.string().nullable() });

const DocumentSummary = z.object({
  id: z.string(),
  version: z.int(),
  kind: documentKind,
  state: documentState,
  number: z.string().nullable(),
  day: z.string(),
  depotId: z.string(),
  depotName: z.string(),
  toDepotId: z.string().nullable(),
  toDepotName: z.string().nullable(),
  partner: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  reason: z.string().nullable(),
  createdByName: z.string(),
  createdAt: z.string(),
  postedByName: z.string().nullable(),
  postedAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  reversesId: z.string().nullable(),
  reversesNumber: z.string().nullable(),
  reversedById: z.string().nullable(),
  reversedByNumber: z.string().nullable(),
  lineCount: z.int(),
});
export const DocumentLineView = z.object({
  id: z.string(),
  drugCode: z.string(),
  drugName: z.string(),
  unit: z.string(),
  quantity: z.string(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  expiresOn: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  tender: z.string().nullable(),
  unitPrice: z.string().nullable(),
  counted: z.string().nullable(),
});
export const DocumentView = DocumentSummary.extend({ lines: z.array(DocumentLineView) });
export const DocumentList = z.object({ items: z.array(DocumentSummary), more: z.boolean() });
export const DocumentsQuery = z.strictObject({
  from: day,
  to: day,
  kind: documentKind.optional(),
  state: documentState.optional(),
});

export const StockQuery = z.strictObject({
  depotId: uuid.optional(),
  q: text(100).optional(),
  show: z.enum(['all', 'expiring', 'slow']).optional(),
  months: z.coerce.number().int().min(1).max(36).optional(),
});
export const StockRow = z.object({
  depotId: z.string(),
  depotName: z.string(),
  lotId: z.string(),
  drugCode: z.string(),
  drugName: z.string(),
  unit: z.string(),
  lotNumber: z.string(),
  expiresOn: z.string(),
  unitPrice: z.string(),
  onHand: z.string(),
  reserved: z.string(),
  available: z.string(),
  recalled: z.boolean(),
  lastOutOn: z.string().nullable(),
});
export const StockList = z.object({ items: z.array(StockRow), more: z.boolean() });

export const CardQuery = z.strictObject({ depotId: uuid, drugCode: itemCode, from: day, to: day });
export const StockCard = z.object({
  opening: z.string(),
  closing: z.string(),
  rows: z.array(
    z.object({
      id: z.string(),
      day: z.string(),
      number: z.string(),
      kind: documentKind,
      partner: z.string().nullable(),
      lotNumber: z.string(),
      expiresOn: z.string(),
      incoming: z.string(),
      outgoing: z.string(),
      balance: z.string(),
    }),
  ),
  more: z.boolean(),
});

export const PeriodQuery = z.strictObject({ month, depotId: uuid });
export const ClosePeriod = z.strictObject({ month });
export const PeriodClosed = z.object({ month: z.string(), closedAt: z.string() });
export const PeriodReport = z.object({
  month: z.string(),
  closedAt: z.string().nullable(),
  rows: z.array(
    z.object({
      drugCode: z.string(),
      drugName: z.string(),
      unit: z.string(),
      opening: z.string(),
      incoming: z.string(),
      outgoing: z.string(),
      closing: z.string(),
      value: z.string(),
    }),
  ),
  more: z.boolean(),
});

export const RecallLot = z.strictObject({ reason: requiredText(300) });
export const LotRecalled = z.object({ id: z.string(), released: z.int() });
export const LotQuery = z.strictObject({ drugCode: itemCode, lotNumber: text(50) });
export const LotPatients = z.object({
  items: z.array(
    z.object({
      lotId: z.string(),
      patientId: z.string(),
      fullName: z.string(),
      birthDate: z.string(),
      birthPrecision: z.string(),
      phone: z.string().nullable(),
      prescriptionCode: z.string().nullable(),
      day: z.string(),
      quantity: z.string(),
    }),
  ),
  more: z.boolean(),
});

/** A workbook as base64. What is wrong with it comes as issues whose path is `row.column` of the sheet. */
export const ImportStock = z.strictObject({ id: uuid, depotId: uuid, day, workbook: z.base64().min(4).max(2_800_000) });

const formularyFields = {
  drugCode: code(20),
  unitPrice: decimal,
  registrationNumber: text(50).optional(),
  tender: text(100).optional(),
  insuranceRatio: decimal,
  validFrom: day,
  validTo: day.optional(),
};
export const NewFormularyItem = z.strictObject({ id: uuid, ...formularyFields });
export const EndFormularyItem = z.strictObject({ version, validTo: day });
export const FormularySaved = z.object({ id: z.string() });
export const FormularyQuery = z.strictObject({ q: text(100).optional(), on: day.optional() });
export const FormularyList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      drugCode: z.string(),
      drugName: z.string(),
      unit: z.string(),
      unitPrice: z.string(),
      registrationNumber: z.string().nullable(),
      tender: z.string().nullable(),
      insuranceRatio: z.string(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
    }),
  ),
  more: z.boolean(),
});

export type NewDepot = z.infer<typeof NewDepot>;
export type DepotView = z.infer<typeof DepotView>;
export type SaveDocument = z.infer<typeof SaveDocument>;
export type NewDocument = z.infer<typeof NewDocument>;
export type ChangeDocument = z.infer<typeof ChangeDocument>;
export type RenameDepot = z.infer<typeof RenameDepot>;
export type ReverseDocument = z.infer<typeof ReverseDocument>;
export type DocumentSaved = z.infer<typeof DocumentSaved>;
export type DocumentView = z.infer<typeof DocumentView>;
export type DocumentLineView = z.infer<typeof DocumentLineView>;
export type DocumentList = z.infer<typeof DocumentList>;
export type DocumentsQuery = z.infer<typeof DocumentsQuery>;
export type StockQuery = z.infer<typeof StockQuery>;
export type StockRow = z.infer<typeof StockRow>;
export type StockList = z.infer<typeof StockList>;
export type CardQuery = z.infer<typeof CardQuery>;
export type StockCard = z.infer<typeof StockCard>;
export type PeriodQuery = z.infer<typeof PeriodQuery>;
export type PeriodReport = z.infer<typeof PeriodReport>;
export type LotPatients = z.infer<typeof LotPatients>;
export type ImportStock = z.infer<typeof ImportStock>;
export type NewFormularyItem = z.infer<typeof NewFormularyItem>;
export type FormularyList = z.infer<typeof FormularyList>;
