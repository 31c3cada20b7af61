import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run verify:signature -- FILE`: asks xmlsec1, an implementation that shares nothing with ours, whether the signature of a file holds. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('npm run verify:signature -- FILE');
const certificate = /<(?:\w+:)?X509Certificate>([^<]+)</.exec(readFileSync(file, 'utf8'))?.[1];
if (certificate === undefined) throw new Error('the file carries no certificate');

const folder = mkdtempSync(join(tmpdir(), 'verify-signature-'));
try {
  const pem = join(folder, 'certificate.pem');
  const lines = certificate.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  writeFileSync(pem, `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
  // The key of the file itself: this proves the mathematics, not who signed. Whose certificate it is, people read.
  execFileSync('xmlsec1', ['--verify', '--enabled-key-data', 'rsa', '--pubkey-cert-pem', pem, file], { stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true });
}
