import type { Ctx, ReadTx } from '../../db/doors.ts';
import type { NewCharge } from '../../db/stores/charge-store.ts';
import { listCoverages, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFormularyItems, type FormularyItem } from '../../db/stores/formulary-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import type { SignedLine } from '../../db/stores/prescription-store.ts';
import { localDay } from '../../domain/dates.ts';
import { findBenefitLevel } from '../../domain/insurance/card.ts';
import { insuranceRatioFor } from '../../domain/insurance/insurance-ratio.ts';
import { dosageTextForInsurance, instructionText } from '../../domain/prescriptions/dosage.ts';

/** MA_NHOM of drugs in the insurance list; what is outside it is told apart by its scope. */
const DRUG_GROUP = '4';
/** MA_THUOC of a drug outside the list (QĐ 4750). */
const OUTSIDE_LIST = '00.0000';

/** Charges for what the facility's own formulary gives; a drug it does not have is bought outside and costs nothing here. */
export async function chargesOf(
  tx: ReadTx,
  ctx: Ctx,
  encounter: Encounter,
  signed: { lines: SignedLine[]; departmentCode: string },
): Promise<NewCharge[]> {
  const items = await findFormularyItems(
    tx,
    ctx.facilityId,
    signed.lines.map((line) => line.drugCode),
    localDay(ctx.now),
  );
  const level = await levelOf(tx, encounter);
  return signed.lines.flatMap((line) => {
    const item = items.get(line.drugCode);
    return item === undefined ? [] : [drugCharge(line, item, { ctx, departmentCode: signed.departmentCode, level })];
  });
}

type Level = ReturnType<typeof findBenefitLevel>;

async function levelOf(tx: ReadTx, encounter: Encounter): Promise<Level> {
  const used = (await listCoverages(tx, encounter.facilityId, encounter.id)).at(-1);
  return used === undefined
    ? undefined
    : findBenefitLevel(used.cardNumber, await readInsuranceParameters(tx, localDay(encounter.startedAt)));
}

function drugCharge(line: SignedLine, item: FormularyItem, at: { ctx: Ctx; departmentCode: string; level: Level }): NewCharge {
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
    ...insuranceRatioFor({ inScope: line.ingredientCode !== undefined, ratio: item.insuranceRatio }, at.level),
    departmentCode: at.departmentCode,
    orderedById: at.ctx.actor.userId,
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
