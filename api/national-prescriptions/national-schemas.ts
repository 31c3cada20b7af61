import { z } from 'zod';
import { nationalStates, sendClasses } from '../../domain/prescriptions/national-state.ts';
import { day, instant, IssueView, requiredText, uuid, version } from '../http/schemas.ts';

const state = z.enum(nationalStates);
const sendClass = z.enum(sendClasses);
const source = z.enum(['system', 'simulator']);
/** What is typed of a code, in capitals or small letters. */
const codePart = z
  .string()
  .max(14)
  .regex(/^[0-9A-Za-z-]*$/)
  .transform((text) => text.toLowerCase());

export const TransmissionPeriod = z.strictObject({ from: day, until: day });
/** Days of signing, both included, at most 92 of them. */
export const TransmissionSearch = z.strictObject({
  from: day,
  until: day,
  states: z.array(state).min(1).max(nationalStates.length).optional(),
  doctorId: uuid.optional(),
  code: codePart.optional(),
  /** Only what the national system holds although its doctor took it back. */
  recall: z.boolean().optional(),
  /** The last line of the page before. */
  after: z.strictObject({ signedAt: z.iso.datetime(), id: uuid }).optional(),
  limit: z.int().min(1).max(200).optional(),
});

const Line = z.object({
  id: uuid,
  code: z.string(),
  type: z.string(),
  signedAt: instant,
  doctorId: uuid,
  doctorName: z.string(),
  state,
  source: source.nullable(),
  lastClass: sendClass.nullable(),
  attempts: z.int(),
  nextTryAt: instant.nullable(),
  acceptedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
});
export const TransmissionPage = z.object({ items: z.array(Line), more: z.boolean() });

export const TransmissionSummary = z.object({
  counts: z.array(z.object({ state, count: z.int() })),
  simulated: z.int(),
  recalls: z.int(),
  doctors: z.array(z.object({ id: uuid, doctorName: z.string() })),
  /** Of all days. */
  waiting: z.int(),
  oldestQueuedAt: instant.nullable(),
  alertHours: z.number(),
  overdue: z.boolean(),
  /** True while the simulator answers because the facility has no account. */
  simulates: z.boolean(),
});

export const TransmissionView = Line.extend({
  version: z.int(),
  encounterCode: z.string(),
  queuedAt: instant,
  firstLeftAt: instant.nullable(),
  checksum: z.string().nullable(),
  bodySha256: z.string().nullable(),
  deidentified: z.boolean(),
  issues: z.array(IssueView),
  decision: z.object({ at: instant, byName: z.string(), reason: z.string() }).nullable(),
  replacedByCode: z.string().nullable(),
  replacesCode: z.string().nullable(),
  mayResend: z.boolean(),
  attemptList: z.array(
    z.object({ id: uuid, at: instant, class: sendClass, httpStatus: z.int().nullable(), source, issues: z.array(IssueView) }),
  ),
});
export const TransmissionPerson = z.object({ fullName: z.string(), sex: z.string(), birthDate: z.string(), encounterCode: z.string() });

export const ResendTransmissions = z.strictObject({ ids: z.array(uuid).min(1).max(100) });
export const ResentTransmissions = z.object({ queued: z.array(uuid), refused: z.array(uuid) });
export const AcceptTransmission = z.strictObject({ version, reason: requiredText(500) });
export const AcceptedTransmission = z.object({ id: uuid, state });

const password = z.string().min(1).max(200);
const linkCode = z.string().regex(/^[0-9A-Za-z._-]{1,32}$/);
export const NewFacilityAccount = z.strictObject({ id: uuid, baseUrl: requiredText(300), password });
export const NewDoctorAccount = z.strictObject({ id: uuid, linkCode, password });
/** The account that was seen, so that nobody ends one that was set meanwhile. */
export const EndAccount = z.strictObject({ id: uuid });
export const AccountSet = z.object({ id: uuid, issues: z.array(IssueView) });
export const AccountEnded = z.object({ ended: z.boolean() });
/** Without a doctor the facility logs in. */
export const TryLogIn = z.strictObject({ doctorId: uuid.optional() });
export const LogInTried = z.object({ source, class: sendClass, works: z.boolean() });

const stopped = { setAt: instant.nullable(), stoppedAt: instant.nullable(), stoppedClass: sendClass.nullable() };
/** Passwords go in and never come out. */
export const NationalAccountsView = z.object({
  facilityLinkCode: z.string(),
  facility: z.object({ id: uuid, baseUrl: z.string(), ...stopped }).nullable(),
  doctors: z.array(
    z.object({
      userId: uuid,
      doctorName: z.string(),
      licence: z.string().nullable(),
      linkCode: z.string().nullable(),
      accountId: uuid.nullable(),
      ...stopped,
    }),
  ),
});

export type TransmissionPeriod = z.infer<typeof TransmissionPeriod>;
export type TransmissionSearch = z.infer<typeof TransmissionSearch>;
export type TransmissionPage = z.infer<typeof TransmissionPage>;
export type TransmissionSummary = z.infer<typeof TransmissionSummary>;
export type TransmissionView = z.infer<typeof TransmissionView>;
export type TransmissionPerson = z.infer<typeof TransmissionPerson>;
export type ResendTransmissions = z.infer<typeof ResendTransmissions>;
export type ResentTransmissions = z.infer<typeof ResentTransmissions>;
export type AcceptTransmission = z.infer<typeof AcceptTransmission>;
export type AcceptedTransmission = z.infer<typeof AcceptedTransmission>;
export type NewFacilityAccount = z.infer<typeof NewFacilityAccount>;
export type NewDoctorAccount = z.infer<typeof NewDoctorAccount>;
export type AccountSet = z.infer<typeof AccountSet>;
export type EndAccount = z.infer<typeof EndAccount>;
export type TryLogIn = z.infer<typeof TryLogIn>;
export type LogInTried = z.infer<typeof LogInTried>;
export type NationalAccountsView = z.infer<typeof NationalAccountsView>;
