import { expect } from 'chai';
import { launchBrowser } from '../support/browser.ts';

describe('launchBrowser', function () {
  this.timeout(90_000);

  const readPage = async (environment: NodeJS.ProcessEnv) => {
    const browser = await launchBrowser(environment);
    try {
      const page = await browser.newPage();
      await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent('<p id="name">Nguyễn Thị Hoa Ban, Điện Biên</p>')}`);
      const width = await page.locator('#name').evaluate((line) => {
        const range = document.createRange();
        range.selectNodeContents(line);
        return range.getBoundingClientRect().width;
      });
      return { text: await page.textContent('#name'), width };
    } finally {
      await browser.close();
    }
  };

  it('opens a page and reads Vietnamese letters', async () => {
    expect((await readPage(process.env)).text).to.equal('Nguyễn Thị Hoa Ban, Điện Biên');
  });

  it('does so with the packaged browser where none is installed', async () => {
    const { text, width } = await readPage({ ...process.env, HIS_CHROMIUM: '', PATH: '/nowhere' });
    expect(text).to.equal('Nguyễn Thị Hoa Ban, Điện Biên');
    expect(width, 'the text is drawn with a font').to.be.greaterThan(100);
  });

  it('says what it tried when the chosen one cannot run, and takes no other', async () => {
    let said = '';
    try {
      await launchBrowser({ ...process.env, HIS_CHROMIUM: '/nowhere/chromium' });
    } catch (cause) {
      said = (cause as Error).message;
    }
    expect(said).to.contain('/nowhere/chromium').and.to.contain('HIS_CHROMIUM');
    expect(said).not.to.contain('sparticuz');
  });
});
