import type { viExamination } from './vi-examination.ts';

export const enExamination: Record<keyof typeof viExamination, string> = {
  'reopen.button': 'Open the visit again',
  'reopen.allTheSame': 'Open it all the same',
  'reopen.question': 'Open the visit of {name} again?',
  'reopen.reason': 'Reason',
  'reopen.reasonMissing': 'Give the reason.',
  'reopen.was': 'Opened again {moment}, {name}: {reason}',
  'vital.bmi': 'BMI {bmi}',
  'examination.shortCodes': 'Type a code, then a blank: {codes}. F2: the next gap.',
};
