/** What a stock document does to the shelves. */
export const documentKinds = [
  'receipt',
  'opening',
  'transfer',
  'cabinet-top-up',
  'cabinet-return',
  'write-off',
  'supplier-return',
  'stock-take',
  'dispense',
  'dispense-return',
  'cabinet-issue',
  'reversal',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** Kinds that are typed at the desk; those of the window and of the cabinet follow from a visit, a reversal from its document. */
export const deskKinds = [
  'receipt',
  'opening',
  'transfer',
  'cabinet-top-up',
  'cabinet-return',
  'write-off',
  'supplier-return',
  'stock-take',
] as const satisfies DocumentKind[];

export type DeskKind = (typeof deskKinds)[number];

export type DeskMoves = 'in' | 'out' | 'between' | 'count';

export interface KindRules<Moves = DeskMoves | 'back'> {
  /** Begins the number of the document. */
  prefix: string;
  /** in = lots come from outside; out = they leave; between = to another depot; count = up or down to what was counted; back = the other way round. */
  moves: Moves;
  /** May be booked on an earlier day of an open period: only what adds, so that no day before can fall below nothing. */
  mayBackdate: boolean;
  /** Whoever keeps a cabinet may ask for it; the pharmacy approves by posting. */
  onRequest: boolean;
  /** Must say why. */
  needsReason: boolean;
}

const rules = <Moves>(prefix: string, moves: Moves, more: Partial<Omit<KindRules, 'prefix' | 'moves'>> = {}): KindRules<Moves> => ({
  ...{ prefix, moves, mayBackdate: false, onRequest: false, needsReason: false },
  ...more,
});

/** The rules of each kind. The prefixes are those of paper slips in use: NK nhập kho, XH xuất hủy, PT phát thuốc, DP đảo phiếu … */
export const rulesOfKind: Record<DocumentKind, KindRules> & Record<DeskKind, KindRules<DeskMoves>> = {
  receipt: rules('NK', 'in', { mayBackdate: true }),
  opening: rules('DK', 'in', { mayBackdate: true }),
  transfer: rules('CK', 'between'),
  'cabinet-top-up': rules('BS', 'between', { onRequest: true }),
  'cabinet-return': rules('TT', 'between', { onRequest: true }),
  'write-off': rules('XH', 'out', { needsReason: true }),
  'supplier-return': rules('TN', 'out', { needsReason: true }),
  'stock-take': rules('KK', 'count'),
  dispense: rules('PT', 'out'),
  'dispense-return': rules('TL', 'in', { needsReason: true }),
  'cabinet-issue': rules('CT', 'out'),
  reversal: rules('DP', 'back', { needsReason: true }),
};

/** True of a kind that is typed at the desk. */
export const isDeskKind = (kind: DocumentKind): kind is DeskKind => (deskKinds as readonly DocumentKind[]).includes(kind);

/** `NK26-000123`: kind, year of the books, running number of both. */
export function documentNumber(kind: DocumentKind, day: string, running: number): string {
  return `${rulesOfKind[kind].prefix}${day.slice(2, 4)}-${String(running).padStart(6, '0')}`;
}
