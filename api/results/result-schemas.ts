import { z } from 'zod';
import { resultDesks } from '../../domain/results/result-desks.ts';
import { code, day, decimal, IssueView, requiredText, text, uuid, version } from '../http/schemas.ts';

const flag = z.enum(['N', 'L', 'H', 'LL', 'HH', 'A']);
const valueKind = z.enum(['numeric', 'coded', 'text']);
const moment = z.iso.datetime({ offset: true });

/** GET /laboratory/work?day= : what is open, however old, and what was finished on the day. */
export const DayQuery = z.strictObject({ day });
export const WorkItem = z.object({
  orderId: uuid,
  encounterId: uuid,
  encounterCode: z.string(),
  patient: z.object({ id: uuid, fullName: z.string(), sex: z.string(), birthDate: z.string(), birthPrecision: z.string() }),
  serviceCode: z.string(),
  serviceName: z.string(),
  serviceGroup: z.string(),
  urgent: z.boolean(),
  reason: z.string().nullable(),
  orderedAt: z.string(),
  orderedByName: z.string(),
  roomCode: z.string(),
  state: z.enum(['waiting', 'received', 'entered', 'approved', 'cancelled']),
  neededSpecimen: z.string().nullable(),
  /** The sample in use; null when none was taken or the last one was rejected. */
  specimen: z.object({ id: uuid, number: z.string(), kind: z.string(), takenAt: z.string(), receivedAt: z.string().nullable() }).nullable(),
  /** Why the last sample was sent back. */
  rejectReason: z.string().nullable(),
  isCritical: z.boolean(),
});
export const WorkList = z.object({
  items: z.array(WorkItem),
  more: z.boolean(),
  counts: z.object({ waiting: z.int(), received: z.int(), entered: z.int(), approved: z.int() }),
});

export const ValueView = z.object({
  indicatorCode: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  valueKind,
  /** As people read it: comparator and number, the choice, or the words. */
  shown: z.string(),
  flag: flag.nullable(),
  range: z.string(),
  rangeOrigin: z.string().nullable(),
});
export const ResultView = z.object({
  id: uuid,
  version: z.int(),
  number: z.int(),
  kind: z.enum(['result', 'correction', 'withdrawal']),
  changeReason: z.string().nullable(),
  values: z.array(ValueView),
  description: z.string().nullable(),
  conclusion: z.string().nullable(),
  machineCode: z.string().nullable(),
  collectedAt: z.string().nullable(),
  performedAt: z.string(),
  performedById: uuid,
  performedByName: z.string(),
  enteredAt: z.string(),
  enteredByName: z.string(),
  approvedAt: z.string().nullable(),
  approvedByName: z.string().nullable(),
  isCritical: z.boolean(),
  told: z.array(z.object({ at: z.string(), byName: z.string(), to: z.string(), readBack: z.boolean() })),
  acknowledged: z.object({ at: z.string(), byName: z.string(), action: z.string() }).nullable(),
});
const Indicator = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  valueKind,
  decimals: z.int().nullable(),
  choices: z.array(z.string()),
  /** The range for this person on the day of collection, in words; empty = none. */
  range: z.string(),
  rangeOrigin: z.string().nullable(),
  bounds: z
    .object({
      low: z.string().nullable(),
      high: z.string().nullable(),
      highOpen: z.boolean(),
      criticalLow: z.string().nullable(),
      criticalHigh: z.string().nullable(),
      normalChoice: z.string().nullable(),
    })
    .nullable(),
  previous: z.object({ shown: z.string(), flag: flag.nullable(), at: z.string() }).nullable(),
});
export const AttachmentView = z.object({
  id: uuid,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  addedAt: z.string(),
  addedByName: z.string(),
});
/** One order on the desk with everything that is entered and judged there. */
export const WorkDetail = z.object({
  item: WorkItem,
  encounterState: z.enum(['planned', 'in-progress', 'finished', 'cancelled']),
  allergies: z.array(z.string()),
  diagnoses: z.array(z.string()),
  /** Empty for a desk that reports in words. */
  indicators: z.array(Indicator),
  /** Newest first. */
  results: z.array(ResultView),
  attachments: z.array(AttachmentView),
  bookClosed: z.boolean(),
});

