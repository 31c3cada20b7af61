import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DocumentSaved } from '../../../api/stock/stock-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { dropDraft, useDraft } from '../../lib/drafts.ts';
import { change, Problem } from '../../lib/http.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { toDocument, unreadable, type DocumentForm, type LineRow } from './document-form.ts';

export const DRAFT = 'stock-document';

/** A document being typed: kept each five seconds here, on the server when it is saved, in the books when it is posted. */
export function useDocument(initial: DocumentForm, onSaved: (saved: DocumentSaved) => void) {
  const w = useWords();
  const sentence = useSentence();
  const queries = useQueryClient();
  const [form, setForm] = useState(initial);
  const [said, setSaid] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [addedId, setAddedId] = useState('');
  // Once it is saved nothing of it is kept here, not even when the form goes away a moment later.
  const isSaved = useRef(false);
  useDraft(DRAFT, () => (form.lines.length > 0 && !isSaved.current ? form : undefined));
  const set = (part: Partial<DocumentForm>) => {
    setSaid([]);
    setForm((before) => ({ ...before, ...part }));
  };
  const changeLine = (id: string, part: Partial<LineRow>) =>
    set({ lines: form.lines.map((row) => (row.id === id ? { ...row, ...part } : row)) });
  const save = async (): Promise<DocumentSaved | undefined> => {
    const wrong = unreadable(form);
    if (wrong.length > 0) {
      setSaid(wrong.map(({ line, field }) => w('stock.unreadable', { line: line + 1, field: w(`stock.field.${field}`) })));
      return undefined;
    }
    const body = toDocument(form);
    const path = '/stock/documents';
    const saved =
      form.version === undefined
        ? await change<DocumentSaved>('POST', path, { id: form.id, ...body }, newId())
        : await change<DocumentSaved>('PUT', `${path}/${form.id}`, { version: form.version, ...body }, newId());
    setForm((before) => ({ ...before, version: saved.version }));
    return saved;
  };
  /** Saves, then books or hands on what was saved; a refusal names the line and keeps every character. */
  const finish = async (how: 'save' | 'posting' | 'submission') => {
    setSaid([]);
    setBusy(true);
    try {
      let saved = await save();
      if (saved !== undefined && how !== 'save')
        saved = await change<DocumentSaved>('POST', `/stock/documents/${form.id}/${how}`, { version: saved.version }, newId());
      if (saved === undefined) return;
      isSaved.current = true;
      dropDraft(DRAFT);
      await queries.invalidateQueries();
      onSaved(saved);
    } catch (cause) {
      if (!(cause instanceof Problem)) setSaid([w('state.noAnswer')]);
      else setSaid(cause.issues.length > 0 ? cause.issues.map((issue) => placed(issue)) : [sentence({ code: cause.code })]);
    } finally {
      setBusy(false);
    }
  };
  const placed = (issue: Issue): string => {
    const line = /^lines\.(\d+)/.exec(issue.path)?.[1];
    return line === undefined ? sentence(issue) : w('stock.atLine', { line: Number(line) + 1, text: sentence(issue) });
  };
  return {
    ...{ form, set, changeLine, said, busy, finish, addedId },
    /** The cursor goes to the first cell of the new row. */
    addLine: (row: LineRow) => {
      setAddedId(row.id);
      set({ lines: [...form.lines, row] });
    },
    addLines: (rows: LineRow[]) => set({ lines: [...form.lines, ...rows] }),
    removeLine: (id: string) => set({ lines: form.lines.filter((row) => row.id !== id) }),
  };
}

export type OpenDocument = ReturnType<typeof useDocument>;
