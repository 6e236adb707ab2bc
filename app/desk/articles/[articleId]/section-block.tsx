import Link from 'next/link';
import { type DeskSection, type PlacedFlag, sectionName } from '#lib/articles/model.ts';
import { blocks, stateNames } from '#lib/flags/model.ts';
import { maySettle } from '#lib/flags/policy.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { maySignOff } from '#lib/signoffs/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { TagColour } from '#lib/tags/model.ts';
import { ActionForm } from '../../action-form.tsx';
import { Sanitised } from '../../sanitised.tsx';
import { When } from '../../when.tsx';
import { count, excerpt } from '../../words.ts';
import { confirmFlagAction, removeSectionAction, signOffAction, withdrawSignOffAction } from './actions.ts';
import { headingOf, markedSection } from './marked-section.ts';
import { SendBack } from './send-back.tsx';
import { Tags } from './tags.tsx';

/** One section of the galley: its text with its flags marked, and beside it what stands on it. */
export function SectionBlock({
  actor,
  section,
  colours,
}: {
  actor: Actor;
  section: DeskSection;
  colours: Record<string, TagColour>;
}) {
  const html = markedSection(section);
  const Heading = headingOf(section);
  const name = sectionName(section);
  return (
    <section className="section-row" id={section.id} data-kind={section.kind} aria-label={name}>
      <div
        className="section-text"
        data-section={section.id}
        data-revision={section.revision.id}
        data-name={name}
      >
        {section.heading ? (
          <Heading>
            {section.label && <span className="number">{section.label}</span>}
            <Sanitised as="span" html={html.heading} />
          </Heading>
        ) : null}
        <Sanitised className="prose" html={html.body} />
      </div>
      <div className="section-margin">
        <p className="quiet">
          Revision {section.revision.number} by {section.revision.author}, <When at={section.revision.at} />
          {section.signOff ? (
            <span className="signed">Signed off by {section.signOff.by}</span>
          ) : (
            <span className="unsigned">Not signed off</span>
          )}
        </p>
        {section.sentBack && !section.signOff && (
          <div className="note sent-back">
            <p>
              Sent back by {section.sentBack.by}, <When at={section.sentBack.at} />
            </p>
            <p>{section.sentBack.note}</p>
          </div>
        )}
        <Tags sectionId={section.id} tags={section.tags} colours={colours} name={name} />
        <div className="buttons">
          {mayRevise(actor) && (
            <Link
              prefetch={false}
              className="button small"
              href={`/desk/sections/${section.id}`}
              aria-label={`Revise ${name}`}
            >
              Revise
            </Link>
          )}
          <button
            type="button"
            className="small"
            data-flag-words={section.id}
            aria-label={`Flag words in ${name}`}
          >
            Flag words
          </button>
          {!mayRevise(actor) && (
            <Link
              prefetch={false}
              className="button small"
              href={`/desk/sections/${section.id}`}
              aria-label={`History of ${name}`}
            >
              History
            </Link>
          )}
          {maySignOff(actor) && <SignOffButton actor={actor} section={section} />}
          {mayRevise(actor) && section.kind !== 'head' && (
            <ActionForm
              action={removeSectionAction}
              submit="Remove"
              confirm={`Remove “${excerpt(name, 40)}”?`}
              buttonClass="small plain"
            >
              <input type="hidden" name="sectionId" value={section.id} />
            </ActionForm>
          )}
        </div>
        {maySignOff(actor) && !section.signOff && (
          <SendBack revisionId={section.revision.id} name={name} author={section.revision.author} />
        )}
        <Flags actor={actor} flags={section.flags.filter((flag) => blocks(flag.state, flag.severity))} />
        <MoreFlags
          actor={actor}
          title="weaker suggestion"
          flags={section.flags.filter(
            (flag) => flag.state === 'suggested' && !blocks(flag.state, flag.severity),
          )}
        />
        <MoreFlags
          actor={actor}
          title="settled flag"
          flags={section.flags.filter((flag) => flag.state === 'verified' || flag.state === 'dismissed')}
        />
      </div>
    </section>
  );
}

function SignOffButton({ actor, section }: { actor: Actor; section: DeskSection }) {
  if (section.signOff)
    return (
      <ActionForm action={withdrawSignOffAction} submit="Withdraw sign-off" buttonClass="small plain">
        <input type="hidden" name="revisionId" value={section.revision.id} />
      </ActionForm>
    );
  if (section.revision.authorId === actor.id) return null;
  return (
    <ActionForm action={signOffAction} submit="Sign off" buttonClass="small">
      <input type="hidden" name="revisionId" value={section.revision.id} />
    </ActionForm>
  );
}

function Flags({ actor, flags }: { actor: Actor; flags: PlacedFlag[] }) {
  if (flags.length === 0) return null;
  return (
    <ul className="flags">
      {flags.map((flag) => (
        <FlagCard key={flag.id} actor={actor} flag={flag} />
      ))}
    </ul>
  );
}

function MoreFlags({ actor, title, flags }: { actor: Actor; title: string; flags: PlacedFlag[] }) {
  if (flags.length === 0) return null;
  return (
    <details className="more-flags">
      <summary>{count(flags.length, title)}</summary>
      <Flags actor={actor} flags={flags} />
    </details>
  );
}

function FlagCard({ actor, flag }: { actor: Actor; flag: PlacedFlag }) {
  const blocking = blocks(flag.state, flag.severity);
  return (
    <li
      className="flag"
      id={`flag-${flag.id}`}
      data-kind={flag.kind}
      data-state={flag.state}
      data-blocking={blocking}
    >
      <p className="flag-head">
        <span className="flag-kind">{flag.kind}</span> {flag.category.replaceAll('-', ' ')}
        <span className="flag-state">
          {flag.state === 'suggested' && blocking ? 'Must be answered' : stateNames[flag.state]}
        </span>
      </p>
      <blockquote>
        <a href={`#words-${flag.id}`}>{excerpt(flag.quote, 70)}</a>
      </blockquote>
      <p>
        {flag.reason} <span className="quiet">{flag.raisedBy ?? 'Detector'}</span>
      </p>
      <div className="buttons">
        <Link prefetch={false} className="button small" href={`/desk/flags/${flag.id}`}>
          {maySettle(actor) && (blocking || flag.state === 'suggested') ? 'Settle' : 'Details'}
        </Link>
        {flag.state === 'suggested' && (
          <ActionForm action={confirmFlagAction} submit="Confirm" buttonClass="small">
            <input type="hidden" name="flagId" value={flag.id} />
          </ActionForm>
        )}
      </div>
    </li>
  );
}
