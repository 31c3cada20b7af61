import type { EncounterView, VersionView, WithdrawRoom } from '../../../api/encounters/encounter-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface WithdrawRoomDialogProps {
  encounter: EncounterView;
  room: EncounterView['rooms'][number];
  onClose: () => void;
}

/** Another room is not needed after all; the reason stays on file. */
export function WithdrawRoomDialog({ encounter, room, onClose }: WithdrawRoomDialogProps) {
  const w = useWords();
  const write = useWrite<WithdrawRoom, VersionView>('POST', `/encounters/${encounter.id}/rooms/${room.ticketId}/withdrawal`);
  return (
    <ReasonDialog
      encounterId={encounter.id}
      title={w('rooms.withdrawQuestion', { room: `${room.roomCode} ${room.roomName}` })}
      confirmText={w('rooms.withdraw')}
      onReason={(reason) => write.send({ reason })}
      onClose={onClose}
    />
  );
}
