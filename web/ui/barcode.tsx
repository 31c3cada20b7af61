import exported from 'jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js';

const Encoder = 'default' in exported ? exported.default : exported;
/** Of thermal printers; a module of whole dots has edges that a scanner reads. */
const DOTS_PER_INCH = 203;
/** Modules of white on either side that the symbology asks for (ISO/IEC 15417). */
const QUIET = 10;

export interface BarcodeProps {
  /** Printable ASCII; throws for anything else. */
  text: string;
  /** Dots of a 203 dpi printer a module is wide. */
  dots?: number;
  heightMm?: number;
  label: string;
}

/**
 * A Code 128 barcode as SVG with its white margins; black on white whatever the theme. It stands in a line: a picture that is a block of its own begins a
 * new sheet in some versions of Chromium.
 */
export function Barcode({ text, dots = 3, heightMm = 12, label }: BarcodeProps) {
  const bars = barsOf(text);
  const modules = bars.length + 2 * QUIET;
  const width = `${((modules * dots * 25.4) / DOTS_PER_INCH).toFixed(3)}mm`;
  return (
    <div className="barcode">
      <svg
        role="img"
        aria-label={label}
        style={{ width, height: `${heightMm}mm` }}
        viewBox={`0 0 ${modules} 1`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
      >
        <rect width={modules} height={1} fill="#fff" />
        <path
          fill="#000"
          d={runsOf(bars)
            .map(([at, length]) => `M${QUIET + at} 0h${length}v1h-${length}z`)
            .join('')}
        />
      </svg>
    </div>
  );
}

/** One digit a module, 1 = black. */
export function barsOf(text: string): string {
  const encoder = new Encoder(text, {});
  if (!encoder.valid() || !/^[\x20-\x7e]+$/.test(text)) throw new RangeError('a barcode holds printable ASCII only');
  return encoder.encode().data;
}

const runsOf = (bars: string): [at: number, length: number][] => [...bars.matchAll(/1+/g)].map((run) => [run.index, run[0].length]);
