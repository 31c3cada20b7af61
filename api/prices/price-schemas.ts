import { z } from 'zod';
import { day, instant, IssueView, requiredText, uuid } from '../http/schemas.ts';

/** A province's list of some ten thousand rows is about a megabyte. */
const workbook = z.base64().min(4).max(6_000_000);

/** POST /price-lists keeps it, POST /price-list-readings only says what it would change. */
export const ImportPriceList = z.strictObject({
  id: uuid,
  decisionNumber: requiredText(100),
  decidedOn: day,
  validFrom: day,
  fileName: requiredText(200),
  workbook,
});
export const PriceListReport = z.object({
  lines: z.int(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  /** In force until now and not in the file: their price goes on. */
  missing: z.int(),
  /** As `row.column` of the sheet. */
  warnings: z.array(IssueView),
});
export const PriceListSaved = PriceListReport.extend({ id: uuid });
export const PriceLists = z.object({
  items: z.array(
    z.object({
      id: uuid,
      version: z.int(),
      decisionNumber: z.string(),
      decidedOn: z.string(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      endReason: z.string().nullable(),
      fileName: z.string(),
      importedAt: instant,
      importedByName: z.string(),
      lines: z.int(),
    }),
  ),
});
export const PriceLinesQuery = z.strictObject({ q: z.string().max(100).default(''), after: z.string().max(60).default('') });
export const PriceLines = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      group: z.string(),
      unit: z.string(),
      hospitalPrice: z.string(),
      insurancePrice: z.string(),
      surgeryClass: z.string().nullable(),
    }),
  ),
  /** More rows follow after the last code. */
  more: z.boolean(),
});
export const EndPriceList = z.strictObject({ version: z.int(), validTo: day, reason: requiredText(500) });

export type ImportPriceList = z.infer<typeof ImportPriceList>;
export type PriceListReport = z.infer<typeof PriceListReport>;
export type PriceListSaved = z.infer<typeof PriceListSaved>;
export type PriceLists = z.infer<typeof PriceLists>;
export type PriceLines = z.infer<typeof PriceLines>;
export type EndPriceList = z.infer<typeof EndPriceList>;
