import { derivedId } from '../../domain/ids.ts';
import type { Role } from '../../domain/permissions.ts';
import type { Facility, Room } from '../../db/stores/facility-store.ts';

/** One invented district. The codes 149xx are given to no facility of the province. */
const common = { version: 1, provinceCode: '14', gln: null, signerNumber: '0000000000', phone: '02123000000', isDemo: true } as const;
const facilityId = (code: string): string => derivedId('demo', 'facility', code);

const department: Facility = {
  ...common,
  id: facilityId('14900'),
  code: '14900',
  name: 'Sở Y tế (minh họa)',
  kind: 'health-department',
  level: 'basic',
  formerTier: 'province',
  points: null,
  priceClass: 'class-3',
  prescriptionLinkCode: 'dm900',
  communeCode: '03646',
  address: 'Đường Hoa Ban, phường minh họa',
  parentId: null,
};

const hospital: Facility = {
  ...common,
  id: facilityId('14901'),
  code: '14901',
  name: 'Bệnh viện đa khoa Mường Ban (minh họa)',
  kind: 'hospital',
  level: 'basic',
  formerTier: 'district',
  points: 45,
  priceClass: 'class-3',
  prescriptionLinkCode: 'dm901',
  communeCode: '04105',
  address: 'Tiểu khu 2, xã minh họa Mường Ban',
  parentId: department.id,
};

const station = (code: string, name: string, communeCode: string): Facility => ({
  ...common,
  id: facilityId(code),
  code,
  name,
  kind: 'commune-station',
  level: 'primary',
  formerTier: 'commune',
  points: null,
  priceClass: 'station',
  prescriptionLinkCode: `dm${code.slice(2)}`,
  communeCode,
  address: name.replace(' (minh họa)', ''),
  parentId: hospital.id,
});

export const demoStations: Facility[] = [
  station('14902', 'Trạm y tế xã Nà Hoa (minh họa)', '04105'),
  station('14903', 'Trạm y tế xã Púng Sen (minh họa)', '03980'),
  station('14904', 'Trạm y tế phường Ban Trắng (minh họa)', '03646'),
];

export const demoFacilities: Facility[] = [department, hospital, ...demoStations];

/** Rooms of a facility: the hospital has specialties, a station one room for everything and one for children. */
export function demoRooms(facility: Facility): Room[] {
  const room = (code: string, name: string, examinationServiceCode: string): Room => ({
    id: derivedId('demo', 'room', facility.code, code),
    code,
    name,
    departmentCode: 'K01',
    examinationServiceCode,
    packageServiceCodes: [],
  });
  if (facility.kind === 'health-department') return [];
  if (facility.kind === 'commune-station') return [room('P1', 'Phòng khám chung', '02.03'), room('P2', 'Phòng khám trẻ em', '03.18')];
  return [
    room('P1', 'Nội tổng hợp', '02.03'),
    room('P2', 'Nhi', '03.18'),
    room('P3', 'Ngoại', '10.19'),
    room('P4', 'Tai mũi họng', '15.28'),
  ];
}

/** For every demo login; the demo data hold nobody's secrets, a real installation starts without them (HIS_DEMO=off). */
export const DEMO_PASSWORD = 'HoaBan@2026-demo';

export interface DemoUser {
  id: string;
  username: string;
  fullName: string;
  facilityCode: string;
  /** Works there too, with the same roles, and chooses the place at log-in. */
  alsoAt?: string;
  roles: Role[];
  licence?: string;
  staffNumber: string;
}

