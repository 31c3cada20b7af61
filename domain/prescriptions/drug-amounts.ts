import { type Decimal, multiply } from '../money.ts';

/** What is measured: substances in mg, hormones and some antibiotics in international units, the rest in dispensing units. */
export type AmountUnit = 'mg' | 'IU' | 'unit';
export interface Amount {
  amount: Decimal;
  unit: AmountUnit;
}
export interface DailyLimit extends Amount {
  per: 'day' | 'kg-day' | 'week';
}

const SCALES: Readonly<Record<string, [factor: string, unit: AmountUnit]>> = {
  mcg: ['0.001', 'mg'],
  mg: ['1', 'mg'],
  g: ['1000', 'mg'],
  IU: ['1', 'IU'],
  MIU: ['1000000', 'IU'],
  viên: ['1', 'unit'],
};
const NUMBER = String.raw`(\d+(?:\.\d{3})*(?:,\d+)?|\d+(?:\.\d+)?)`;
const AMOUNT = new RegExp(`^${NUMBER}\\s*(mcg|mg|g|IU|MIU|viên)$`);
const PER_VOLUME = new RegExp(`^${NUMBER}\\s*(mcg|mg|g|IU)/${NUMBER}?ml(?: x ${NUMBER}ml)?$`);
const LIMIT = new RegExp(`^${NUMBER}\\s*(mcg|mg|g|IU|MIU|viên)(/kg)?(/ngày|/tuần)?(?: \\p{L}+)?$`, 'u');
/** Vessels whose whole content the strength tells: an ampoule of `10mg/2ml` holds 10 mg. */
const WHOLE_VESSELS = ['ống', 'lọ', 'bơm tiêm', 'gói', 'bút tiêm'];
/** Bottles of infusions are told by their whole volume, syrups by a spoon of it. */
const INFUSION_ML = 100;

/**
 * What one dispensing unit holds of each ingredient, in the order of the name; undefined when the catalogue's strength does not tell (a syrup by the
 * spoon, a cream, a percentage). Strengths are Vietnamese: `0,5mg`, `875mg + 125mg`, `80mg/2ml`, `10mg/ml x 100ml`.
 * Source: docs/legal/prescribing.md#doses
 */
export function contentOf(strength: string, unit: string): Amount[] | undefined {
  const parts = strength.split(' + ').map((part) => plain(part.trim()) ?? inVolume(part.trim(), unit.toLowerCase()));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** `4000mg`, `8 viên`, `15mg/kg`, `60mg/kg/ngày`, `70mg/tuần`, `90mg/kg/ngày amoxicilin`; undefined for words. Source: docs/legal/prescribing.md#doses */
export function readLimit(text: string): DailyLimit | undefined {
  const found = LIMIT.exec(text);
  if (found === null) return undefined;
  const [, number = '', unit = '', perKg, per] = found;
  return { ...scaled(number, unit), per: perKg !== undefined ? 'kg-day' : per === '/tuần' ? 'week' : 'day' };
}

function plain(text: string): Amount | undefined {
  const found = AMOUNT.exec(text);
  return found === null ? undefined : scaled(found[1] ?? '', found[2] ?? '');
}

function inVolume(text: string, vessel: string): Amount | undefined {
  const found = PER_VOLUME.exec(text);
  if (found === null) return undefined;
  const [, number = '', unit = '', volume, whole] = found;
  const { amount, unit: measured } = scaled(number, unit);
  if (whole !== undefined && volume === undefined) return { amount: multiply(amount, toDecimal(whole)), unit: measured };
  const tellsWhole = volume !== undefined && (WHOLE_VESSELS.includes(vessel) || Number(toDecimal(volume)) >= INFUSION_ML);
  return tellsWhole ? { amount, unit: measured } : undefined;
}

function scaled(number: string, unit: string): Amount {
  const scale = SCALES[unit];
  if (scale === undefined) throw new RangeError(`no scale for ${unit}`);
  return { amount: multiply(toDecimal(number), scale[0]), unit: scale[1] };
}

/** A dot before three digits separates thousands, a comma the decimals. */
const toDecimal = (number: string): Decimal => number.replace(/\.(?=\d{3}(\D|$))/g, '').replace(',', '.');
