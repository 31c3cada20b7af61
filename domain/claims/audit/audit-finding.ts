import type { Day } from '../../dates.ts';
import type { Decimal } from '../../money.ts';
import type { TableCode } from '../claim-definitions.ts';

/** How the insurer found it: the arithmetic of the first day, a topic of its audit, or a person. */
export const auditStages = ['automatic', 'topic', 'expert'] as const;
export type AuditStage = (typeof auditStages)[number];

/** What the insurer says of one place of a claim, as its file says it; what it leaves out is empty or null. Amounts of the fund, in dong. */
export interface AuditLine {
  /** The number at the edge of the sheet. */
  row: number;
  /** MA_LK. */
  claimKey: string;
  table: TableCode | null;
  /** STT of the row in its table. */
  number: string;
  itemCode: string;
  field: string;
  reasonCode: string;
  reasonText: string;
  refused: Decimal;
  proposed: Decimal | null;
  stage: AuditStage | null;
  auditedOn: Day;
  minutesNumber: string;
}

/** The place in the claim that was in force when the insurer looked at it. */
export interface AuditPlace {
  submissionId: string;
  encounterId: string;
  table: TableCode | null;
  number: string;
  itemCode: string;
  itemName: string;
  /** The first department where the claim as a whole is meant. */
  departmentCode: string;
  /** Of the one who ordered it; empty where the claim as a whole is meant. */
  doctorLicence: string;
}

export type PlacedFinding = AuditLine & AuditPlace;

/** What makes lines of two files the same finding. */
export const findingKey = ({ claimKey, table, number, field, reasonCode }: AuditLine): string =>
  [claimKey, table ?? '', number, field, reasonCode].join('|');
