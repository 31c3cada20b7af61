import { readFileSync } from 'node:fs';
import { launchBrowser } from '../support/browser.ts';
const b = await launchBrowser();
for (const f of process.argv.slice(2)) {
  const p = await b.newPage({ viewport: { width: 1366, height: 768 } });
  await p.setContent(`<body style="margin:0"><img src="data:image/webp;base64,${readFileSync(f).toString('base64')}"></body>`);
  await p.waitForTimeout(300);
  await p.screenshot({ path: f.replace('.webp', '.png') });
}
await b.close();
