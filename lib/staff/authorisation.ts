import type { Role } from './model.ts';

/** `own`: what is theirs, and nobody else's. */
export type Cell = 'yes' | 'own' | 'no';

/** What somebody of each role, and whoever is signed out, may do with an export. */
export type Right = Readonly<Record<Role | 'signedOut', Cell>> & { readonly note?: string };

/** Reads what is published and runs as `galley_reader`, whom PostgreSQL shows nothing else: for anybody. */
export type Published = { readonly published: true };

/**
 * Knows no roles: why that is right, and which files of app/ may therefore import it, where any may. lib/ may, because
 * what is exported there stands in this table itself.
 */
export type Inside = { readonly inside: string; readonly callers: readonly string[] };

type Cells = [editor: Cell, factChecker: Cell, admin: Cell, signedOut: Cell];

const right = ([editor, fact_checker, admin, signedOut]: Cells, note?: string) => ({
  ...{ editor, fact_checker, admin, signedOut, note },
});
const inside = (why: string, ...callers: string[]) => ({ inside: why, callers });

//                    editor checker admin  signed out
const staff = right(['yes', 'yes', 'yes', 'no']);
const editors = right(['yes', 'no', 'yes', 'no']);
const checkers = right(['no', 'yes', 'yes', 'no']);
const admins = right(['no', 'no', 'yes', 'no']);
const own = right(['own', 'own', 'own', 'no']);
const ownOfEditors = right(['own', 'no', 'own', 'no']);
const anybody = right(['yes', 'yes', 'yes', 'yes']);
const published: Published = { published: true };

/** What somebody has to do with a text or a flag decides as well: lib/flags/permissions.ts says how. */
const handsOff = 'not on one’s own words, nor on a flag that one raised: lib/flags/permissions.ts';
const checkersApart = right(['no', 'yes', 'yes', 'no'], handsOff);
const gated = right(['yes', 'no', 'yes', 'no'], 'what blocks is the gate’s to say, to everybody');
const ownSessions = right(['own', 'own', 'yes', 'no']);
const otherAdmins = right(['no', 'no', 'yes', 'no'], 'of somebody else, never one’s own');

const worker = (what: string) => inside(`The worker ${what}, in nobody’s name.`, 'app/server/worker.ts');
const partOf = (what: string) => inside(`A part of ${what}, which asks.`);
const terminal = 'Whoever holds the key of the database itself';

/**
 * Who may do what: every query, command, server action and route handler, by role and signed out. The one list that
 * answers “who can do that?”; the rules themselves are asked where the data is, by the policies.
 *
 * .ci/authorisation.ts compares it with the code: what is exported and does not stand here fails the checks.
 * authorisation.test.ts calls each query and command as each column says, e2e/authorisation.spec.ts each action and
 * route of the running build.
 */
