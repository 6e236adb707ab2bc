import { type DeskSection, sectionName } from '#lib/articles/model.ts';
import { blocks } from '#lib/flags/model.ts';
import { count } from '../../words.ts';

/** The way to each section of an article on its page, and how each stands. */
export function OutlineList({ sections }: { sections: DeskSection[] }) {
  return (
    <ol>
      {sections.map((section) => {
        const blocking = section.flags.filter((flag) => blocks(flag.state, flag.severity)).length;
        return (
          <li key={section.id} data-depth={section.depth}>
            <a href={`#${section.id}`}>
              {section.kind === 'faq' && <span className="faq-mark">Q</span>} {sectionName(section)}
            </a>
            {blocking > 0 && (
              <span className="dot" role="img" aria-label={count(blocking, 'blocking flag')} />
            )}
            {section.signOff && <span className="tick" role="img" aria-label="signed off" />}
          </li>
        );
      })}
    </ol>
  );
}
