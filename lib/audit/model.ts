/** What can happen, as the audit log says it: after "Ada Lovelace". */
export const actions = {
  'article.imported': 'imported the article',
  'import.started': 'started a bulk import',
  'import.cancelled': 'cancelled a bulk import',
  'edition.imported': 'imported a newer edition',
  'section.added': 'added a section',
  'section.revised': 'revised a section',
  'section.moved': 'moved a section',
  'section.split': 'split a section',
  'section.joined': 'joined two sections',
  'section.removed': 'removed a section',
  'section.restored': 'restored a section',
  'outline.restored': 'restored an earlier outline',
  'section.tagged': 'tagged a section',
  'section.untagged': 'took a tag off a section',
  'tag.made': 'made a tag',
  'tag.changed': 'changed a tag',
  'tag.merged': 'merged a tag into another one',
  'flag.raised': 'raised a flag',
  'flag.confirmed': 'confirmed a suggested flag',
  'flag.assigned': 'gave a flag to somebody, or back',
  'flag.discussed': 'said something about a flag',
  'verdict.given': 'gave a verdict',
  'verdict.carried': 'moved words with the verdict on them',
  'report.settled': 'settled a reader’s report',
  'site.logo-removed': 'took the logo away',
  'site.logo-set': 'gave the site a logo',
  'site.set': 'changed how the site presents itself',
  'detector.set': 'changed the settings of the detector',
  'detector.suggested': 'had the newsroom’s own detector suggest flags',
  'detector.looked-again': 'had the detector look again',
  'revision.signed-off': 'signed off a revision',
  'sign-off.withdrawn': 'withdrew a sign-off',
  'revision.sent-back': 'sent a section back',
  'gate.overridden': 'let a version out past open flags',
  'version.published': 'published a version',
  'schedule.made': 'scheduled a publication',
  'schedule.cancelled': 'cancelled a scheduled publication',
  'schedule.failed': 'was to publish by schedule, which did not work',
  'preview.made': 'made a preview link',
  'preview.revoked': 'revoked a preview link',
  'article.unpublished': 'unpublished the article',
  'article.retracted': 'retracted the article',
  'article.readdressed': 'changed the address of the article',
  'webhook.added': 'added a webhook',
  'webhook.switched-on': 'switched a webhook on',
  'webhook.switched-off': 'switched a webhook off',
  'webhook.given-up': 'had a webhook switched off that took nothing for a day',
  'webhook.sent-again': 'had a message sent again',
  'mail.chosen': 'chose how to be told by e-mail',
  'staff.added': 'added somebody to the staff',
  'staff.link-made': 'made a link by which somebody sets their password',
  'second-factor.on': 'had sign-in ask for a code of theirs as well',
  'second-factor.off': 'had sign-in ask for no code any more',
  'staff.signed-out': "ended somebody's sessions",
  'staff.password-set': 'set their password',
  'staff.role-changed': "changed somebody's role",
  'staff.provider-bound': 'signed in through the provider for the first time',
  'staff.provider-unbound': "undid somebody's sign-in through the provider",
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

/** Which lines of the audit log to show; days are whole days in UTC, as year-month-day, the last one included. */
export type AuditFilter = {
  actorId?: string;
  action?: Action;
  articleId?: string;
  from?: string;
  to?: string;
};

/** An event as it is exported: all that its hash covers but the hash before it, which is the line before. */
export type ExportedEvent = {
  seq: number;
  at: Date;
  actor: string;
  actorId: string;
  action: string;
  articleId: string | null;
  sectionId: string | null;
  subjectId: string | null;
  detail: unknown;
  hash: string;
};
