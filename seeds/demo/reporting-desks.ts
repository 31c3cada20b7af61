import type { Services } from '../../api/http/context.ts';
import { saveOrderSet } from '../../api/orders/order-sets.ts';
import { saveMachine, saveTemplate } from '../../api/results/keep-desk.ts';
import { read } from '../../db/doors.ts';
import { listMachines } from '../../db/stores/result-desk-store.ts';
import { startOfDay, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { demoCtx } from './demo-context.ts';

const machines = [
  { desk: 'laboratory', by: 'duyetxn', code: 'HH.1.14901.DEMO01', name: 'Máy đếm tế bào (minh họa)' },
  { desk: 'laboratory', by: 'duyetxn', code: 'SH.1.14901.DEMO02', name: 'Máy sinh hóa (minh họa)' },
  { desk: 'imaging', by: 'docanh', code: 'SA.1.14901.DEMO03', name: 'Máy siêu âm (minh họa)' },
  { desk: 'imaging', by: 'docanh', code: 'XQ.1.14901.DEMO04', name: 'Máy X-quang (minh họa)' },
] as const;

const templates = [
  {
    name: 'Bụng bình thường',
    serviceCode: '02.0314.0001',
    description:
      'Gan: kích thước bình thường, bờ đều, nhu mô đồng nhất.\nTúi mật: thành mỏng, không sỏi.\nTụy, lách: bình thường.\nHai thận: không sỏi, không giãn.\nBàng quang: thành đều. Không có dịch ổ bụng.',
    conclusion: 'Hình ảnh siêu âm ổ bụng hiện tại bình thường.',
  },
  {
    name: 'Ngực thẳng bình thường',
    serviceCode: '18.0119.0028',
    description: 'Khung xương lồng ngực cân đối. Bóng tim không to. Hai phế trường sáng đều. Góc sườn hoành hai bên nhọn.',
    conclusion: 'Hình ảnh tim phổi hiện tại bình thường.',
  },
  {
    name: 'Điện tim bình thường',
    serviceCode: '21.0014.1778',
    description: 'Nhịp xoang đều. Trục trung gian. Không thấy biến đổi ST-T.',
    conclusion: 'Điện tim bình thường.',
  },
] as const;

const sets = [
  { name: 'Khám tăng huyết áp', serviceCodes: ['23.0058.1487', '23.0051.1494', '23.0075.1494', '21.0014.1778'] },
  { name: 'Sốt chưa rõ nguyên nhân', serviceCodes: ['22.0121.1369', '24.0184.1637', '23.0206.1596'] },
  { name: 'Đái tháo đường khám lại', serviceCodes: ['23.0075.1494', '23.0083.1523', '23.0051.1494'] },
] as const;

/** Machines, wordings and order sets of the invented hospital; looked at only once they are there. */
export async function loadReportingDesks(services: Services, anchor: Day): Promise<void> {
  const at = new Date(startOfDay(anchor));
  const as = (job: string, step: string) => demoCtx(services, `${job}.muongban`, { at, step: `desk-${step}` });
  const look = as('duyetxn', 'look');
  if ((await read(look, async (tx) => await listMachines(tx, look.facilityId, { desk: 'imaging', day: null }))).length > 0) return;
  for (const [i, { desk, by, code, name }] of machines.entries())
    await saveMachine(as(by, `machine-${i}`), { desk, id: derivedId('demo', 'machine', code) }, { code, name });
  for (const [i, template] of templates.entries())
    await saveTemplate(as('docanh', `template-${i}`), derivedId('demo', 'template', template.name), template);
  for (const [i, { name, serviceCodes }] of sets.entries())
    await saveOrderSet(as('bacsi', `set-${i}`), derivedId('demo', 'order-set', name), { name, serviceCodes: [...serviceCodes] });
}
