/** The blocks of a bill in the order of the official cost sheet. */
export const billBlocks = [
  'examination',
  'bed',
  'laboratory',
  'imaging',
  'function',
  'procedure',
  'blood',
  'drug',
  'supply',
  'transport',
  'other',
] as const;
export type BillBlock = (typeof billBlocks)[number];

/** MA_NHOM of the claim tables. Source: docs/legal/payments.md#blocks */
const blockOfGroup: Record<string, BillBlock> = {
  ...{ '1': 'laboratory', '2': 'imaging', '3': 'function', '4': 'drug', '5': 'drug', '6': 'drug', '7': 'blood', '8': 'procedure' },
  ...{ '9': 'other', '10': 'supply', '11': 'supply', '12': 'transport', '13': 'examination', '14': 'bed', '15': 'bed', '16': 'bed' },
  ...{ '17': 'blood', '18': 'procedure' },
};

export const blockOf = (costGroup: string): BillBlock => blockOfGroup[costGroup] ?? 'other';
