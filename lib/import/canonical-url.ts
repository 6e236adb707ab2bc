/** How much of a source is looked at for its own address, in bytes: its head, and more. */
const HEAD = 200_000;

/** The address that a page or the front matter of a text gives as its own, or null. */
export function canonicalUrl(bytes: Uint8Array): string | null {
  // An address is ASCII in every encoding that is read but UTF-16, whose zero bytes go.
  const text = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1').replaceAll('\0', '');
  return web(
    inHead(text, 'link', 'rel', 'canonical', 'href') ??
      inHead(text, 'meta', 'property', 'og:url', 'content') ??
      inFrontMatter(text),
  );
}

/** The attribute `wanted` of the first element whose attribute `name` is `value`. */
function inHead(text: string, tag: string, name: string, value: string, wanted: string): string | undefined {
  const elements = text.matchAll(new RegExp(`<${tag}\\s[^>]*>`, 'gi'));
  for (const [element] of elements)
    if (attribute(element, name)?.toLowerCase() === value) return attribute(element, wanted);
  return undefined;
}

function attribute(element: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(element);
  return (found?.[1] ?? found?.[2] ?? found?.[3])?.replaceAll('&amp;', '&');
}

function inFrontMatter(text: string): string | undefined {
  const front = /^(?:\xef\xbb\xbf)?---\s*\n([\s\S]*?)\n---/.exec(text)?.[1];
  return front && /^(?:canonical(?:_url)?|url|source|permalink):\s*["']?(https?:[^\s"']+)/im.exec(front)?.[1];
}

function web(address: string | undefined): string | null {
  const url = address ? URL.parse(address) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href.slice(0, 2_000) : null;
}
