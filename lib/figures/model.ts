/** One bar: what it stands for, and how much. */
export type Bar = { name: string; value: number };

/** What the managing editor sees of the work at the desk. */
export type Figures = {
  /** Flags that keep an article from readers, by the days since they were raised. */
  openByAge: Bar[];
  /** Half of the flags that got their first verdict in a week (Monday to Sunday, UTC) waited no longer, in hours. */
  hoursToVerdict: Bar[];
  /** Corrections that readers were told of, by month (UTC). */
  corrections: Bar[];
};
