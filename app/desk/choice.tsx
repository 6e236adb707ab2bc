/**
 * A field of a filter in which one of several things is chosen.
 * @param any what it says where nothing is chosen; empty where something always is
 * @param choices what is sent for each, with its words
 */
export function Choice({
  name,
  label,
  any,
  choices,
  value,
}: {
  name: string;
  label: string;
  any: string;
  choices: Record<string, string>;
  value: string | undefined;
}) {
  return (
    <label>
      {label}
      <select name={name} defaultValue={value ?? ''}>
        {any && <option value="">{any}</option>}
        {Object.entries(choices).map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
