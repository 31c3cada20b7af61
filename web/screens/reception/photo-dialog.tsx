import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewPhoto, PhotoList } from '../../../api/records/record-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { change, download } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { makeSmall } from './make-small.ts';

/** A picture of the person or of the paper they showed: from the camera of the machine or from a file. */
export function PhotoDialog({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [kind, setKind] = useState<NewPhoto['kind']>('person');
  const [taken, setTaken] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const [id] = useState(newId);
  const { data } = useQuery(reading<PhotoList>(`/patients/${patientId}/photos`));
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    try {
      setTaken(await makeSmall(file));
      setFailure('');
    } catch {
      setFailure(w('photo.unreadable'));
    }
  };
  const save = async () => {
    if (taken === undefined) return setFailure(w('photo.chooseFirst'));
    const body: NewPhoto = { id, kind, mediaType: 'image/jpeg', content: taken };
    try {
      await change('POST', `/patients/${patientId}/photos`, body, id);
      onClose();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const latest = data?.items[0];
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('photo.title')}
      confirmText={w('photo.save')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <label className="dialog-field">
        {w('photo.kind')}
        <select data-autofocus value={kind} onChange={(event) => setKind(event.target.value as NewPhoto['kind'])}>
          <option value="person">{w('photo.person')}</option>
          <option value="paper">{w('photo.paper')}</option>
        </select>
      </label>
      <label className="dialog-field">
        {w('photo.choose')}
        <input type="file" accept="image/*" capture="environment" onChange={(event) => void choose(event.target.files?.[0])} />
      </label>
      {taken !== undefined && <img className="photo" src={`data:image/jpeg;base64,${taken}`} alt={w('photo.new')} />}
      {taken === undefined && latest !== undefined && (
        <KeptPhoto patientId={patientId} photoId={latest.id} label={w('photo.kept', { moment: momentForPeople(latest.takenAt) })} />
      )}
    </ConfirmDialog>
  );
}

/** The picture on record; it needs the token, so it comes as bytes and not by its address. */
function KeptPhoto({ patientId, photoId, label }: { patientId: string; photoId: string; label: string }) {
  const { data } = useQuery({
    queryKey: ['photo', photoId],
    queryFn: async () => await dataUrlOf(await download(`/patients/${patientId}/photos/${photoId}`)),
    gcTime: 0,
  });
  return data === undefined ? null : (
    <figure>
      <img className="photo" src={data} alt={label} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}

const dataUrlOf = (blob: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => fail(new Error('the picture cannot be read'));
    reader.readAsDataURL(blob);
  });
