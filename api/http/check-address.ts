import { error, type Issue, warning } from '../../domain/issue.ts';

/** What is wrong with the address of a server we are to send to; a warning where records would travel readable. */
export function checkAddress(text: string, path: string): Issue[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return [error('base_url_invalid', path)];
  // A password in an address ends in logs; a query or fragment would end in the middle of every request.
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return [error('base_url_invalid', path)];
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'http:' && !isLocal ? [warning('base_url_unencrypted', path)] : [];
}
