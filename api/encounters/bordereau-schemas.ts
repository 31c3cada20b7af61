import { z } from 'zod';
import { bordereauItems } from '../../domain/insurance/bordereau.ts';
import { instant, uuid } from '../http/schemas.ts';

const amounts = z.object({
  hospitalAmount: z.string(),
  insuranceAmount: z.string(),
  fundAmount: z.string(),
  copayAmount: z.string(),
  selfPayAmount: z.string(),
  otherSourceAmount: z.string(),
});

/** The cost statement 01/KBCB: columns and items of QĐ 697/QĐ-BYT 2026. Amounts in dong, ratios in percent. */
export const BordereauView = z.object({
  /** False while the visit runs: what has been done so far. */
  final: z.boolean(),
  type: z.enum(['01', '02', '03', '04']),
  departmentCodes: z.array(z.string()),
  startedAt: instant,
  endedAt: instant.nullable(),
  treatmentDays: z.int().nullable(),
  arrivalCategory: z.string(),
  referredFrom: z.string().nullable(),
  referredTo: z.string().nullable(),
  dischargeType: z.string().nullable(),
  finalDiagnosis: z.string().nullable(),
  /** By rank, the principal one first. */
  icdCodes: z.array(z.string()),
  sheets: z.array(
    z.object({
      /** Null: what no card covers. */
      card: z
        .object({
          cardNumber: z.string(),
          validFrom: z.string(),
          validTo: z.string().nullable(),
          registeredFacilityCode: z.string(),
          areaCode: z.string().nullable(),
          fiveYearDate: z.string().nullable(),
          exemptFrom: z.string().nullable(),
        })
        .nullable(),
      rate: z.string(),
      blocks: z.array(
        z.object({
          item: z.enum(bordereauItems),
          lines: z.array(
            z.object({
              chargeId: uuid,
              name: z.string(),
              unit: z.string(),
              quantity: z.string(),
              hospitalPrice: z.string(),
              insurancePrice: z.string(),
              serviceRatio: z.string(),
              insuranceRatio: z.string(),
              amounts,
              /** Of a supply that was used with a service: GOI_VTYT and, once it is done, the name of the service. */
              package: z.object({ number: z.string(), serviceName: z.string().optional() }).optional(),
            }),
          ),
          totals: amounts,
        }),
      ),
      totals: amounts,
    }),
  ),
});
export type BordereauView = z.infer<typeof BordereauView>;
