import qrcode from 'qrcode-generator';

export interface QrCodeProps {
  /** Capitals, digits and `-` make the smallest code. */
  text: string;
  sizeMm: number;
  label: string;
}

/** A QR code as SVG with the four white modules around it that the standard asks for (ISO/IEC 18004); black on white whatever the theme. */
export function QrCode({ text, sizeMm, label }: QrCodeProps) {
  const code = qrcode(0, 'M');
  code.addData(text, /^[0-9A-Z $%*+\-./:]*$/.test(text) ? 'Alphanumeric' : 'Byte');
  code.make();
  const count = code.getModuleCount();
  const dark = Array.from({ length: count * count }, (_, at) => [at % count, Math.floor(at / count)] as const).filter(([x, y]) =>
    code.isDark(y, x),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      style={{ width: `${sizeMm}mm`, height: `${sizeMm}mm` }}
      viewBox={`-4 -4 ${count + 8} ${count + 8}`}
      shapeRendering="crispEdges"
    >
      <rect x={-4} y={-4} width={count + 8} height={count + 8} fill="#fff" />
      <path fill="#000" d={dark.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('')} />
    </svg>
  );
}
