/** What can happen, as the audit log says it: after "Ada Lovelace". */
export const actions = {
  'article.imported': 'imported the article',
  'section.revised': 'revised a section',
  'section.removed': 'removed a section',
  'section.restored': 'restored a section',
  'section.tagged': 'tagged a section',
  'section.untagged': 'took a tag off a section',
  'flag.raised': 'raised a flag',
  'flag.confirmed': 'confirmed a suggested flag',
  'verdict.given': 'gave a verdict',
  'report.settled': 'settled a reader’s report',
  'site.set': 'changed how the site presents itself',
  'detector.set': 'changed the settings of the detector',
  'detector.suggested': 'had the newsroom’s own detector suggest flags',
  'detector.looked-again': 'had the detector look again',
  'revision.signed-off': 'signed off a revision',
  'sign-off.withdrawn': 'withdrew a sign-off',
  'version.published': 'published a version',
  'article.unpublished': 'unpublished the article',
  'article.retracted': 'retracted the article',
  'article.readdressed': 'changed the address of the article',
  'staff.added': 'added somebody to the staff',
  'staff.deactivated': "ended somebody's access",
} as const;

export type Action = keyof typeof actions;

/** One line of the audit log, as the audit page shows it. */
export type AuditLine = {
  seq: number;
  at: Date;
  actor: string;
  action: Action;
  article: { id: string; title: string } | null;
  section: string | null;
  detail: Record<string, unknown>;
};
