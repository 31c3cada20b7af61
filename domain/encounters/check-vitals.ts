import { error, warning, type Issue } from '../issue.ts';
import { compare, places, type Decimal } from '../money.ts';
import type { VitalKind } from '../visits/visit-record.ts';

/**
 * What a living person can have (beyond: a slip of the keyboard, refused) and what is common at any age (beyond: look again).
 * Our own bounds, wide on purpose; they judge typing, not health.
 */
const bounds: Record<VitalKind, { possible: [Decimal, Decimal]; usual: [Decimal, Decimal] }> = {
  pulse: { possible: ['10', '300'], usual: ['40', '180'] },
  systolic: { possible: ['30', '300'], usual: ['70', '220'] },
  diastolic: { possible: ['10', '200'], usual: ['40', '130'] },
  temperature: { possible: ['25', '45'], usual: ['35', '41'] },
  'respiratory-rate': { possible: ['3', '120'], usual: ['8', '60'] },
  'oxygen-saturation': { possible: ['20', '100'], usual: ['85', '100'] },
  weight: { possible: ['0.3', '350'], usual: ['2', '150'] },
  height: { possible: ['20', '250'], usual: ['45', '200'] },
};

/** What is common at an age, up to but not including `untilMonths`; kinds that are not named here are common at any age. Our own bounds, wide on purpose. */
const usualByAge: { untilMonths: number; usual: Partial<Record<VitalKind, [Decimal, Decimal]>> }[] = [
  {
    untilMonths: 12,
    usual: { pulse: ['80', '200'], systolic: ['50', '120'], 'respiratory-rate': ['20', '80'], weight: ['1', '15'], height: ['35', '90'] },
  },
  {
    untilMonths: 60,
    usual: { pulse: ['70', '180'], systolic: ['65', '130'], 'respiratory-rate': ['15', '60'], weight: ['5', '30'], height: ['60', '125'] },
  },
  {
    untilMonths: 144,
    usual: { pulse: ['55', '160'], systolic: ['75', '150'], 'respiratory-rate': ['12', '45'], weight: ['10', '80'], height: ['90', '175'] },
  },
  {
    untilMonths: Infinity,
    usual: {
      pulse: ['40', '160'],
      systolic: ['80', '220'],
      'respiratory-rate': ['8', '40'],
      weight: ['25', '150'],
      height: ['120', '200'],
    },
  },
];

/**
 * Paths are `values.<kind>`; params carry the range. Pressure is judged as a pair. With an age in completed months what is common is that of the age,
 * without one that of any age; what is possible does not depend on it.
 */
export function checkVitals(values: Partial<Record<VitalKind, Decimal>>, ageMonths?: number): Issue[] {
  const issues = Object.entries(values).flatMap(([kind, value]) =>
    value === undefined ? [] : checkOne(kind as VitalKind, value, ageMonths),
  );
  const { systolic, diastolic } = values;
  if (systolic !== undefined && diastolic !== undefined && compare(diastolic, systolic) >= 0) {
    issues.push(error('pressure_reversed', 'values.diastolic'));
  }
  return issues;
}

function checkOne(kind: VitalKind, value: Decimal, ageMonths: number | undefined): Issue[] {
  const path = `values.${kind}`;
  const { possible } = bounds[kind];
  const atAge = ageMonths === undefined ? undefined : usualByAge.find(({ untilMonths }) => ageMonths < untilMonths)?.usual[kind];
  const usual = atAge ?? bounds[kind].usual;
  if (places(value) > 2 || outside(value, possible)) return [error('vital_implausible', path, { min: possible[0], max: possible[1] })];
  return outside(value, usual) ? [warning('vital_unusual', path, { min: usual[0], max: usual[1] })] : [];
}

const outside = (value: Decimal, [min, max]: [Decimal, Decimal]): boolean => compare(value, min) < 0 || compare(value, max) > 0;
