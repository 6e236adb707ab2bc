/** The folder for the embedded database and the secret, where these are used. */
export function dataFolder(): string {
  return process.env.GALLEY_DATA ?? new URL('../../.galley', import.meta.url).pathname;
}
