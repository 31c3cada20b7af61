import type { Ctx, ReadTx } from '../../db/doors.ts';
import type { NewCharge } from '../../db/stores/charge-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { findFormularyItems, type FormularyItem } from '../../db/stores/formulary-store.ts';
import type { SignedLine } from '../../db/stores/prescription-store.ts';
import { OUTSIDE_LIST } from '../../domain/claims/claim-line.ts';
import { localDay } from '../../domain/dates.ts';
import { cardOfCost } from '../../domain/insurance/card-of-cost.ts';
import { findBenefitLevel } from '../../domain/insurance/card.ts';
import { insuranceRatioFor } from '../../domain/insurance/insurance-ratio.ts';
import { dosageTextForInsurance, instructionText } from '../../domain/prescriptions/dosage.ts';
import { readCards } from './encounter-bill.ts';

/** MA_NHOM of drugs in the insurance list; what is outside it is told apart by its scope. */
const DRUG_GROUP = '4';

/** What is given, as its charge needs it: a line of a prescription, or a drug from a duty cabinet. */
export type GivenLine = Pick<
  SignedLine,
  | 'id'
  | 'drugCode'
  | 'drugName'
  | 'quantity'
  | 'unit'
  | 'payer'
  | 'strength'
  | 'dosageForm'
  | 'routeCode'
  | 'routeName'
  | 'dosage'
  | 'ingredientCode'
  | 'registrationNumber'
>;

interface Given {
  lines: GivenLine[];
  departmentCode: string;
  /** Who ordered it and who gave it; absent: whoever signs orders it. */
  by?: { orderedById: string; performedById: string };
}

/** Charges for what the facility gives for money; what a programme gives, and what is bought outside, costs nothing here. */
export async function chargesOf(tx: ReadTx, ctx: Ctx, encounter: Encounter, given: Given): Promise<NewCharge[]> {
  const items = await findFormularyItems(
    tx,
    ctx.facilityId,
    given.lines.map((line) => line.drugCode),
    localDay(ctx.now),
  );
  const visit = await readCards(tx, encounter);
  const card = cardOfCost(ctx.now, visit);
  const level = card === undefined ? undefined : findBenefitLevel(card.cardNumber, visit.parameters);
  return given.lines.flatMap((line) => {
    const item = items.get(line.drugCode);
    const isFree = line.payer === 'programme' || line.payer === 'outside';
    return item === undefined || isFree ? [] : [drugCharge(line, item, { ctx, given, level })];
  });
}

type Level = ReturnType<typeof findBenefitLevel>;

function drugCharge(line: GivenLine, item: FormularyItem, at: { ctx: Ctx; given: Given; level: Level }): NewCharge {
  // Paid by the patient's own wish: outside what the insurance is asked for.
  const listed = { inScope: line.ingredientCode !== undefined && line.payer === 'insurance', ratio: item.insuranceRatio };
  const registrationNumber = item.registrationNumber ?? line.registrationNumber;
  return {
    kind: 'drug',
    sourceId: line.id,
    costGroup: DRUG_GROUP,
    code: line.ingredientCode ?? OUTSIDE_LIST,
    name: line.drugName,
    unit: line.unit,
    quantity: line.quantity,
    hospitalPrice: item.unitPrice,
    insurancePrice: item.unitPrice,
    serviceRatio: '100',
    listed,
    ...insuranceRatioFor(listed, at.level),
    departmentCode: at.given.departmentCode,
    ...(at.given.by ?? { orderedById: at.ctx.actor.userId }),
    orderedAt: at.ctx.now,
    performedAt: at.ctx.now,
    drug: {
      strength: line.strength,
      dosageForm: line.dosageForm,
      routeCode: line.routeCode,
      dosageText: dosageTextForInsurance(line.dosage, line),
      instructionText: instructionText(line.dosage, line),
      prescriptionLineId: line.id,
      ...(registrationNumber === undefined ? {} : { registrationNumber }),
      ...(item.tender === null ? {} : { tender: item.tender }),
    },
  };
}
