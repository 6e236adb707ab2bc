/** What stands at these addresses of a site is for its staff, or for other programs: no reader can look at it. */
const closed = ['desk', 'preview', 'sign-in', 'api'];

/**
 * The page of this site to which an address leads: the first part of its path, in small letters.
 * @param site where readers find this site
 * @returns null for an address elsewhere, or for what is none
 */
export function ownPage(url: string, site: string): string | null {
  const asked = URL.parse(url);
  const own = URL.parse(site);
  const host = (address: URL) => address.host.replace(/^www\./, '');
  if (!asked || !own || host(asked) !== host(own)) return null;
  const [, page = ''] = asked.pathname.split('/');
  try {
    return decodeURIComponent(page).toLowerCase();
  } catch {
    return page;
  }
}

/** Is this source the article itself, or a page of the desk? Another article of the site is a source like any other. */
export function isOwnSource(url: string, site: string, slugs: string[]): boolean {
  const page = ownPage(url, site);
  return page !== null && (closed.includes(page) || slugs.includes(page));
}
