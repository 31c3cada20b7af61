declare module 'jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js' {
  interface Encoder {
    valid(): boolean;
    /** `data` is one digit per module: 1 = bar, 0 = gap. */
    encode(): { data: string; text: string };
  }
  type EncoderClass = new (text: string, options: { text?: string; displayValue?: boolean }) => Encoder;
  // A package from before modules: a bundler gives the class, Node the object that holds it.
  const exported: EncoderClass | { default: EncoderClass };
  export default exported;
}
