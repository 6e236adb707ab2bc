import { AsyncLocalStorage } from 'node:async_hooks';
import { defaultSettings, type SiteSettings } from '#lib/site/model.ts';

const inForce = new AsyncLocalStorage<SiteSettings>();

/** Makes an answer in these settings: `site` tells them to whatever makes a part of it. */
export function inSettings<T>(settings: SiteSettings, make: () => T): T {
  return inForce.run(settings, make);
}

/** What this site is called until the managing editor says. */
export const firstName = () => process.env.SITE_NAME;

/** What this site calls itself, how it looks, and where it stands, which the environment says. */
export function site(): SiteSettings & { url: string } {
  const { NEXTAUTH_URL = 'http://localhost:3000' } = process.env;
  return { ...(inForce.getStore() ?? defaultSettings(firstName())), url: NEXTAUTH_URL.replace(/\/$/, '') };
}
