import { useState } from 'react';
import type { ClaimFileView } from '../../../api/claims/claim-schemas.ts';
import type { Issue } from '../../../domain/issue.ts';
import { ask, Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';

type ReadTables = ClaimFileView['encounters'][number]['tables'];
export type ReadFinding = ClaimFileView['findings'][number];

/** One record of a chosen file, as a line of the list. */
export interface ReadRecord {
  id: string;
  fileName: string;
  facilityCode: string;
  isSigned: boolean;
  key: string;
  tables: ReadTables;
  /** Those of the envelope first. */
  findings: ReadFinding[];
}
export interface UnreadFile {
  fileName: string;
  issues: Issue[];
  failure: string;
}

const LARGEST = 11 * 1024 * 1024;

/** Opens files one after the other; what was read stands already while the next one is read. */
export function useClaimFiles() {
  const w = useWords();
  const failureText = useFailure();
  const [records, setRecords] = useState<ReadRecord[]>([]);
  const [unread, setUnread] = useState<UnreadFile[]>([]);
  const [busy, setBusy] = useState('');
  const open = async (files: File[]) => {
    setRecords([]);
    setUnread([]);
    for (const [i, file] of files.entries()) {
      setBusy(w('claimFile.reading', { n: i + 1, all: files.length }));
      const fail = (issues: Issue[], failure: string) => setUnread((before) => [...before, { fileName: file.name, issues, failure }]);
      if (file.size > LARGEST) fail([], w('claimFile.tooLarge'));
      else {
        try {
          const view = await ask<ClaimFileView>('/claim-file-readings', { content: await base64Of(file) });
          setRecords((before) => [...before, ...recordsOf(view, file.name)]);
        } catch (cause) {
          fail(cause instanceof Problem ? cause.issues : [], failureText(cause));
        }
      }
    }
    setBusy('');
  };
  return { records, unread, busy, open };
}

function recordsOf({ encounters, facilityCode, isSigned, findings: ofFile }: ClaimFileView, fileName: string): ReadRecord[] {
  return encounters.map(({ key, tables, findings }, i) => ({
    id: `${fileName} ${i}`,
    fileName,
    facilityCode,
    isSigned,
    key,
    tables,
    findings: [...ofFile, ...findings],
  }));
}

const base64Of = (file: File): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
