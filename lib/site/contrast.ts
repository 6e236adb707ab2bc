/** The papers that words in the accent colour stand on, as the style sheet has them (app/(reader)/style.ts). */
export const papers = { light: ['#fdfcf9', '#f4f1ea'], dark: ['#16171a', '#1f2125'] } as const;

/** What WCAG 2.2 asks of text that is not large (1.4.3). */
export const enough = 4.5;

/** The contrast of a colour with the papers of a scheme, the worse of them. @param colour as #rrggbb */
export function contrastOn(scheme: keyof typeof papers, colour: string): number {
  return Math.min(...papers[scheme].map((paper) => contrast(colour, paper)));
}

/** The contrast ratio of two colours, from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
