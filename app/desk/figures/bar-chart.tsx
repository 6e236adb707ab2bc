import type { Bar } from '#lib/figures/model.ts';

const height = 140;
const step = 56;

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
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const width = bars.length * step;
  return (
    <section className="figure">
      <h2>{title}</h2>
      <p className="quiet">{about}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className="chart" aria-label={title} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height + 44}`} width={width} aria-hidden="true">
          {bars.map(({ name, value }, index) => {
            const tall = (value / most) * height;
            const x = index * step;
            return (
              <g key={name}>
                <rect x={x + 12} y={20 + height - tall} width={step - 24} height={tall} rx="3" />
                <text x={x + step / 2} y={14 + height - tall}>
                  {value.toLocaleString('en')}
                </text>
                <text className="name" x={x + step / 2} y={height + 38}>
                  {name}
                </text>
              </g>
            );
          })}
        </svg>
      </section>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">{unit}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
