import { addDays, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { PatientData } from '../../api/patients/patient-schemas.ts';
import type { Random } from './random.ts';

/** Families and given names as they are common among the peoples of the province; every combination is invented. */
const peoples = [
  {
    ethnicityCode: '03', // Thái
    share: 53,
    families: ['Lò', 'Cầm', 'Quàng', 'Tòng', 'Hoàng', 'Cà', 'Vì', 'Lường', 'Bạc', 'Điêu'],
    male: ['Văn Hương', 'Văn Thành', 'Văn Pâng', 'Văn Ín', 'Văn Ơn', 'Văn Xuân', 'Văn Sơn', 'Văn Bun', 'Văn Chung', 'Văn Hặc'],
    female: ['Thị Lan', 'Thị Ón', 'Thị Pọm', 'Thị Hoa', 'Thị Thảo', 'Thị Phóng', 'Thị Ban', 'Thị Mai', 'Thị Yêu', 'Thị Inh'],
  },
  {
    ethnicityCode: '08', // Mông
    share: 16,
    families: ['Giàng', 'Vàng', 'Sồng', 'Thào', 'Mùa', 'Hờ', 'Lầu', 'Tráng', 'Vừ', 'Sùng'],
    male: ['A Páo', 'A Dơ', 'A Chu', 'A Sếnh', 'A Tủa', 'A Nhè', 'A Lử', 'A Phông'],
    female: ['Thị Mỷ', 'Thị Dua', 'Thị Chư', 'Thị Ǎng', 'Thị Sua', 'Thị Pà', 'Thị Say', 'Thị Dợ'],
  },
  {
    ethnicityCode: '01', // Kinh
    share: 17,
    families: ['Nguyễn', 'Trần', 'Phạm', 'Vũ', 'Đỗ', 'Bùi', 'Hoàng', 'Đặng'],
    male: ['Văn Minh', 'Đức Thắng', 'Quang Huy', 'Văn Hòa', 'Tiến Dũng', 'Mạnh Cường'],
    female: ['Thị Hằng', 'Thu Hà', 'Thị Ngọc', 'Thị Hòa', 'Minh Nguyệt', 'Thị Thúy'],
  },
  {
    ethnicityCode: '06', // Mường
    share: 8,
    families: ['Đinh', 'Hà', 'Quách', 'Bùi', 'Phùng'],
    male: ['Văn Thức', 'Công Hiệp', 'Văn Nhâm', 'Văn Khiên'],
    female: ['Thị Thiêm', 'Thị Dần', 'Thị Bích', 'Thị Nhâm'],
  },
  {
    ethnicityCode: '09', // Dao
    share: 6,
    families: ['Bàn', 'Triệu', 'Đặng', 'Lý', 'Phùng'],
    male: ['Văn Sinh', 'Tiến Lâm', 'Văn Quan', 'Tòn Chiêu'],
    female: ['Thị Mùi', 'Mùi Nái', 'Thị Lai', 'Thị Pham'],
  },
] as const;

export interface DemoPerson {
  id: string;
  data: PatientData;
  card: { id: string; cardNumber: string; validFrom: Day; registeredFacilityCode: string; areaCode?: 'K1' | 'K2' } | undefined;
}

/** Communes of the catalogue in which the invented district lies, with invented villages. */
const homes = [
  { communeCode: '04105', villages: ['Bản Nà Hoa', 'Bản Huổi Mơ', 'Bản Co Ban'] },
  { communeCode: '03646', villages: ['Tổ 3', 'Tổ 7', 'Tổ 11'] },
  { communeCode: '03980', villages: ['Bản Púng Sen', 'Bản Lóng Hiềng', 'Bản Tà Xuân'] },
] as const;

export function demoPerson(i: number, today: Day, random: Random): DemoPerson {
  const people = random.pick(peoples.flatMap((one) => Array.from({ length: one.share }, () => one)));
  const sex = random.chance(52) ? ('female' as const) : ('male' as const);
  const birth = birthOf(today, random);
  const home = random.pick(homes);
  const year = Number(birth.birthDate.slice(0, 4));
  const id = derivedId('demo', 'patient', String(i));
  const insured = random.chance(92);
  // Serial from 900000 up: no such number of the province is given to anybody.
  const serial = String(900000 + i).padStart(6, '0');
  const citizenId = `014${centuryDigit(year, sex)}${String(year % 100).padStart(2, '0')}${serial}`;
  const hasId = year < Number(today.slice(0, 4)) - 1 && random.chance(88);
  const data: PatientData = {
    fullName: `${random.pick(people.families)} ${random.pick(sex === 'male' ? people.male : people.female)}`,
    sex,
    ...birth,
    address: { communeCode: home.communeCode, text: random.pick(home.villages) },
    ethnicityCode: people.ethnicityCode,
    occupationCode: '00000',
    nationalityCode: '000',
    identifiers: hasId ? [{ system: 'citizen-id', value: citizenId }] : [],
    ...(random.chance(60) ? { phone: `09990${String(10000 + i).slice(-5)}` } : {}),
    ...guardianOf(i, year, today, people),
  };
  return { id, data, card: insured ? cardOf(i, year, today, random) : undefined };
}

/** Whoever may be under 72 months: a prescription needs the name. */
function guardianOf(i: number, year: number, today: Day, people: (typeof peoples)[number]): Pick<PatientData, 'guardian'> {
  if (Number(today.slice(0, 4)) - year > 6) return {};
  return { guardian: { fullName: `${people.families[i % people.families.length]} ${people.female[i % people.female.length]}` } };
}

/** Many old people of the mountains know only their year of birth. */
function birthOf(today: Day, random: Random): Pick<PatientData, 'birthDate' | 'birthPrecision'> {
  const days = random.chance(25) ? random.below(6 * 365) : 6 * 365 + random.below(80 * 365);
  const born = addDays(today, -30 - days);
  if (Number(born.slice(0, 4)) < 1960 && random.chance(40)) return { birthDate: `${born.slice(0, 4)}-01-01`, birthPrecision: 'year' };
  return { birthDate: born, birthPrecision: 'day' };
}

const centuryDigit = (year: number, sex: 'male' | 'female'): number => (year < 2000 ? 0 : 2) + (sex === 'female' ? 1 : 0);

/** TE small children, HN and DT poor and minority people, GD households, HT pensioners. */
function cardOf(i: number, birthYear: number, today: Day, random: Random): NonNullable<DemoPerson['card']> {
  const age = Number(today.slice(0, 4)) - birthYear;
  const kind = age < 6 ? 'TE1' : age > 60 && random.chance(25) ? 'HT3' : random.pick(['HN2', 'DT2', 'DT2', 'GD4', 'GD4', 'GD4', 'DN4']);
  return {
    id: derivedId('demo', 'card', String(i)),
    cardNumber: `${kind}149${String(900000000 + i).padStart(9, '0')}`,
    validFrom: `${today.slice(0, 4)}-01-01`,
    registeredFacilityCode: random.pick(['14901', '14902', '14903', '14904']),
    ...(random.chance(40) ? { areaCode: random.pick(['K1', 'K2'] as const) } : {}),
  };
}
