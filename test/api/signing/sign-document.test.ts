import { createHash, verify, X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { makeDemoKey, readPkcs12 } from '../../../api/http/signing/pkcs12.ts';
import { plainCanonical } from '../../../api/http/signing/plain-signature.ts';
import { signatureOf, type SigningKey, softwareSigner } from '../../../api/http/signing/software-signer.ts';
import { verifySignature } from '../../../api/http/signing/verify-signature.ts';
import { writeClaimFile } from '../../../api/http/claim-xml-writer.ts';
import { writeCheckIn } from '../../../api/insurance/write-check-in.ts';
import { buildClaimTables } from '../../../domain/claims/build-claim-tables.ts';
import { aVisit } from '../../domain/claims/a-visit.ts';
import { aKeyFile } from '../../support/signing-key.ts';

const element = 'CHUKYDONVI';
const at = '2026-11-25T02:00:00Z';
const claim = (): Buffer => writeClaimFile(buildClaimTables(aVisit()), '14009', '2026-11-25');
const difficult = (): Buffer => writeCheckIn({ MA_LK: '1', HO_TEN: `LÒ "THỊ" O'NGẦN <&> ạ`, NGAY_VAO: '202611240800' });

/**
 * The signature proved a second time, over node:crypto and text alone: our files have no namespaces, comments or attributes outside the signature, so their
 * canonical form is the text without the declaration, with quotes as they are.
 */
function holdsByItself(signed: Buffer): boolean {
  const text = signed.toString('utf8');
  const [signature = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(text) ?? [];
  const part = (name: string): string => new RegExp(`<ds:${name}>([^<]*)</ds:${name}>`).exec(signature)?.[1] ?? '';
  const document = text
    .replace(signature, '')
    .replace(/^<\?xml[^>]*\?>/, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'");
  const digest = createHash('sha256').update(document, 'utf8').digest('base64');
  const [info = ''] = /<ds:SignedInfo>[^]*<\/ds:SignedInfo>/.exec(signature) ?? [];
  const canonical = info
    .replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">')
    .replace(/<(ds:\w+)((?: [^>]*?)?)\/>/g, '<$1$2></$1>');
  const { publicKey } = new X509Certificate(Buffer.from(part('X509Certificate'), 'base64'));
  return (
    digest === part('DigestValue') &&
    verify('sha256', Buffer.from(canonical, 'utf8'), publicKey, Buffer.from(part('SignatureValue'), 'base64'))
  );
}

describe('signing a document', function () {
  this.timeout(20_000);
  let key: SigningKey;
  const sign = async (xml: Buffer): Promise<Buffer> => await softwareSigner(key).sign(xml, { element });
  const fault = (xml: Buffer, moment = at, certificatePem = key.certificatePem) =>
    verifySignature(xml, { certificatePem, element, at: moment });
  const changed = (xml: Buffer, from: string | RegExp, to: string): Buffer => Buffer.from(xml.toString('utf8').replace(from, to), 'utf8');

  before(() => {
    const { file, password } = aKeyFile();
    key = readPkcs12(file, password);
  });

  it('puts the signature between the tags of its element and changes no other byte', async () => {
    for (const xml of [claim(), difficult()]) {
      const signed = (await sign(xml)).toString('utf8');
      expect(signed.replace(/<ds:Signature [^]*<\/ds:Signature>/, '')).to.equal(xml.toString('utf8'));
      expect(signed).to.match(/<CHUKYDONVI><ds:Signature [^]*<\/ds:Signature><\/CHUKYDONVI><\/\w+>$/);
    }
  });

  it('uses the algorithms and the place that the insurer wants', async () => {
    const signed = (await sign(claim())).toString('utf8');
    const algorithms = [...signed.matchAll(/Algorithm="([^"]*)"/g)].map(([, name]) => name?.split('/').at(-1));
    expect(algorithms).to.deep.equal([
      'REC-xml-c14n-20010315',
      'xmldsig-more#rsa-sha256',
      'xmldsig#enveloped-signature',
      'REC-xml-c14n-20010315',
      'xmlenc#sha256',
    ]);
    expect(signed).to.include('<ds:Reference URI="">').and.include('<ds:X509Data><ds:X509Certificate>');
  });

  it('holds for our own check and for one that shares nothing with it', async () => {
    for (const xml of [claim(), difficult()]) {
      const signed = await sign(xml);
      expect(fault(signed)).to.equal(undefined);
      expect(holdsByItself(signed)).to.equal(true);
    }
    const forged = changed(await sign(difficult()), 'NGẦN', 'NGAN');
    expect([fault(forged), holdsByItself(forged)]).to.deep.equal(['digest', false]);
  });

  it('signs a document of plain tags without a tree, to the very bytes that the library makes', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'aạ9 \n\t"\'=/+;.-') });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (values) => {
        const rows = values.map((value, i) => `<F${i}>${value}</F${i}>`).join('');
        const xml = `<?xml version="1.0" encoding="utf-8"?><GIAMDINHHS><HOSO>${rows}</HOSO><${element}></${element}></GIAMDINHHS>`;
        expect(plainCanonical(xml)).to.be.a('string');
        const byLibrary = xml.replace(`<${element}>`, `<${element}>${signatureOf(xml, element, key)}`);
        expect((await sign(Buffer.from(xml, 'utf8'))).toString('utf8')).to.equal(byLibrary);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves to the library whatever is not its own canonical form', () => {
    const forms = [
      '<a b="c"></a>',
      '<a/>',
      '<a>&amp;</a>',
      '<a>&#13;</a>',
      '<a>\r</a>',
      '<a>></a>',
      '<a><!-- --></a>',
      '<a><?x?></a>',
      '<a></a> ',
    ];
    for (const form of forms) expect(plainCanonical(`<?xml version="1.0" encoding="utf-8"?>${form}`), form).to.equal(undefined);
    expect(plainCanonical('<?xml version="1.0" encoding="utf-8"?><a>b</a>')).to.equal('<a>b</a>');
  });

  it('finds one changed letter in a plain document and in its signature', async () => {
    const signed = await sign(claim());
    expect(fault(changed(signed, /<MACSKCB>./, '<MACSKCB>9'))).to.equal('digest');
    expect(fault(changed(signed, /<ds:DigestValue>./, '<ds:DigestValue>-'))).to.equal('digest');
    expect(fault(changed(signed, /<ds:SignatureValue>..../, '<ds:SignatureValue>AAAA'))).to.equal('digest');
  });

  it('signs the same bytes to the same bytes', async () => {
    expect((await sign(claim())).equals(await sign(claim()))).to.equal(true);
  });

  it('refuses to sign what has no place for it, or more than one', async () => {
    for (const xml of ['<A></A>', '<A><CHUKYDONVI/></A>', '<A><CHUKYDONVI></CHUKYDONVI><CHUKYDONVI></CHUKYDONVI></A>']) {
      const refused = await sign(Buffer.from(xml)).then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect(refused, xml).to.be.instanceOf(RangeError);
    }
  });

  it('finds every other reason why a signature does not count', async () => {
    const signed = await sign(claim());
    const [signature = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(signed.toString('utf8')) ?? [];
    const other = (await makeDemoKey({ code: '14009', name: 'BVĐK' }, new Date('2026-11-01'))).certificatePem;
    expect(fault(claim())).to.equal('missing');
    expect(fault(changed(signed, '</CHUKYDONVI>', `${signature}</CHUKYDONVI>`))).to.equal('several');
    expect(fault(changed(changed(signed, signature, ''), '<THONGTINDONVI>', `${signature}<THONGTINDONVI>`))).to.equal('other-place');
    expect(fault(changed(signed, 'xmlenc#sha256', 'xmlenc#sha512'))).to.equal('other-algorithm');
    expect(fault(changed(signed, 'URI=""', 'URI="#x"'))).to.equal('other-algorithm');
    expect(fault(signed, at, other)).to.equal('other-certificate');
    expect([fault(signed, '2019-12-31T00:00:00Z'), fault(signed, '2040-01-02T00:00:00Z')]).to.deep.equal(['not-in-force', 'not-in-force']);
  });

  it('opens a key file by its password only, and says no more than that', () => {
    const { file } = aKeyFile();
    expect(() => readPkcs12(file, 'sai')).to.throw(RangeError);
    expect(() => readPkcs12(Buffer.from('no key'), 'mật khẩu')).to.throw(RangeError);
  });

  it('marks a key for trial in the name of its certificate', async () => {
    const demo = await makeDemoKey({ code: '14009', name: 'BVĐK Hoa Ban' }, new Date('2026-11-01'));
    expect(softwareSigner(demo).certificate.subject).to.equal('CN=14009 BVĐK Hoa Ban, O=DEMO - CHỨNG THƯ THỬ NGHIỆM, C=VN');
  });
});
