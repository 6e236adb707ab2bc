/** Somebody's own text that is not saved yet, as the server keeps it. */
export type Draft = {
  basedOn: { id: string; number: number; heading: string; body: string };
  heading: string;
  body: string;
  note: string;
  /** The window of the browser that it was written in. */
  windowId: string;
  keptAt: Date;
};

/** Somebody else who has the section open; `writing` while they have words that are not saved. */
export type Present = { name: string; writing: boolean };

/** A section of an article that is written as a whole: its newest revision, and who else has it open. */
export type SectionCompany = { id: string; number: number; present: Present[] };

/** How long after its last sign a window counts as open, in seconds. One gives a sign every ten. */
export const PRESENT_FOR = 30;
