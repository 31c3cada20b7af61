import { useState } from 'react';
import type { AttachmentView, NewAttachment, WorkDetail } from '../../../api/results/result-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { AttachmentLinks } from '../../lib/attachment-links.tsx';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { Note } from '../../ui/note.tsx';

interface AttachmentsPanelProps {
  desk: ResultDesk;
  detail: WorkDetail;
  onChanged: () => void;
}

/** Pictures and PDF of an order. The server looks into the file; its name proves nothing. */
export function AttachmentsPanel({ desk, detail, onChanged }: AttachmentsPanelProps) {
  const w = useWords();
  const failureText = useFailure();
  const base = `/${desk}/orders/${detail.item.orderId}/attachments`;
  const add = useWrite<NewAttachment, { id: string }>('POST', base);
  const [removing, setRemoving] = useState<AttachmentView | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const run = async (work: () => Promise<unknown>) => {
    setFailure('');
    try {
      await work();
    } catch (cause) {
      setFailure(failureText(cause));
    }
    onChanged();
  };
  const upload = async (file: File) => await add.send({ id: newId(), name: file.name.slice(0, 120), content: await base64Of(file) });
  return (
    <section className="attachments" aria-label={w('attachment.title')}>
      <h2>{w('attachment.title')}</h2>
      {detail.attachments.length === 0 ? <small>{w('attachment.none')}</small> : null}
      <AttachmentLinks orderId={detail.item.orderId} attachments={detail.attachments} onRemove={setRemoving} />
      <label className="file-field">
        {add.state === 'sending' ? w('state.saving') : w('attachment.add')}
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp,application/pdf"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) void run(() => upload(file));
          }}
        />
      </label>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {removing !== undefined && (
        <ReasonDialog
          title={w('attachment.removeTitle', { name: removing.name })}
          label={w('attachment.removeReason')}
          confirmText={w('attachment.remove')}
          onReason={async (reason) => {
            await change('POST', `${base}/${removing.id}/retraction`, { reason }, newId());
            setRemoving(undefined);
            onChanged();
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </section>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
