import { z } from 'zod';
import { bagStates } from '../../domain/blood/bag-state.ts';
import { aboGroups, rhGroups } from '../../domain/blood/blood-group.ts';
import { bloodProducts } from '../../domain/blood/compatibility.ts';
import { code, day, IssueView, requiredText, text, uuid, version } from '../http/schemas.ts';

const abo = z.enum(aboGroups);
const rh = z.enum(rhGroups);
const state = z.enum(bagStates);
const group = z.object({ abo, rh });
const crossMatch = z.enum(['compatible', 'incompatible']);

export const BagsQuery = z.strictObject({
  /** All that are in the house and not given; one state; or what is near its last day. */
  show: z.enum(['stock', 'expiring', ...bagStates]),
});
export const BagView = z.object({
  id: uuid,
  version: z.int(),
  unitNumber: z.string(),
  product: z.enum(bloodProducts),
  abo,
  rh,
  volumeMl: z.int(),
  collectedOn: z.string(),
  expiresOn: z.string(),
  supplier: z.string(),
  receivedAt: z.string(),
  state,
  issuedAt: z.string().nullable(),
  returnedAt: z.string().nullable(),
  returnedIntact: z.boolean().nullable(),
  encounterId: uuid.nullable(),
  encounterCode: z.string().nullable(),
  patientName: z.string().nullable(),
  crossMatch: crossMatch.nullable(),
});
export const BagList = z.object({ items: z.array(BagView), more: z.boolean() });
/** A bag with everything that happened to it; no person is named here. */
export const BagDetail = BagView.omit({ patientName: true }).extend({
  acts: z.array(
    z.object({
      sequence: z.int(),
      act: z.enum(['receive', 'reserve', 'cross-match', 'release', 'issue', 'transfuse', 'return', 'restock', 'discard']),
      at: z.string(),
      byName: z.string(),
      encounterCode: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});

/** POST /blood/bags: one bag as its label says. */
export const ReceiveBag = z.strictObject({
  id: uuid,
  unitNumber: code(40),
  product: z.enum(bloodProducts),
  abo,
  rh,
  volumeMl: z.int(),
  collectedOn: day,
  expiresOn: day,
  supplier: requiredText(120),
});
export const BagSaved = z.object({ id: uuid, version: z.int(), state });
/** The same with the warnings that were answered by a reason. */
export const BagJudged = BagSaved.extend({ issues: z.array(IssueView) });

export const FindRecipients = z.strictObject({ query: text(100) });
export const RecipientList = z.object({
  items: z.array(
    z.object({
      encounterId: uuid,
      encounterCode: z.string(),
      patientName: z.string(),
      birthDate: z.string(),
      birthPrecision: z.string(),
      sex: z.string(),
    }),
  ),
});
/** What is on record of a person's group, and the bags that are theirs. */
export const RecipientView = z.object({
  encounterId: uuid,
  patientName: z.string(),
  birthDate: z.string(),
  birthPrecision: z.string(),
  sex: z.string(),
  known: z.enum(['unknown', 'single', 'confirmed', 'disputed']),
  group: group.nullable(),
  determinations: z.array(z.object({ id: uuid, sampleNumber: z.string(), abo, rh, determinedAt: z.string(), byName: z.string() })),
  bags: z.array(BagView),
});

/** POST …/groups: one typing of one sample. */
export const NoteGroup = z.strictObject({ id: uuid, sampleNumber: code(40), abo, rh });
export const IdAnswer = z.object({ id: uuid });
export const ReasonGiven = z.strictObject({ reason: requiredText(300) });

/** POST …/reservation: for the person of a visit; the reason answers warnings. */
export const ReserveBag = z.strictObject({ id: uuid, version, encounterId: uuid, reason: text(300).optional() });
export const NoteCrossMatch = z.strictObject({ version, result: crossMatch, method: requiredText(120) });
/** POST …/issue: the number as it was read off the bag, who took it, and that both looked at papers and bag. */
export const IssueBag = z.strictObject({
  version,
  unitNumber: code(40),
  takenBy: requiredText(120),
  papersCompared: z.literal(true),
  looksRight: z.literal(true),
  reason: text(300).optional(),
});
/** POST …/transfusion: what the last check at the bed said. */
export const NoteTransfusion = z.strictObject({
  version,
  recipientAbo: abo,
  bagAbo: abo,
  checkedBy: requiredText(120),
  reaction: text(300).optional(),
});
export const ReturnBag = z.strictObject({ version, broughtBy: requiredText(120), isIntact: z.boolean(), reason: requiredText(300) });
export const AtBagVersion = z.strictObject({ version });
export const WithBagReason = z.strictObject({ version, reason: requiredText(300) });

export const BookQuery = z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) });
export const BloodBook = z.object({
  month: z.string(),
  lines: z.array(
    z.object({
      product: z.enum(bloodProducts),
      abo,
      rh,
      opening: z.int(),
      received: z.int(),
      issued: z.int(),
      transfused: z.int(),
      returned: z.int(),
      discarded: z.int(),
      closing: z.int(),
    }),
  ),
});

export type BagsQuery = z.infer<typeof BagsQuery>;
export type BagView = z.infer<typeof BagView>;
export type BagList = z.infer<typeof BagList>;
export type BagDetail = z.infer<typeof BagDetail>;
export type ReceiveBag = z.infer<typeof ReceiveBag>;
export type BagSaved = z.infer<typeof BagSaved>;
export type BagJudged = z.infer<typeof BagJudged>;
export type RecipientList = z.infer<typeof RecipientList>;
export type RecipientView = z.infer<typeof RecipientView>;
export type NoteGroup = z.infer<typeof NoteGroup>;
export type ReserveBag = z.infer<typeof ReserveBag>;
export type NoteCrossMatch = z.infer<typeof NoteCrossMatch>;
export type IssueBag = z.infer<typeof IssueBag>;
export type NoteTransfusion = z.infer<typeof NoteTransfusion>;
export type ReturnBag = z.infer<typeof ReturnBag>;
export type BloodBook = z.infer<typeof BloodBook>;
