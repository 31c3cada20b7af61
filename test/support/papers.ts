import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { build } from 'vite';

export const DOTS_PER_MM = 203 / 25.4;

/** A page with the real papers on it, as a printer of 203 dpi puts them on paper, dot by dot. */
export async function openPapers(browser: Browser, bundle: { js: string; css: string }): Promise<Page> {
  const page = await browser.newPage({ deviceScaleFactor: 203 / 96, viewport: { width: 800, height: 900 } });
  await page.setContent('<!doctype html><html lang="vi"><meta charset="utf-8"><body><div id="app"></div></body></html>');
  await page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1; }');
  await page.addStyleTag({ content: bundle.css });
  await page.addScriptTag({ content: bundle.js });
  return page;
}

/** Width and height in mm of every page of a PDF. */
export const pageSizesOf = (pdf: Buffer): number[][] =>
  [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((box) =>
    [box[1], box[2]].map((points) => Math.round((Number(points) / 72) * 25.4)),
  );

/** Grey values of what stands in an element, as the printer's dots. */
export async function dotsOf(page: Page, part: Locator): Promise<{ width: number; height: number; grey: number[] }> {
  const png = (await part.screenshot()).toString('base64');
  return await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const grey = Array.from({ length: pixels.length / 4 }, (_, i) => pixels[i * 4] ?? 255);
    return { width: image.width, height: image.height, grey };
  }, png);
}

/** The letters that the fonts of a PDF give back to somebody who copies or searches its text. */
export function lettersOf(pdf: Buffer): string {
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map((match) =>
    Buffer.from(match[1] ?? '', 'latin1'),
  );
  const maps = streams.map(inflated).filter((text) => text.includes('beginbfchar') || text.includes('beginbfrange'));
  const points = maps.flatMap((map) =>
    [...map.matchAll(/<[0-9A-F]+> (?:<[0-9A-F]+> )?<([0-9A-F]{4})>/gi)].map((match) => parseInt(match[1] ?? '0', 16)),
  );
  return String.fromCharCode(...points);
}

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return ''; // A picture or a font: not what is looked for.
  }
}

/** The real papers, built as the product is. */
export async function bundlePapers(): Promise<{ js: string; css: string }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    esbuild: { jsx: 'automatic' },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('../web/papers-page.tsx', import.meta.url)),
        formats: ['iife'],
        name: 'papers',
        cssFileName: 'papers',
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  const js = outputs.find((one) => one.type === 'chunk');
  const css = outputs.find((one) => one.fileName.endsWith('.css'));
  if (js?.type !== 'chunk' || css?.type !== 'asset') throw new Error('the papers were not built');
  return { js: js.code, css: String(css.source) };
}
