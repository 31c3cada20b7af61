import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { birthForPeople, momentForPeople, timeForPeople } from '../../../lib/format.ts';

/** Papers are for the patient and speak Vietnamese, whatever the clerk's screen speaks. */
const classes: Record<string, string> = {
  emergency: 'CẤP CỨU',
  elderly: 'ƯU TIÊN: NGƯỜI CAO TUỔI',
  child: 'ƯU TIÊN: TRẺ DƯỚI 6 TUỔI',
  pregnant: 'ƯU TIÊN: PHỤ NỮ CÓ THAI',
  disabled: 'ƯU TIÊN: NGƯỜI KHUYẾT TẬT',
  booked: 'ĐÃ HẸN TRƯỚC',
};
const sexes: Record<string, string> = { male: 'Nam', female: 'Nữ', other: 'Khác' };

export const classOf = (priority: string): string | undefined => classes[priority];
export const sexOf = (sex: string): string => sexes[sex] ?? 'Chưa rõ';
export const bornOf = ({ birthDate, birthPrecision }: PrintAnswer['patient']): string => birthForPeople(birthDate, birthPrecision);

/** Empty for the first print. */
export const copyMark = ({ copy }: Pick<PrintAnswer, 'copy'>): string => (copy === 0 ? '' : `BẢN IN LẠI lần ${copy}`);

/** Who printed it and when, at the foot of every paper. */
export const printedLine = ({ printedAt, printedBy }: PrintAnswer): string => `In lúc ${momentForPeople(printedAt)}, ${printedBy}`;

/** When the person will be called as far as the day so far tells; people come back for it, so it is said as a guess. */
export function expectedLine(ticket: PrintAnswer['tickets'][number], printedAt: string): string {
  const before = ticket.waitingBefore === 0 ? 'Không ai chờ trước bạn.' : `Trước bạn còn ${ticket.waitingBefore} người.`;
  if (ticket.expectedMinutes === null) return before;
  const at = new Date(Date.parse(printedAt) + ticket.expectedMinutes * 60_000).toISOString();
  return `${before} Dự kiến khoảng ${timeForPeople(at)}.`;
}
