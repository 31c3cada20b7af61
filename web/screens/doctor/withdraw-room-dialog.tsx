import { useQueryClient } from '@tanstack/react-query';
import type { EncounterView, VersionView, WithdrawRoom } from '../../../api/encounters/encounter-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { refreshVisit } from './refresh-visit.ts';

interface WithdrawRoomDialogProps {
  encounter: EncounterView;
  room: EncounterView['rooms'][number];
  onClose: () => void;
}

/** Another room is not needed after all; the reason stays on file. */
export function WithdrawRoomDialog({ encounter, room, onClose }: WithdrawRoomDialogProps) {
  const w = useWords();
  const queries = useQueryClient();
  const write = useWrite<WithdrawRoom, VersionView>('POST', `/encounters/${encounter.id}/rooms/${room.ticketId}/withdrawal`);
  return (
    <ReasonDialog
      title={w('rooms.withdrawQuestion', { room: `${room.roomCode} ${room.roomName}` })}
      confirmText={w('rooms.withdraw')}
      maxLength={500}
      onReason={async (reason) => {
        await write.send({ reason });
        await refreshVisit(queries, encounter.id);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
