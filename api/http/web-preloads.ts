import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).default([]), imports: z.array(z.string()).default([]) }),
);
type Manifest = z.infer<typeof Manifest>;

export interface WebPreloads {
  /** For the log-in page once it is there: the desk comes while the name is being typed, when the line has nothing else to do. */
  login: string;
  /** For the head of the desk app, by the path that was asked: its parts come together, not one after the other. */
  desk(path: string): string;
}

const FIRST_DESK = 'reception';
/** The first desk does without them until it stands. */
const MORE_WORDS = ['lib/i18n/vi-more.ts', '../domain/messages-vi.ts'];

/** Links to what a page will need next, from the manifest of the build; none where there is no build. */
export function readWebPreloads(folder: string): WebPreloads {
  const file = join(folder, '.vite/manifest.json');
  if (!existsSync(file)) return { login: '', desk: () => '' };
  const manifest = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const known = new Map<string, string>();
  const desk = (path: string): string => {
    const name = path.split('/')[1] ?? '';
    const screen = `screens/${name}/${name}-screen.tsx`;
    const entries = ['index.html', ...(screen in manifest ? [screen] : []), ...(name === FIRST_DESK ? [] : MORE_WORDS)];
    const key = entries.join(' ');
    const links = known.get(key) ?? linksTo(manifest, entries, preload);
    known.set(key, links);
    return links;
  };
  return { login: linksTo(manifest, ['index.html', `screens/${FIRST_DESK}/${FIRST_DESK}-screen.tsx`, ...MORE_WORDS], prefetch), desk };
}

/** With `crossorigin`, as the build writes its own links: another mode of asking is another request. */
const preload = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="preload" as="style" crossorigin href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`;
const prefetch = (file: string): string => `<link rel="prefetch" crossorigin href="/${file}">`;

function linksTo(manifest: Manifest, entries: string[], link: (file: string) => string): string {
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (key: string): void => {
    const part = manifest[key];
    if (part === undefined || seen.has(key)) return;
    seen.add(key);
    for (const name of [part.file, ...part.css]) files.add(name);
    part.imports.forEach(visit);
  };
  entries.forEach(visit);
  return [...files].map(link).join('');
}
