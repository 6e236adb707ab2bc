/** One bar: what it stands for, and how much; null where there was nothing to measure. */
export type Bar = { name: string; value: number | null };

/** How many of a rule's suggestions people answered, and how many of these they agreed with. */
export type AcceptedRule = { rule: string; answered: number; accepted: number };

/** What the managing editor sees of the work at the desk. */
export type Figures = {
  /** Flags that keep an article from readers, by the days since they were raised. */
  openByAge: Bar[];
  /** Half of the flags that got their first verdict in a week (Monday to Sunday, UTC) waited no longer, in hours. */
  hoursToVerdict: Bar[];
  /** The rules of the detector of which somebody has answered a suggestion, those answered most first. */
  acceptedByRule: AcceptedRule[];
  /** Corrections that readers were told of, by month (UTC). */
  corrections: Bar[];
};
