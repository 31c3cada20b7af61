import type { ClaimRow } from '../claim-definitions.ts';

/** One FILEHOSO of a claim file as it was read, whatever product wrote it. */
export interface ClaimFilePart {
  /** LOAIHOSO in capitals. */
  code: string;
  /** Name of the outermost element of the table; empty where nothing stands in it. */
  root: string;
  rows: readonly ClaimRow[];
  /** Why its content could not be read. */
  problem?: 'base64' | 'xml' | 'hostile';
}

/** One HOSO. */
export interface ClaimFileEncounter {
  parts: readonly ClaimFilePart[];
}

/** A claim file of the 130 family (GIAMDINHHS), or a single document of a check-in or an assessment. */
export interface ClaimFile {
  /** Name of the outermost element. */
  root: string;
  facilityCode: string;
  preparedOn: string;
  declaredCount: string;
  /** `unchecked` = there is one, and nobody here could verify it. */
  signature: 'none' | 'valid' | 'broken' | 'unchecked';
  encounters: readonly ClaimFileEncounter[];
}
