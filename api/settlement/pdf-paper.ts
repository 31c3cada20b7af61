import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);
const fonts = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

export type Align = 'left' | 'right' | 'center';
export interface PaperCell {
  text: string;
  align: Align;
  /** Made smaller until it fits in one line: a number or a day is never broken. */
  fit?: boolean;
}
export interface PaperColumn {
  width: number;
}

/** Where the next line goes, and what is repeated on every page. Lengths in points. */
export interface Paper {
  document: PDFKit.PDFDocument;
  size: number;
  columns: readonly PaperColumn[];
  left: number;
  right: number;
  bottom: number;
  y: number;
  pages: number;
  onPage: (paper: Paper) => void;
}

interface PaperSetting {
  format: 'A4' | 'A3';
  size: number;
  widths: readonly number[];
  /** The same day gives the same bytes. */
  madeAt: Date;
  title: string;
  /** Draws what every page begins with, from `paper.y` on. */
  onPage: (paper: Paper) => void;
}

const MARGIN = 24;
const FOOT = 18;
const PAD = 1.5;

/** A paper across, with columns as wide as they are to each other. Letters with all Vietnamese marks are in the file itself. */
export function openPaper({ format, size, widths, madeAt, title, onPage }: PaperSetting): Paper {
  const info = { Title: title, Creator: 'Hoa Ban HIS', Producer: 'Hoa Ban HIS', CreationDate: madeAt, ModDate: madeAt };
  const document = new PDFDocument({ size: format, layout: 'landscape', margin: 0, info, lang: 'vi-VN', autoFirstPage: false });
  document.registerFont('regular', fonts.regular);
  document.registerFont('bold', fonts.bold);
  const paper: Paper = { document, size, columns: [], left: MARGIN, right: 0, bottom: 0, y: MARGIN, pages: 0, onPage };
  turnPage(paper);
  const unit = (paper.right - paper.left) / widths.reduce((sum, width) => sum + width, 0);
  paper.columns = widths.map((width) => ({ width: width * unit }));
  return paper;
}

/** A new page with its number; what repeats is drawn by the caller of `openPaper` for the first one. */
export function turnPage(paper: Paper): void {
  const { document, size } = paper;
  document.addPage();
  paper.pages += 1;
  paper.right = document.page.width - MARGIN;
  paper.bottom = document.page.height - MARGIN - FOOT;
  paper.y = MARGIN;
  document.font('regular').fontSize(Math.max(size, 7));
  drawText(paper, `Trang ${paper.pages}`, { x: paper.left, y: paper.bottom + 6, width: paper.right - paper.left, align: 'right' });
  if (paper.columns.length > 0) paper.onPage(paper);
}

/** A line of text over the whole width. */
export function writeLine(
  paper: Paper,
  text: string,
  { bold = false, size = paper.size, align = 'left' }: { bold?: boolean; size?: number; align?: Align } = {},
): void {
  const { document, left, right } = paper;
  document.font(bold ? 'bold' : 'regular').fontSize(size);
  const width = right - left;
  const height = document.heightOfString(text, { width, align });
  if (paper.y + height > paper.bottom) turnPage(paper);
  document.text(text, left, paper.y, { width, align });
  paper.y += height + 2;
}

/** A framed line of cells, as high as its longest cell wraps; it is never torn between two pages. */
export function writeCells(
  paper: Paper,
  cells: readonly PaperCell[],
  { bold = false, repeated = false }: { bold?: boolean; repeated?: boolean } = {},
): void {
  const { document, size } = paper;
  const font = bold ? 'bold' : 'regular';
  document.font(font).fontSize(size);
  const wrapped = cells.map(({ text, fit }, i) => (fit === true ? [text] : wrap(paper, text, (paper.columns[i]?.width ?? 0) - 2 * PAD)));
  const leading = size * 1.25;
  const height = Math.max(1, ...wrapped.map(({ length }) => length)) * leading + 2 * PAD;
  if (!repeated && paper.y + height > paper.bottom) {
    turnPage(paper);
    document.font(font).fontSize(size);
  }
  let x = paper.left;
  for (const [i, { width }] of paper.columns.entries()) {
    document.rect(x, paper.y, width, height).lineWidth(0.4).stroke();
    for (const [n, line] of (wrapped[i] ?? []).entries())
      drawText(paper, line, { x: x + PAD, y: paper.y + PAD + n * leading, width: width - 2 * PAD, align: cells[i]?.align ?? 'left' });
    x += width;
  }
  paper.y += height;
}

function drawText(
  { document, size }: Paper,
  text: string,
  { x, y, width, align }: { x: number; y: number; width: number; align: Align },
): void {
  if (text === '') return;
  const long = document.widthOfString(text);
  if (long > width) document.fontSize((size * width) / long);
  const free = align === 'left' ? 0 : Math.max(0, width - long);
  document.text(text, x + (align === 'center' ? free / 2 : free), y, { lineBreak: false });
  if (long > width) document.fontSize(size);
}

/** Broken between words, and within one that is longer than its column. */
function wrap({ document }: Paper, text: string, width: number): string[] {
  if (text === '' || document.widthOfString(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(document, one, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && document.widthOfString(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(document: PDFKit.PDFDocument, word: string, width: number): string[] {
  if (document.widthOfString(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && document.widthOfString(piece + letter) > width) {
      found.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...found, piece];
}
