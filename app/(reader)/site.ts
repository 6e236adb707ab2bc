/** What this site calls itself, and where it stands; both from the environment. */
export function site(): { name: string; url: string } {
  const { SITE_NAME = 'Galley', NEXTAUTH_URL = 'http://localhost:3000' } = process.env;
  return { name: SITE_NAME, url: NEXTAUTH_URL.replace(/\/$/, '') };
}
