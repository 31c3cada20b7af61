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

/** Paths are `values.<kind>`; params carry the possible range. Pressure is judged as a pair. */
export function checkVitals(values: Partial<Record<VitalKind, Decimal>>): Issue[] {
  const issues = Object.entries(values).flatMap(([kind, value]) => (value === undefined ? [] : checkOne(kind as VitalKind, value)));
  const { systolic, diastolic } = values;
  if (systolic !== undefined && diastolic !== undefined && compare(diastolic, systolic) >= 0) {
    issues.push(error('pressure_reversed', 'values.diastolic'));
  }
  return issues;
}

function checkOne(kind: VitalKind, value: Decimal): Issue[] {
  const path = `values.${kind}`;
  const { possible, usual } = bounds[kind];
  if (places(value) > 2 || outside(value, possible)) return [error('vital_implausible', path, { min: possible[0], max: possible[1] })];
  return outside(value, usual) ? [warning('vital_unusual', path, { min: usual[0], max: usual[1] })] : [];
}

const outside = (value: Decimal, [min, max]: [Decimal, Decimal]): boolean => compare(value, min) < 0 || compare(value, max) > 0;
