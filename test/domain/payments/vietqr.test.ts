import { expect } from 'chai';
import { buildVietQr, checkBankAccount } from '../../../domain/payments/vietqr.ts';

/** Reads tag, length and value back, so that a wrong length is seen. */
function fieldsOf(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 0; at < text.length;) {
    const length = Number(text.slice(at + 2, at + 4));
    fields[text.slice(at, at + 2)] = text.slice(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return fields;
}

describe('buildVietQr', () => {
  const to = { bankBin: '970403', accountNumber: '0011012345678' };

  it('closes with the checksum of the published example of the switch', () => {
    // The example differs only by a bill number beside the purpose; its account, amount and shape are these.
    const text = buildVietQr(to, { amount: '180000', purpose: 'thanh toan don hang' });
    expect(text).to.match(/^00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN6223/);
    expect(text.slice(-8, -4)).to.equal('6304');
  });

  it('has every field with its length, the amount in dong and the purpose', () => {
    const fields = fieldsOf(buildVietQr(to, { amount: '75900', purpose: '14901.26.000123' }));
    const { '38': account = '', '62': more = '', '63': checksum, ...rest } = fields;
    expect(rest).to.deep.equal({ '00': '01', '01': '12', '53': '704', '54': '75900', '58': 'VN' });
    const { '01': receiver = '', ...service } = fieldsOf(account);
    expect(service).to.deep.equal({ '00': 'A000000727', '02': 'QRIBFTTA' });
    expect(fieldsOf(receiver)).to.deep.equal({ '00': '970403', '01': '0011012345678' });
    expect(fieldsOf(more)).to.deep.equal({ '08': '14901 26 000123' });
    expect(checksum).to.match(/^[0-9A-F]{4}$/);
  });

  it('gives another checksum for another amount', () => {
    const end = (amount: string) => buildVietQr(to, { amount, purpose: 'A' }).slice(-4);
    expect(end('75900')).not.to.equal(end('75901'));
  });

  it('keeps the checksum of CRC-16/CCITT-FALSE', () => {
    // The check value of the algorithm for a text of known result: computed independently of this code.
    const example =
      '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang6304';
    expect(crcOf(example)).to.equal('2E2E');
    const ours = buildVietQr(to, { amount: '180000', purpose: 'thanh toan don hang' });
    expect(ours.slice(-4)).to.equal(crcOf(ours.slice(0, -4)));
  });

  it('keeps only plain letters, digits and spaces of a purpose, 25 at most', () => {
    const purpose = (text: string) => fieldsOf(fieldsOf(buildVietQr(to, { amount: '1', purpose: text }))['62'] ?? '')['08'];
    expect(purpose('Viện phí – số 7')).to.equal('Vi n ph s 7');
    expect(purpose('A'.repeat(40))).to.have.length(25);
  });
});

/** Bit by bit over the whole message with sixteen zero bits behind it: another way to the same remainder. */
function crcOf(text: string): string {
  let register = 0xffff;
  for (const letter of text) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const top = (register >> 15) & 1;
      register = (register << 1) & 0xffff;
      if (top !== ((letter.charCodeAt(0) >> bit) & 1)) register ^= 0x1021;
    }
  }
  return register.toString(16).toUpperCase().padStart(4, '0');
}

describe('checkBankAccount', () => {
  const codes = (bankBin: string, accountNumber: string) => checkBankAccount({ bankBin, accountNumber }).map(({ code }) => code);

  it('wants six digits of the bank and at most nineteen letters and digits', () => {
    expect(codes('970403', '0011012345678')).to.deep.equal([]);
    expect(codes('97040', '1')).to.deep.equal(['bank_bin_format']);
    expect(codes('970403', '1'.repeat(19))).to.deep.equal([]);
    expect(codes('970403', '1'.repeat(20))).to.deep.equal(['bank_account_format']);
    expect(codes('970403', '12 34')).to.deep.equal(['bank_account_format']);
  });
});
