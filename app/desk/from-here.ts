/**
 * Whether a request comes from a page of this site: somebody else's cannot send in the name of whoever is signed in.
 * Browsers say so themselves, but not on plain http: there the page's origin has to be this host.
 */
export function isFromHere(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  return site ? site === 'same-origin' : URL.parse(headers.get('origin') ?? '')?.host === headers.get('host');
}
