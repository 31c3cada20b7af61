import { z } from 'zod';
import { code, day, instant, IssueView, requiredText, uuid, version } from '../http/schemas.ts';
import { CardData } from './patient-schemas.ts';

const { id: _, ...cardFields } = CardData.shape;

/** A card is corrected against the version that was seen; visits keep the card as they used it. */
export const EditCard = z.strictObject({ version, ...cardFields });
export const EditedCard = z.object({ id: uuid, version: z.int(), issues: z.array(IssueView) });

/** Another card in mid-visit: both stay, each cost follows the card in force when it was ordered. */
export const ChangeCard = z.strictObject({
  id: uuid,
  card: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('new-card'), card: CardData }),
    z.strictObject({ kind: z.literal('known-card'), cardId: uuid }),
  ]),
  /** Left out: from its first valid day, or from the beginning of the visit when that is later. */
  usedFrom: z.iso.datetime({ offset: true }).optional(),
  reason: requiredText(500),
  eligibilityCheckId: uuid.optional(),
});

export const ChangedCard = z.object({
  /** Of the use of the card in the visit. */
  id: uuid,
  cardId: uuid,
  usedFrom: instant,
  /** Of the encounter. */
  version: z.int(),
  issues: z.array(IssueView),
});

/** Who pays: nobody but the person, or a card the person holds. */
export const ChangePayer = z.discriminatedUnion('kind', [
  z.strictObject({ id: uuid, kind: z.literal('none'), reason: requiredText(500) }),
  z.strictObject({
    id: uuid,
    kind: z.literal('card'),
    cardId: uuid,
    /** Left out: the whole visit. */
    usedFrom: z.iso.datetime({ offset: true }).optional(),
    reason: requiredText(500),
    /** Left out: the earlier category, or the proposal after a visit without a card. */
    arrivalCategory: code(4).optional(),
    eligibilityCheckId: uuid.optional(),
  }),
]);

const Shares = z.object({
  benefitRate: z.string(),
  rateReason: z.string(),
  hospitalAmount: z.string(),
  insuranceAmount: z.string(),
  fundAmount: z.string(),
  copayAmount: z.string(),
  selfPayAmount: z.string(),
  otherSourceAmount: z.string(),
});

/** What the change did to the bill. */
export const PayerChangeView = z.object({
  id: uuid,
  encounterId: uuid,
  version: z.int(),
  arrivalCategory: z.string(),
  before: Shares,
  after: Shares,
  changedAt: instant,
  issues: z.array(IssueView),
});

/** A visit as reception sees it: who pays, by which card since when, what each pays now, and what was changed before. */
export const CoverageView = z.object({
  encounterId: uuid,
  version: z.int(),
  code: z.string(),
  state: z.enum(['planned', 'in-progress', 'finished', 'cancelled']),
  startedAt: instant,
  patientId: uuid,
  patientName: z.string(),
  roomName: z.string(),
  arrivalCategory: z.string(),
  arrivalCategoryName: z.string(),
  arrivalReason: z.string().nullable(),
  /** As they were used, oldest first; the card on file may say otherwise meanwhile. */
  cards: z.array(
    z.object({
      id: uuid,
      cardId: uuid,
      cardNumber: z.string(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      registeredFacilityCode: z.string(),
      cardRate: z.string(),
      usedFrom: instant,
      verification: z.enum(['verified', 'not-verified', 'refused']),
      reason: z.string().nullable(),
      /** False: another card took over from its very first moment. */
      counts: z.boolean(),
    }),
  ),
  shares: Shares,
  /** Latest first. */
  changes: z.array(
    z.object({
      id: uuid,
      kind: z.enum(['none', 'card']),
      reason: z.string(),
      categoryBefore: z.string(),
      categoryAfter: z.string(),
      sharesBefore: Shares,
      sharesAfter: Shares,
      changedAt: instant,
      changedByName: z.string(),
    }),
  ),
});

/** A paper the person came with. */
export const SlipData = z.strictObject({
  kind: z.enum(['referral', 're-examination']),
  number: requiredText(50),
  fromFacilityCode: code(5),
  signedOn: day,
  icdCode: code(10).optional(),
});

/** Papers that still hold today. */
export const SlipList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      kind: z.enum(['referral', 're-examination']),
      number: z.string(),
      fromFacilityCode: z.string(),
      fromFacilityName: z.string().nullable(),
      signedOn: z.string(),
      icdCode: z.string().nullable(),
      yearly: z.boolean(),
      /** Null: no last day, the paper serves one visit. */
      validTo: z.string().nullable(),
      remainingDays: z.int().nullable(),
    }),
  ),
});

export type EditCard = z.infer<typeof EditCard>;
export type EditedCard = z.infer<typeof EditedCard>;
export type ChangeCard = z.infer<typeof ChangeCard>;
export type ChangedCard = z.infer<typeof ChangedCard>;
export type ChangePayer = z.infer<typeof ChangePayer>;
export type PayerChangeView = z.infer<typeof PayerChangeView>;
export type Shares = z.infer<typeof Shares>;
export type CoverageView = z.infer<typeof CoverageView>;
export type SlipData = z.infer<typeof SlipData>;
export type SlipList = z.infer<typeof SlipList>;
