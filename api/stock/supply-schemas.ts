import { z } from 'zod';
import { day, IssueView, text, uuid, version } from '../http/schemas.ts';

/** A workbook as base64. What is wrong with it comes as issues whose path is `row.column` of the sheet. */
export const ImportSupplies = z.strictObject({ id: uuid, validFrom: day, workbook: z.base64().min(4).max(2_800_000) });
export const SuppliesImported = z.object({
  id: z.string(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  warnings: z.array(IssueView),
});
export const EndSupply = z.strictObject({ version, validTo: day });
export const SupplySaved = z.object({ id: z.string() });
export const SuppliesQuery = z.strictObject({ q: text(100).optional(), on: day.optional() });
export const SupplyView = z.object({
  id: z.string(),
  version: z.int(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  maker: z.string().nullable(),
  productMark: z.string().nullable(),
  unitPrice: z.string(),
  ceilingPrice: z.string().nullable(),
  insuranceRatio: z.string(),
  tender: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});
export const SupplyList = z.object({ items: z.array(SupplyView), more: z.boolean() });

export type ImportSupplies = z.infer<typeof ImportSupplies>;
export type SuppliesImported = z.infer<typeof SuppliesImported>;
export type EndSupply = z.infer<typeof EndSupply>;
export type SupplySaved = z.infer<typeof SupplySaved>;
export type SuppliesQuery = z.infer<typeof SuppliesQuery>;
export type SupplyView = z.infer<typeof SupplyView>;
export type SupplyList = z.infer<typeof SupplyList>;
