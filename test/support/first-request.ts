import type { Page, Route } from 'playwright-core';

/**
 * Puts the first request to `url` into the hands of `handle`; every later one goes its way. Requests stay intercepted for the life of the page:
 * taking that back while a page loads can leave one of its requests standing for good.
 */
export async function interceptFirst(page: Page, url: string, handle: (route: Route) => Promise<void> | void): Promise<void> {
  let isFirst = true;
  await page.route(url, async (route) => {
    if (!isFirst) return await route.fallback();
    isFirst = false;
    await handle(route);
  });
}

/** The first request to `url` waits; `asked` resolves with its release when it has been made. */
export async function holdFirst(page: Page, url: string): Promise<{ asked: Promise<() => Promise<void>> }> {
  let hold: (release: () => Promise<void>) => void = () => undefined;
  const asked = new Promise<() => Promise<void>>((done) => (hold = done));
  await interceptFirst(page, url, (route) => hold(async () => await route.continue()));
  return { asked };
}
