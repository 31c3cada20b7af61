import { enResults } from './en-results.ts';
import { enBlood } from './en-blood.ts';
import { enInterop } from './en-interop.ts';
import { enKeep } from './en-keep.ts';
import { enDoctor } from './en-doctor.ts';
import { enExamination } from './en-examination.ts';
import { enFrontDesks } from './en-front-desks.ts';
import { enPapers } from './en-papers.ts';
import { enLaw } from './en-law.ts';
import { enNational } from './en-national.ts';
import { enFindings } from './en-findings.ts';
import { enSending } from './en-sending.ts';
import { enSettlement } from './en-settlement.ts';
import { enPharmacy } from './en-pharmacy.ts';
import { enCashier } from './en-cashier.ts';
import { enCabinet } from './en-cabinet.ts';
import { enSupplies } from './en-supplies.ts';
import { enReception } from './en-reception.ts';
import { enVisit } from './en-visit.ts';
import { enWork } from './en-work.ts';
import { enCommon } from './en-common.ts';
import { enDesks } from './en-desks.ts';
import type { Words } from './i18n.tsx';

/** The second language, complete: a missing word does not compile. */
export const en: Words = {
  ...enDesks,
  ...enReception,
  ...enCommon,
  ...enFrontDesks,
  ...enResults,
  ...enBlood,
  ...enInterop,
  ...enKeep,
  ...enDoctor,
  ...enVisit,
  ...enExamination,
  ...enPharmacy,
  ...enCabinet,
  ...enSupplies,
  ...enCashier,
  ...enWork,
  ...enPapers,
  ...enNational,
  ...enLaw,
  ...enSending,
  ...enFindings,
  ...enSettlement,
  // Shell
  'shell.desks': 'Desks',
  'shell.keys': 'Keys',
  'shell.close': 'Close',
  'shell.demo': 'Demonstration',
  'shell.logOut': 'Log out',
  'shell.noDesk': 'This account has no desk here yet. Ask the administrator for a role.',
  'overlay.title': 'The session has ended',
  'overlay.kept': '{name}, what you typed is kept. Type your password to go on.',
  'overlay.password': 'Password',
  'overlay.other': 'Someone else logs in',
  'overlay.submit': 'Go on',
  'line.up': 'Connected',
  'line.saved': 'Saved {at}',
  'line.sending': 'Sending {n}',
  'line.kept': 'No network – {n} kept on this computer',
  'line.down': 'No network – trying again',
  'backup.late': 'Backup late – tell the administrator',
  'backup.failed': 'Backup failed – tell the administrator',
  // Keys
  // States
  'state.loading': 'Loading…',
  'state.retry': 'Try again',
  'state.noAnswer': 'The server cannot be reached. Check the network and try again.',
  'state.lostPart': 'The line failed while this desk was loading. It comes again by itself once the server can be reached.',
  'state.reload': 'Reload the page',
  'state.broken': 'This desk met an error. Reload the page (what you type is kept every 5 seconds).',
  'state.refused': 'Not saved. Mend these:',
  'state.saved': 'Saved.',
  'state.saving': 'Saving…',
  'state.sendingNow': 'Sending…',
  'state.waiting': 'No network, sending again…',
  'state.noMatch': 'Nothing matches. Type fewer letters.',
  'state.notAllowed': 'This role may not do this.',
  'state.back': 'Back',
  'sex.male': 'Male',
  'sex.female': 'Female',
  'sex.unknown': 'Unknown',
  'priority.normal': 'Usual',
  'priority.emergency': 'Emergency',
  'priority.elderly': 'Elderly',
  'priority.child': 'Small child',
  'priority.pregnant': 'Pregnant',
  'priority.disabled': 'Disabled',
  'priority.booked': 'Booked',
  // Reception
  'facility.byCode': 'Not in the list',
  'newer.title': 'Someone else has just changed this record. What you typed is kept; look at the differences and save again.',
  'newer.now': 'stored: {value}',
  'newer.typed': 'typed: {value}',
  'newer.take': 'Take the stored one',
  'ticket.last': 'Last number: {number} – {room}. F8 prints.',
  // The doctor's list and banner
  'encounter.closed': 'This visit is closed.',
  'encounter.planned': 'waiting',
  'encounter.in-progress': 'being examined',
  'encounter.finished': 'finished',
  'encounter.cancelled': 'cancelled',
};
