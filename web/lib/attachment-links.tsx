import { useState } from 'react';
import type { AttachmentView } from '../../api/results/result-schemas.ts';
import { Note } from '../ui/note.tsx';
import { timeForPeople } from './format.ts';
import { download } from './http.ts';
import { useFailure, useWords } from './i18n/i18n.tsx';

interface AttachmentLinksProps {
  orderId: string;
  attachments: AttachmentView[];
  /** Given where files may be taken back. */
  onRemove?: (attachment: AttachmentView) => void;
}

/** The files of a result; a picture opens below, a PDF in a window of its own. */
export function AttachmentLinks({ orderId, attachments, onRemove }: AttachmentLinksProps) {
  const w = useWords();
  const failureText = useFailure();
  const [picture, setPicture] = useState<{ name: string; url: string } | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const open = async ({ id, name, mediaType }: AttachmentView) => {
    try {
      const url = URL.createObjectURL(await download(`/orders/${orderId}/attachments/${id}`));
      if (mediaType === 'application/pdf') window.open(url, '_blank', 'noopener');
      else setPicture({ name, url });
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <>
      <ul className="attachment-links">
        {attachments.map((one) => (
          <li key={one.id}>
            <button type="button" className="text-button" onClick={() => void open(one)}>
              {w('attachment.open', { name: one.name })}
            </button>
            <small>
              {Math.ceil(one.sizeBytes / 1024)} kB · {one.addedByName} {timeForPeople(one.addedAt)}
            </small>
            {onRemove !== undefined && (
              <button type="button" className="text-button" onClick={() => onRemove(one)}>
                {w('attachment.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      {picture !== undefined && <img className="attachment-picture" src={picture.url} alt={picture.name} />}
    </>
  );
}
