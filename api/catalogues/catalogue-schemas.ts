import { z } from 'zod';
import { day } from '../http/schemas.ts';

/** `on`: the day the entry must be valid; today unless told. */
export const CatalogueQuery = z.strictObject({
  q: z.string().max(100),
  on: day.optional(),
  limit: z.coerce.number().int().min(1).max(50).optional(),
});
export const CodesQuery = z.strictObject({ on: day.optional() });

export const IcdEntry = z.object({
  code: z.string(),
  nameVi: z.string(),
  nameEn: z.string(),
  version: z.string(),
  notPrimary: z.boolean(),
  notRecommendedPrimary: z.boolean(),
  hasSubcodes: z.boolean(),
  mortalityOnly: z.boolean(),
  sexOnly: z.enum(['male', 'female']).nullable(),
});
export const DrugEntry = z.object({
  code: z.string(),
  ingredient: z.string(),
  brand: z.string().nullable(),
  strength: z.string(),
  form: z.string(),
  unit: z.string(),
  routeName: z.string(),
  atcCode: z.string().nullable(),
  insuranceCode: z.string().nullable(),
  controlClass: z.string(),
  price: z.string().nullable(),
  /** Dispensing units the outpatient window has free. */
  free: z.string().nullable(),
});
export const ServiceEntry = z.object({ code: z.string(), name: z.string(), group: z.string(), unit: z.string(), price: z.string() });
export const CommuneEntry = z.object({
  code: z.string(),
  name: z.string(),
  provinceCode: z.string(),
  provinceName: z.string(),
  formerNames: z.string().nullable(),
});
export const FacilityEntry = z.object({ code: z.string(), name: z.string(), communeName: z.string().nullable() });
export const CodeEntry = z.object({ code: z.string(), name: z.string() });

export const ParametersQuery = z.strictObject({ day });
export const ParameterEntry = z.object({
  code: z.string(),
  /** Number, text, list or table, as the rule reads it. */
  value: z.unknown(),
  validFrom: z.string(),
  /** Last day; null = open. */
  validTo: z.string().nullable(),
  source: z.string(),
  confidence: z.enum(['sure', 'likely', 'unsure']),
});

export const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export type IcdEntry = z.infer<typeof IcdEntry>;
export type DrugEntry = z.infer<typeof DrugEntry>;
export type ServiceEntry = z.infer<typeof ServiceEntry>;
export type CommuneEntry = z.infer<typeof CommuneEntry>;
export type FacilityEntry = z.infer<typeof FacilityEntry>;
export const ParameterList = list(ParameterEntry);
export type ParameterEntry = z.infer<typeof ParameterEntry>;
export type ParameterList = z.infer<typeof ParameterList>;
export type CodeEntry = z.infer<typeof CodeEntry>;
