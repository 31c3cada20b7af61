/** The money columns that the lists of visits have, of what is in scope (THANH_TIEN_BH). */
export const costColumns = [
  ...(['exam', 'bed', 'laboratory', 'imaging', 'surgery', 'serviceByRatio'] as const),
  ...(['blood', 'drug', 'drugByRatio', 'supply', 'supplyByRatio', 'transport', 'otherCost'] as const),
] as const;
export type CostColumn = (typeof costColumns)[number];

/** MA_NHOM by column. Source: docs/legal/insurance.md#settlement (columns 2 to 10 of C79-HD sure, the parts paid by ratio likely) */
const COLUMN_OF: Readonly<Record<string, CostColumn>> = {
  ...{ '13': 'exam', '14': 'bed', '15': 'bed', '16': 'bed' },
  ...{ '1': 'laboratory', '2': 'imaging', '3': 'imaging' },
  ...{ '8': 'surgery', '18': 'surgery', '9': 'serviceByRatio' },
  ...{ '7': 'blood', '17': 'blood' },
  ...{ '4': 'drug', '5': 'drugByRatio', '6': 'drugByRatio' },
  ...{ '10': 'supply', '11': 'supplyByRatio' },
  '12': 'transport',
};

/** The column of a cost group; a group that no form names is kept as other cost, so that the columns always add up to the total. */
export const costColumnOf = (costGroup: string): CostColumn => COLUMN_OF[costGroup] ?? 'otherCost';
