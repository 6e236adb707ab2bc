import { shortestPassword } from '#lib/staff/model.ts';

export function NewPassword() {
  return (
    <label>
      New password
      <input
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={shortestPassword}
        aria-describedby="password-rule"
      />
      <small id="password-rule" className="quiet">
        At least {shortestPassword} characters. Three or four words make a good one.
      </small>
    </label>
  );
}
