/** The longest pause, in milliseconds. */
const longest = 15_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, and never in step with
 * others that failed at the same moment.
 * @param failures 1 or more
 * @param random from 0 up to 1
 */
export function pauseAfter(failures: number, random = Math.random()): number {
  const whole = Math.min(250 * 2 ** (failures - 1), longest);
  return Math.round(whole / 2 + (random * whole) / 2);
}
