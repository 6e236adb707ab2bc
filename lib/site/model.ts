/** What the site calls itself, and how it looks; kept as a history in site_settings. */
export type SiteSettings = {
  name: string;
  /** Who answers for it; empty when that is the name as well. */
  publisher: string;
  description: string;
  /** Markdown; empty when there is no such page. */
  correctionsPolicy: string;
  /** The colours of links on light and on dark paper, as #rrggbb. */
  accent: string;
  accentDark: string;
  /** A language tag, as BCP 47 has them. */
  language: string;
  /** Whether readers are told the names of those who checked, or their roles alone. */
  namesShown: boolean;
};

/** A picture in place of the name: where readers find it, and its size in pixels. */
export type SiteLogo = { path: string; type: string; width: number; height: number };

/** What readers' pages are made in. */
export type PublicSite = SiteSettings & { logo: SiteLogo | null };

/** As the page shows them: the number is 0 as long as nobody has decided. */
export type SiteDesk = {
  number: number;
  decided: { by: string; at: Date } | null;
  settings: SiteSettings;
};

/** What a logo may be, and how its address ends. */
export const logoTypes: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};
/** The most bytes of a logo: every first visit brings them. */
export const MAX_LOGO_BYTES = 100_000;

/** What holds until the managing editor decides. @param name from SITE_NAME */
export const defaultSettings = (name = 'Galley'): SiteSettings => ({
  ...{ name, publisher: '', description: '', correctionsPolicy: '' },
  ...{ accent: '#0b5394', accentDark: '#8ab8f0', language: 'en', namesShown: false },
});