const reported = {
  /** As typed; an empty one is not reported. */
  values: z.array(z.strictObject({ code: code(20).or(z.string().regex(/^[A-Z][A-Z0-9%-]*$/)), typed: text(300) })).max(60),
  description: text(5000).optional(),
  conclusion: text(2000).optional(),
  machineCode: text(60).optional(),
  /** Who did it, when not who types it. */
  performedById: uuid.optional(),
  performedAt: moment.optional(),
};
/** PUT …/result: the draft that was seen (`version`), none when there was none. */
export const SaveResult = z.strictObject({ id: uuid, version: version.optional(), ...reported });
/** POST …/corrections: replaces the approved issue `number`, which stays. */
export const CorrectResult = z.strictObject({
  id: uuid,
  number: z.int().positive(),
  reason: requiredText(500),
  ...reported,
  /** Who was told, when the corrected value is critical. */
  critical: z.strictObject({ toldTo: requiredText(120), readBack: z.boolean() }).optional(),
});
export const WithdrawResult = z.strictObject({ id: uuid, number: z.int().positive(), reason: requiredText(500) });
export const ApproveResult = z.strictObject({ version });
/** POST …/critical-notices: somebody was told. */
export const TellCritical = z.strictObject({ id: uuid, toldTo: requiredText(120), toldAt: moment.optional(), readBack: z.boolean() });
export const ResultAnswer = z.object({
  id: uuid,
  version: z.int(),
  number: z.int(),
  isCritical: z.boolean(),
  approvedAt: z.string().nullable(),
  issues: z.array(IssueView),
});

/** POST /specimens: takes one sample for orders of one visit; `received` when the laboratory takes it itself. */
export const TakeSpecimen = z.strictObject({
  id: uuid,
  encounterId: uuid,
  orderIds: z.array(uuid).min(1).max(30),
  kind: text(60).optional(),
  takenAt: moment.optional(),
  received: z.boolean(),
});
export const ReceiveSpecimen = z.strictObject({ number: z.string().regex(/^\d{10}$/) });
export const RejectSpecimen = z.strictObject({ reason: requiredText(300) });
export const SpecimenAnswer = z.object({
  id: uuid,
  number: z.string(),
  kind: z.string(),
  takenAt: z.string(),
  receivedAt: z.string().nullable(),
  encounterId: uuid,
  orderIds: z.array(uuid),
});

/** PUT /laboratory/indicators/:indicatorCode/ranges: from a day on, in place of the catalogue's. */
export const SetRanges = z.strictObject({
  validFrom: day,
  source: requiredText(300),
  ranges: z
    .array(
      z.strictObject({
        id: uuid,
        sex: z.enum(['male', 'female']).optional(),
        ageFromDays: z.int().min(0),
        ageUntilDays: z.int().positive().optional(),
        low: decimal.optional(),
        high: decimal.optional(),
        highOpen: z.boolean().optional(),
        criticalLow: decimal.optional(),
        criticalHigh: decimal.optional(),
        normalChoice: text(60).optional(),
      }),
    )
    .min(1)
    .max(30),
});
export const RangesAnswer = z.object({ indicatorCode: z.string(), count: z.int() });

const RangeView = z.object({
  sex: z.enum(['male', 'female']).nullable(),
  ageFromDays: z.int(),
  ageUntilDays: z.int().nullable(),
  low: z.string().nullable(),
  high: z.string().nullable(),
  highOpen: z.boolean(),
  criticalLow: z.string().nullable(),
  criticalHigh: z.string().nullable(),
  normalChoice: z.string().nullable(),
});
/** GET /laboratory/indicators: what the laboratory measures and by which ranges it judges. */
export const IndicatorList = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string().nullable(),
      valueKind,
      choices: z.array(z.string()),
      /** In force today; the origin is `facility`, or how far the catalogue can be trusted. */
      ranges: z.array(RangeView.extend({ origin: z.string() })),
      /** The laboratory's own, of today and later. */
      own: z.array(RangeView.extend({ validFrom: z.string(), source: z.string() })),
    }),
  ),
});

export const MachinesQuery = z.strictObject({ show: z.enum(['offered', 'all']).optional() });
export const SaveMachine = z.strictObject({
  version: version.optional(),
  code: requiredText(60),
  name: requiredText(120),
  serial: text(60).optional(),
  usedFrom: day.optional(),
  usedTo: day.optional(),
  retired: z.boolean().optional(),
});
export const MachineView = z.object({
  id: uuid,
  version: z.int(),
  code: z.string(),
  name: z.string(),
  serial: z.string().nullable(),
  usedFrom: z.string().nullable(),
  usedTo: z.string().nullable(),
  retired: z.boolean(),
});
export const MachineList = z.object({ items: z.array(MachineView) });
export const SaveTemplate = z.strictObject({
  version: version.optional(),
  name: requiredText(120),
  serviceCode: code(30).optional(),
  description: text(5000),
  conclusion: text(2000),
  closed: z.boolean().optional(),
});
export const TemplateView = z.object({
  id: uuid,
  version: z.int(),
  name: z.string(),
  serviceCode: z.string().nullable(),
  description: z.string(),
  conclusion: z.string(),
});
export const TemplateList = z.object({ items: z.array(TemplateView) });
export const SavedAnswer = z.object({ id: uuid, version: z.int() });

