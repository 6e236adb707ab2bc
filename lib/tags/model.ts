export const tagColours = ['grey', 'red', 'orange', 'green', 'teal', 'blue', 'violet', 'pink'] as const;
export type TagColour = (typeof tagColours)[number];

/** A tag with how often the desk uses it, each count being of what is not in the bin. */
export type TagUse = {
  id: string;
  name: string;
  description: string;
  colour: TagColour;
  articles: number;
  sections: number;
  faqs: number;
  /** The published articles that readers find under this name. */
  published: number;
};
