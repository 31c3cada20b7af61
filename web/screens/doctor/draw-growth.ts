import type { Growth } from '../../../api/records/growth-schemas.ts';
import { measureAt } from '../../../domain/encounters/child-growth.ts';

export const WIDTH = 460;
export const HEIGHT = 236;
const LEFT = 28;
const RIGHT = 24;
const TOP = 8;
const BOTTOM = 20;
const LAST_MONTH = 60;
/** A year around what was weighed: the lines of a newborn are not squeezed by those of five years. */
const ROOM_MONTHS = 6;
const DEVIATIONS = [-3, -2, -1, 0, 1, 2, 3];

interface Point {
  x: number;
  y: number;
}

interface Tick {
  at: number;
  label: string;
}

export interface GrowthDrawing {
  /** First and last month shown. */
  from: number;
  until: number;
  curves: { sd: number; path: string; end: Point }[];
  points: Point[];
  child: string;
  months: Tick[];
  kilograms: Tick[];
}

/** Where the lines of the standard and the child's weights lie in the picture. Expects at least one weight. */
export function drawGrowth({ weights, curve }: Growth): GrowthDrawing {
  const ages = weights.map((one) => one.months);
  const from = Math.max(0, Math.floor(Math.min(...ages)) - ROOM_MONTHS);
  const until = Math.min(LAST_MONTH, Math.ceil(Math.max(...ages)) + ROOM_MONTHS);
  const shown = curve.filter(({ month }) => month >= from && month <= until);
  const heaviest = Math.max(...weights.map((one) => one.weight), ...shown.map((one) => measureAt(3, one)));
  const lightest = Math.min(...weights.map((one) => one.weight), ...shown.map((one) => measureAt(-3, one)));
  const [low, high] = [Math.floor(lightest), Math.ceil(heaviest)];
  const x = (month: number) => round(LEFT + ((month - from) / (until - from)) * (WIDTH - LEFT - RIGHT));
  const y = (kg: number) => round(HEIGHT - BOTTOM - ((kg - low) / (high - low)) * (HEIGHT - TOP - BOTTOM));
  const points = weights.map((one) => ({ x: x(one.months), y: y(one.weight) }));
  const curves = DEVIATIONS.map((sd) => {
    const line = shown.map((one) => ({ x: x(one.month), y: y(measureAt(sd, one)) }));
    return { sd, path: pathOf(line), end: line.at(-1) ?? { x: 0, y: 0 } };
  });
  return {
    ...{ from, until, curves, points, child: pathOf(points) },
    months: ticks(from, until, until - from > 24 ? 6 : 3).map((month) => ({ at: x(month), label: String(month) })),
    kilograms: ticks(low, high, high - low > 12 ? 4 : 2).map((kg) => ({ at: y(kg), label: String(kg) })),
  };
}

const pathOf = (line: Point[]): string => line.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
const round = (value: number): number => Math.round(value * 10) / 10;

/** The multiples of a step between two bounds. */
function ticks(from: number, until: number, step: number): number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(until / step) - first + 1 }, (_, i) => (first + i) * step);
}