export const authorisation = {
  'lib/articles/commands.ts': {
    lockArticle: partOf('every command on an article'),
    createArticle: partOf('importing'),
    changeSlug: editors,
    lockArticleOfSection: partOf('every command on a section'),
    lockingArticleOfSection: partOf('saving a revision'),
    saveView: own,
    removeView: own,
  },
  'lib/articles/queries.ts': {
    newestRevisions: partOf('a question to the gate'),
    listArticles: staff,
    findTitles: staff,
    listViews: own,
    readArticleTitle: staff,
    readArticle: staff,
  },
  'lib/audit/commands.ts': { record: partOf('every command'), recording: partOf('every command') },
  'lib/audit/queries.ts': {
    readAudit: admins,
    exportAudit: admins,
    readAuditChoices: admins,
    readAuditCheck: admins,
    findBrokenEvent: inside(`${terminal} verifies the log.`, 'app/server/verify-audit.ts'),
  },
  'lib/bulk/commands.ts': {
    startJob: editors,
    addFiles: ownOfEditors,
    completeJob: ownOfEditors,
    cancelJob: editors,
    importNext: inside(
      'Imports the next file in the name of whoever started the job, if they still may.',
      'app/server/import-worker.ts',
    ),
  },
  'lib/bulk/queries.ts': { listJobs: editors, readJob: editors, listFiles: editors },
  'lib/detector/commands.ts': { setDetector: admins },
  'lib/detector/queries.ts': {
    settingsInForce: partOf('looking for suggestions'),
    newestDecisionIn: partOf('looking for suggestions'),
    settingsOf: partOf('looking for suggestions'),
    answersByRule: partOf('reading the detector and the figures'),
    readDetector: staff,
    readForWriting: staff,
  },
  'lib/discussion/commands.ts': { addComment: staff, assignFlag: checkers },
  'lib/discussion/queries.ts': { readComments: staff, readColleagues: staff },
  'lib/drafts/commands.ts': {
    keepDraft: ownOfEditors,
    dropDraft: own,
    droppingDraft: partOf('saving a revision'),
    giveSign: editors,
    takeLeave: own,
  },
  'lib/drafts/queries.ts': {
    asOwner: partOf('reading and keeping one’s own draft'),
    actingAs: partOf('reading and keeping one’s own draft'),
    readDraft: own,
    listDrafted: own,
    readCompany: editors,
  },
  'lib/export/queries.ts': { listForExport: staff, readForExport: staff },
  'lib/figures/queries.ts': { readFigures: admins },
  'lib/flags/commands.ts': {
    raiseFlag: staff,
    confirmFlag: staff,
    giveVerdict: checkersApart,
    carryFlags: partOf('saving a revision'),
    lastPlaces: partOf('saving a revision'),
    reviseWithFlags: partOf('saving a revision'),
    followFlags: partOf('saving a revision'),
    moveFlags: partOf('arranging an outline'),
    suggestFlags: partOf('saving a revision'),
    suggestOnFirst: partOf('importing'),
    suggestForReader: partOf('taking a reader’s report'),
    lookAgain: staff,
    suggestFrom: inside(
      'Has the newsroom’s own detector read what somebody has just been let save or import.',
      ...['app/desk/detector/newsroom.ts', 'app/server/ask-newsroom.ts'],
    ),
  },
  'lib/flags/queries.ts': {
    readQueue: staff,
    countBlocking: staff,
    readQueueEntries: staff,
    readElsewhere: staff,
    readOtherVerdicts: staff,
    readUnsigned: staff,
    readFlag: staff,
    nextFlag: checkers,
  },
  'lib/history/queries.ts': {
    readHistorySection: staff,
    listRevisions: staff,
    readTwoRevisions: staff,
    readBlame: staff,
    readArticleHistory: staff,
    readMoment: staff,
  },
  'lib/import/commands.ts': {
    importSource: editors,
    prepareSource: editors,
    importPrepared: editors,
    importEdition: editors,
  },
  'lib/import/queries.ts': {
    findImported: staff,
    readKeptSource: staff,
    findEarlierEditions: staff,
    readStanding: staff,
    readSources: staff,
    readOriginal: staff,
  },
  'lib/mail/commands.ts': {
    queueMail: partOf('the command that it tells of'),
    chooseMail: own,
    composeNotices: worker('writes e-mail'),
    composeDigests: worker('writes e-mail'),
    sendNextMail: worker('sends e-mail'),
  },
  'lib/mail/queries.ts': { readMailChoice: own, readNextMail: worker('asks when it is needed') },
  'lib/notices/commands.ts': {
    tell: partOf('the command that it tells of'),
    dismissNotices: own,
    tellIfUnblocked: partOf('answering flags and signing off'),
    tellDeadlines: worker('reminds people'),
  },
  'lib/notices/queries.ts': { listNotices: own, countNotices: own, authorsOf: partOf('telling the authors') },
  'lib/outline/commands.ts': {
    addSection: editors,
    moveSection: editors,
    splitSection: editors,
    joinSections: editors,
    restoreOutline: editors,
  },
  'lib/previews/commands.ts': { makePreview: editors, revokePreview: editors },
  'lib/previews/queries.ts': {
    listPreviews: staff,
    readPreview: inside('For whoever holds the link, until it ends.', 'app/(reader)/preview-page.ts'),
  },
  'lib/reports/commands.ts': {
    reportError: inside('For readers, of whom nothing is known.', 'app/(reader)/report/route.ts'),
    settleReport: staff,
  },
  'lib/reports/queries.ts': { readReports: staff, countReports: staff },
  'lib/schedules/commands.ts': {
    schedulePublication: editors,
    cancelSchedule: editors,
    publishNextDue: inside(
      'Publishes in the name of whoever set the time, if they still may.',
      'app/server/worker.ts',
    ),
  },
  'lib/schedules/queries.ts': { readSchedules: staff, readNextDue: worker('asks when it is needed') },
  'lib/search/queries.ts': { search: published, searchDrafts: staff, readSearchChoices: published },
  'lib/secondfactor/commands.ts': {
    beginSecondFactor: own,
    confirmSecondFactor: own,
    endSecondFactor: own,
    removeSecondFactor: otherAdmins,
    checkSecondFactor: partOf('signing in'),
  },
  'lib/secondfactor/queries.ts': { readSecondFactor: own },
  'lib/sections/commands.ts': {
    saveRevision: editors,
    acceptProposal: editors,
    restoreRevision: editors,
    arrangeSections: partOf('arranging an outline'),
    addSections: partOf('importing'),
    removeSection: editors,
    restoreSection: editors,
  },
  'lib/sections/queries.ts': { readHistory: staff, readNewest: editors },
  'lib/sessions/commands.ts': {
    signIn: inside('Makes an actor of a stranger who knows the password.', 'app/session.ts'),
    signInByProvider: inside('Makes an actor of whom the newsroom’s provider vouches for.', 'app/session.ts'),
    unbindProvider: admins,
    countAttempt: partOf('signing in'),
    takeBackAttempt: partOf('signing in'),
    noteSeen: inside('Of the session that a request has shown.', 'app/session.ts'),
    endSession: own,
    endSessionsOf: ownSessions,
  },
  'lib/sessions/queries.ts': {
    readSession: inside('Makes an actor of a session’s id.', 'app/session.ts'),
    listSessions: own,
  },
  'lib/signoffs/commands.ts': {
    signOff: checkersApart,
    withdrawSignOff: checkers,
    sendBack: checkers,
  },
  'lib/site/commands.ts': { setSite: admins, setLogo: admins },
  'lib/site/queries.ts': {
    readSite: published,
    readSiteLogo: published,
    readLogoBytes: published,
    readSiteDesk: staff,
  },
  'lib/staff/commands.ts': {
    addStaff: admins,
    makeLink: admins,
    setPasswordByLink: inside('For whoever holds the link, once.', 'app/sign-in/link/[token]/actions.ts'),
    changePassword: own,
    deactivateStaff: otherAdmins,
    changeRole: otherAdmins,
  },
  'lib/staff/queries.ts': {
    personBehind: partOf('what was asked for earlier and is done now'),
    actorOfStaff: inside(`${terminal} says in whose name they act.`, 'app/server/'),
    readLink: inside('For whoever holds the link, once.', 'app/sign-in/link/[token]/page.tsx'),
    listStaff: admins,
    listStaffNames: staff,
  },
  'lib/tags/commands.ts': {
    tagSection: staff,
    addTag: partOf('tagging and importing'),
    untagSection: staff,
    tagArticles: staff,
    createTag: editors,
    changeTag: editors,
    mergeTags: editors,
  },
  'lib/tags/queries.ts': { listTags: staff, readTagColours: staff, readTagUse: staff },
  'lib/versions/commands.ts': {
    publish: gated,
    publishIn: gated,
    withdraw: editors,
    hasNews: partOf('publishing'),
  },
  'lib/versions/queries.ts': {
    readBlockers: staff,
    readStanding: staff,
    readDigest: published,
    readPointers: published,
    readFrontPage: published,
    readArchive: published,
    readTags: published,
    readTagged: published,
    readListed: published,
    readNewest: published,
    readNotice: published,
    readRedirect: published,
    readAmendments: published,
    readRelated: published,
    readPublished: published,
  },
  'lib/webhooks/commands.ts': {
    addWebhook: admins,
    switchWebhook: admins,
    sendAgain: admins,
    queueMessages: partOf('publishing and withdrawing'),
    deliverNext: worker('delivers messages'),
  },
  'lib/webhooks/queries.ts': {
    listWebhooks: admins,
    listDeliveries: admins,
    readNextDelivery: worker('asks when it is needed'),
  },

  'app/desk/account/actions.ts': {
    changePasswordAction: own,
    endSessionAction: own,
    endOtherSessionsAction: own,
    beginSecondFactorAction: own,
    confirmSecondFactorAction: own,
    endSecondFactorAction: own,
  },
  'app/desk/actions.ts': { tagArticlesAction: staff, saveViewAction: own, removeViewAction: own },
  'app/desk/articles/[articleId]/actions.ts': {
    raiseFlagAction: staff,
    confirmFlagAction: staff,
    signOffAction: checkersApart,
    signOffReadAction: checkersApart,
    withdrawSignOffAction: checkers,
    sendBackAction: checkers,
    tagAction: staff,
    untagAction: staff,
    removeSectionAction: editors,
    restoreSectionAction: editors,
    makePreviewAction: editors,
    revokePreviewAction: editors,
  },
  'app/desk/articles/[articleId]/history/actions.ts': { restoreOutlineAction: editors },
  'app/desk/articles/[articleId]/outline/actions.ts': {
    addSectionAction: editors,
    moveSectionAction: editors,
    splitSectionAction: editors,
    joinSectionsAction: editors,
  },
  'app/desk/articles/[articleId]/publish/actions.ts': {
    publishAction: gated,
    overrideAction: admins,
    scheduleAction: editors,
    cancelScheduleAction: editors,
    withdrawAction: editors,
    changeSlugAction: editors,
  },
  'app/desk/detector/actions.ts': { setDetectorAction: admins, lookAgainAction: staff },
  'app/desk/flags/[flagId]/actions.ts': {
    giveVerdictAction: checkersApart,
    commentAction: staff,
    assignAction: checkers,
    acceptProposalAction: editors,
  },
  'app/desk/history/[sectionId]/actions.ts': { restoreRevisionAction: editors },
  'app/desk/import/actions.ts': {
    previewAction: editors,
    fetchAction: editors,
    importAction: editors,
    compareAction: editors,
    importEditionAction: editors,
  },
  'app/desk/import/many/actions.ts': {
    startAction: editors,
    completeAction: ownOfEditors,
    cancelAction: editors,
  },
  'app/desk/notices/actions.ts': { dismissNoticesAction: own, chooseMailAction: own },
  'app/desk/queue/actions.ts': { confirmInQueueAction: staff, dismissInQueueAction: checkersApart },
  'app/desk/reports/actions.ts': { settleReportAction: staff },
  'app/desk/sections/[sectionId]/actions.ts': { saveRevisionAction: editors },
  'app/desk/site/actions.ts': { setSiteAction: admins, setLogoAction: admins },
  'app/desk/staff/actions.ts': {
    addStaffAction: admins,
    makeLinkAction: admins,
    deactivateStaffAction: otherAdmins,
    changeRoleAction: otherAdmins,
    unbindProviderAction: admins,
    removeSecondFactorAction: otherAdmins,
    endSessionsAction: ownSessions,
  },
  'app/desk/tags/actions.ts': {
    createTagAction: editors,
    changeTagAction: editors,
    mergeTagsAction: editors,
  },
  'app/desk/webhooks/actions.ts': {
    addWebhookAction: admins,
    switchWebhookAction: admins,
    sendAgainAction: admins,
  },
  'app/sign-in/link/[token]/actions.ts': { setPasswordAction: anybody },

  'app/(reader)/[[...path]]/route.ts': { GET: anybody },
  'app/(reader)/preview/[token]/route.ts': { GET: anybody },
  'app/(reader)/report/route.ts': { GET: anybody, POST: anybody },
  'app/(reader)/search/route.ts': { GET: anybody },
  'app/api/auth/[...nextauth]/route.ts': { GET: anybody, POST: anybody },
  'app/api/v1/[[...path]]/route.ts': {
    ...{ GET: anybody, OPTIONS: anybody },
    ...{ POST: anybody, PUT: anybody, PATCH: anybody, DELETE: anybody },
  },
  'app/desk/articles/[articleId]/export/route.ts': { GET: staff },
  'app/desk/articles/[articleId]/source/[sourceId]/route.ts': { GET: staff },
  'app/desk/articles/[articleId]/write/company/route.ts': { GET: editors },
  'app/desk/audit/export/route.ts': { GET: admins },
  'app/desk/export/all/route.ts': { GET: staff },
  'app/desk/import/many/files/route.ts': { POST: ownOfEditors },
  'app/desk/palette/route.ts': { GET: staff },
  'app/desk/sections/[sectionId]/draft/route.ts': { GET: own, PUT: ownOfEditors, DELETE: own },
  'app/desk/sections/[sectionId]/presence/route.ts': { PUT: editors, DELETE: own },
  'app/desk/sections/[sectionId]/writing/route.ts': { GET: editors },
  'app/desk/sections/paste/route.ts': { POST: editors },
} as const satisfies Record<string, Record<string, Right | Published | Inside>>;

type Table = typeof authorisation;

/** The files of the table whose path fits, each with its exports that have a right for each role. */
export type Rights<Fits extends string> = {
  [File in Extract<keyof Table, Fits>]: {
    [Name in keyof Table[File] as Table[File][Name] extends Right ? Name : never]: Table[File][Name];
  };
};
