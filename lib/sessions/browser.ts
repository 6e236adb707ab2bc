// The first that fits: every browser also says that it is the ones after it.
const browsers: [RegExp, string][] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'an iPhone'],
  [/\biPad\b/, 'an iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'a Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a User-Agent header says to a person: "Firefox on Linux". It is what the browser claims, and no proof. */
export function browserName(userAgent: string): string {
  const first = (known: [RegExp, string][]) => known.find(([mark]) => mark.test(userAgent))?.[1];
  const system = first(systems);
  return `${first(browsers) ?? 'Some browser'}${system ? ` on ${system}` : ''}`;
}
