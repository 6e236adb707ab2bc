import { AsyncLocalStorage } from 'node:async_hooks';
import { defaultSettings, type PublicSite } from '#lib/site/model.ts';

const inForce = new AsyncLocalStorage<PublicSite>();

/** Makes an answer in these settings: `site` tells them to whatever makes a part of it. */
export function inSettings<T>(settings: PublicSite, make: () => T): T {
  return inForce.run(settings, make);
}

/** What this site is called until the managing editor says. */
export const firstName = () => process.env.SITE_NAME;

/** What this site calls itself, how it looks, and where it stands, which the environment says. */
export function site(): PublicSite & { url: string } {
  const { NEXTAUTH_URL = 'http://localhost:3000' } = process.env;
  return {
    ...(inForce.getStore() ?? { ...defaultSettings(firstName()), logo: null }),
    url: NEXTAUTH_URL.replace(/\/$/, ''),
  };
}