export const BookView = z.object({
  day: z.string(),
  approved: z.int(),
  corrected: z.int(),
  withdrawn: z.int(),
  /** Entered and not yet approved: the book cannot be closed over them. */
  open: z.int(),
  closed: z.object({ at: z.string(), byName: z.string(), note: z.string().nullable() }).nullable(),
});
export const CloseBook = z.strictObject({ id: uuid, day, note: text(300).optional() });

/** The bytes as base64; the type is found in them, not believed. */
export const NewAttachment = z.strictObject({ id: uuid, name: requiredText(120), content: z.base64() });
export const Reason = z.strictObject({ reason: requiredText(300) });
export const IdAnswer = z.object({ id: uuid });

/** GET /encounters/:encounterId/results, for the doctor. */
export const EncounterResults = z.object({
  waiting: z.int(),
  items: z.array(
    z.object({
      orderId: uuid,
      serviceName: z.string(),
      serviceGroup: z.string(),
      urgent: z.boolean(),
      state: z.enum(['waiting', 'received', 'entered', 'approved', 'cancelled']),
      /** Newest first; what counts is the first. Drafts are not shown. */
      issues: z.array(ResultView),
      /** Earlier numbers of the same indicators, oldest first. */
      trends: z.array(
        z.object({ indicatorCode: z.string(), points: z.array(z.object({ at: z.string(), shown: z.string(), flag: flag.nullable() })) }),
      ),
      isUnread: z.boolean(),
      needsAcknowledgement: z.boolean(),
      attachments: z.array(AttachmentView),
    }),
  ),
});
export const ReadResults = z.strictObject({ resultIds: z.array(uuid).min(1).max(100) });
export const CountAnswer = z.object({ count: z.int() });
export const AcknowledgeCritical = z.strictObject({ id: uuid, action: requiredText(500) });
/** GET /result-inbox: visits of the facility that are open and have something new for a doctor. */
export const ResultInbox = z.object({
  items: z.array(
    z.object({
      encounterId: uuid,
      patientName: z.string(),
      waiting: z.int(),
      unread: z.int(),
      critical: z.int(),
      lastApprovedAt: z.string().nullable(),
    }),
  ),
});

export const Desk = z.enum(resultDesks);

export type WorkItem = z.infer<typeof WorkItem>;
export type WorkList = z.infer<typeof WorkList>;
export type WorkDetail = z.infer<typeof WorkDetail>;
export type ValueView = z.infer<typeof ValueView>;
export type ResultView = z.infer<typeof ResultView>;
export type IndicatorView = z.infer<typeof Indicator>;
export type AttachmentView = z.infer<typeof AttachmentView>;
export type SaveResult = z.infer<typeof SaveResult>;
export type CorrectResult = z.infer<typeof CorrectResult>;
export type WithdrawResult = z.infer<typeof WithdrawResult>;
export type ApproveResult = z.infer<typeof ApproveResult>;
export type TellCritical = z.infer<typeof TellCritical>;
export type ResultAnswer = z.infer<typeof ResultAnswer>;
export type TakeSpecimen = z.infer<typeof TakeSpecimen>;
export type ReceiveSpecimen = z.infer<typeof ReceiveSpecimen>;
export type RejectSpecimen = z.infer<typeof RejectSpecimen>;
export type SpecimenAnswer = z.infer<typeof SpecimenAnswer>;
export type SetRanges = z.infer<typeof SetRanges>;
export type SaveMachine = z.infer<typeof SaveMachine>;
export type IndicatorList = z.infer<typeof IndicatorList>;
export type MachinesQuery = z.infer<typeof MachinesQuery>;
export type MachineList = z.infer<typeof MachineList>;
export type SaveTemplate = z.infer<typeof SaveTemplate>;
export type TemplateList = z.infer<typeof TemplateList>;
export type BookView = z.infer<typeof BookView>;
export type CloseBook = z.infer<typeof CloseBook>;
export type NewAttachment = z.infer<typeof NewAttachment>;
export type EncounterResults = z.infer<typeof EncounterResults>;
export type ReadResults = z.infer<typeof ReadResults>;
export type AcknowledgeCritical = z.infer<typeof AcknowledgeCritical>;
export type ResultInbox = z.infer<typeof ResultInbox>;
