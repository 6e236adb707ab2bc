import type { AcceptedRule, Bar } from '#lib/figures/model.ts';

const height = 140;
const step = 72;

const shown = (value: number | null) => value?.toLocaleString('en') ?? '–';

/** Bars with their figures above them, and the same as a table for whoever reads rather than looks. */
export function BarChart({
  title,
  about,
  unit,
  bars,
}: {
  title: string;
  about: string;
  unit: string;
  bars: Bar[];
}) {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0));
  const width = bars.length * step;
  return (
    <section className="figure">
      <h2>{title}</h2>
      <p className="quiet">{about}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className="chart" aria-label={title} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height + 44}`} width={width} aria-hidden="true">
          <line x1="0" x2={width} y1={20.5 + height} y2={20.5 + height} />
          {bars.map(({ name, value }, index) => {
            const tall = ((value ?? 0) / most) * height;
            const x = index * step;
            return (
              <g key={name}>
                <rect x={x + 16} y={20 + height - tall} width={step - 32} height={tall} rx="3" />
                <text x={x + step / 2} y={14 + height - tall}>
                  {shown(value)}
                </text>
                <text className="name" x={x + step / 2} y={height + 38}>
                  {name}
                </text>
              </g>
            );
          })}
        </svg>
      </section>
      <Table heads={['When', unit]} rows={bars.map(({ name, value }) => [name, shown(value)])} />
    </section>
  );
}

const line = 26;
const beside = { name: 220, figure: 130 };
const longest = 340;
/** As many rules as can be taken in at a glance; the table has all. */
const mostRules = 15;

/** For each rule of the detector the share of its answered suggestions that people agreed with. */
export function AcceptedChart({ rules }: { rules: AcceptedRule[] }) {
  const title = 'Suggestions accepted, by rule';
  const width = beside.name + longest + beside.figure;
  const drawn = rules.slice(0, mostRules);
  const share = ({ accepted, answered }: AcceptedRule) => accepted / answered;
  const percent = (rule: AcceptedRule) => `${Math.round(100 * share(rule))}%`;
  return (
    <section className="figure">
      <h2>{title}</h2>
      <p className="quiet">
        {rules.length === 0
          ? 'Nobody has answered a suggestion of the detector yet.'
          : 'Of the suggestions that people answered, how many they did not dismiss. The rules answered most stand first.'}
      </p>
      {rules.length > 0 && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
          <section className="chart shares" aria-label={title} tabIndex={0}>
            <svg viewBox={`0 0 ${width} ${drawn.length * line}`} width={width} aria-hidden="true">
              {drawn.map((rule, index) => (
                <g key={rule.rule}>
                  <text x="0" y={index * line + 17}>
                    {rule.rule}
                  </text>
                  <rect
                    className="whole"
                    x={beside.name}
                    y={index * line + 4}
                    width={longest}
                    height={line - 8}
                    rx="3"
                  />
                  <rect
                    x={beside.name}
                    y={index * line + 4}
                    width={share(rule) * longest}
                    height={line - 8}
                    rx="3"
                  />
                  <text x={beside.name + longest + 10} y={index * line + 17}>
                    {percent(rule)} of {rule.answered.toLocaleString('en')}
                  </text>
                </g>
              ))}
            </svg>
          </section>
          <Table
            heads={['Rule', 'Accepted', 'Answered', 'Share']}
            rows={rules.map((rule) => [rule.rule, shown(rule.accepted), shown(rule.answered), percent(rule)])}
          />
        </>
      )}
    </section>
  );
}

/** @param rows each with the name of what it is of first */
function Table({ heads, rows }: { heads: string[]; rows: string[][] }) {
  return (
    <details>
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no other name than its column
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