/** `hospitalOnly`: a station has no desk that reports; who did a test there notes it in the room. */
const jobs: { prefix: string; role: Role; names: [string, string, string, string]; licensed?: true; hospitalOnly?: true }[] = [
  { prefix: 'tieptan', role: 'reception', names: ['Lò Thị Xuân', 'Quàng Thị Hiên', 'Hà Thị Duyên', 'Vũ Thị Hạnh'] },
  { prefix: 'dieuduong', role: 'nurse', names: ['Cầm Thị Ngân', 'Vì Thị Thơm', 'Đinh Thị Nga', 'Trần Thị Mơ'], licensed: true },
  { prefix: 'bacsi', role: 'doctor', names: ['Tòng Văn Khoa', 'Lường Văn Đức', 'Bùi Văn Nam', 'Phạm Thu Trang'], licensed: true },
  { prefix: 'duocsi', role: 'pharmacist', names: ['Hoàng Thị Liên', 'Cà Thị Sen', 'Phùng Văn Lý', 'Đỗ Thị Kim'], licensed: true },
  { prefix: 'thungan', role: 'cashier', names: ['Bạc Thị Thu', 'Lò Thị Hà', 'Quách Thị Vân', 'Đặng Thị Nhung'] },
  { prefix: 'giamdinh', role: 'insurance-officer', names: ['Điêu Văn Tuấn', 'Tòng Thị Bình', 'Hà Văn Lâm', 'Bùi Thị Yến'] },
  { prefix: 'xetnghiem', role: 'laboratory', names: ['Vàng A Chống', 'Cầm Văn Inh', 'Triệu Thị Mùi', 'Nguyễn Văn Bách'], licensed: true },
  {
    prefix: 'duyetxn',
    role: 'laboratory-head',
    names: ['Lò Thị Phúc', 'Bùi Thị Lan', 'Hà Thị Chiên', 'Vũ Văn Thắng'],
    licensed: true,
    hospitalOnly: true,
  },
  {
    prefix: 'hinhanh',
    role: 'imaging',
    names: ['Giàng A Tủa', 'Lường Thị Thanh', 'Bàn Văn Phúc', 'Trần Văn Dũng'],
    licensed: true,
    hospitalOnly: true,
  },
  {
    prefix: 'docanh',
    role: 'imaging-doctor',
    names: ['Cầm Bá Quyền', 'Quàng Văn Thiện', 'Đinh Thị Hoa', 'Nguyễn Thị Loan'],
    licensed: true,
    hospitalOnly: true,
  },
  { prefix: 'quantri', role: 'facility-administrator', names: ['Quàng Văn Sáng', 'Lò Văn Tiến', 'Đinh Văn Hậu', 'Hoàng Văn Quyết'] },
  { prefix: 'truongthungan', role: 'cashier-head', names: ['Cầm Thị Kế', 'Lò Thị Toán', 'Hà Thị Sổ', 'Vũ Thị Thu'], hospitalOnly: true },
];

const places = [
  { facility: hospital, suffix: 'muongban' },
  { facility: demoStations[0], suffix: 'nahoa' },
  { facility: demoStations[1], suffix: 'pungsen' },
  { facility: demoStations[2], suffix: 'bantrang' },
];

/** Staff for every role at each place (what reports only at the hospital), a doctor between two stations, who keeps the hospital's records and who looks at what was opened, and the province's two. */
export const demoUsers: DemoUser[] = [
  ...places.flatMap(({ facility, suffix }, place) =>
    jobs.flatMap((job, i): DemoUser[] => {
      if (job.hospitalOnly && facility !== hospital) return [];
      const username = `${job.prefix}.${suffix}`;
      const staffNumber = `NV${place + 1}${String(i + 1).padStart(2, '0')}`;
      const licence = job.licensed === undefined ? {} : { licence: `99${place + 1}${String(i + 1).padStart(3, '0')}/SL-GPHN` };
      return [
        {
          id: derivedId('demo', 'user', username),
          username,
          fullName: job.names[place] ?? '',
          facilityCode: facility?.code ?? '',
          roles: [job.role],
          staffNumber,
          ...licence,
        },
      ];
    }),
  ),
  {
    id: derivedId('demo', 'user', 'bacsi.luudong'),
    username: 'bacsi.luudong',
    fullName: 'Hà Văn Đường',
    facilityCode: '14902',
    alsoAt: '14903',
    roles: ['doctor'],
    licence: '999001/SL-GPHN',
    staffNumber: 'NV903',
  },
  {
    id: derivedId('demo', 'user', 'hoso.muongban'),
    username: 'hoso.muongban',
    fullName: 'Lường Thị Duyên',
    facilityCode: '14901',
    roles: ['records-officer'],
    staffNumber: 'NV904',
  },
  {
    id: derivedId('demo', 'user', 'thanhtra.muongban'),
    username: 'thanhtra.muongban',
    fullName: 'Cầm Thị Soi',
    facilityCode: '14901',
    roles: ['auditor'],
    staffNumber: 'NV905',
  },
  {
    id: derivedId('demo', 'user', 'tinh'),
    username: 'quantri.tinh',
    fullName: 'Cầm Văn Tỉnh',
    facilityCode: '14900',
    roles: ['province-administrator'],
    staffNumber: 'NV901',
  },
  {
    id: derivedId('demo', 'user', 'thanhtra'),
    username: 'thanhtra.tinh',
    fullName: 'Vũ Thị Kiểm',
    facilityCode: '14900',
    roles: ['auditor'],
    staffNumber: 'NV902',
  },
];

export const demoUser = (username: string): DemoUser => {
  const found = demoUsers.find((one) => one.username === username);
  if (found === undefined) throw new RangeError(`no demo user ${username}`);
  return found;
};
