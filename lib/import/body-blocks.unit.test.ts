import { describe, expect, test } from 'vitest';
import { joinBodies } from './body-blocks.ts';

describe('two bodies that are joined', () => {
  test('each keep their notes, also where both call theirs by one name', () => {
    expect(
      joinBodies(
        'Built in 1931.[^1]\n\n[^1]: Register.',
        '',
        'Mended.[^1] Again.[^2]\n\n[^1]: Diary.\n\n[^2]: Map.',
      ),
    ).toBe('Built in 1931.[^1]\n\nMended.[^3] Again.[^2]\n\n[^1]: Register.\n\n[^3]: Diary.\n\n[^2]: Map.');
  });

  test('share a note that says the same in both', () => {
    expect(joinBodies('Built.[^1]\n\n[^1]: Register.', '', 'Mended.[^1]\n\n[^1]: Register.')).toBe(
      'Built.[^1]\n\nMended.[^1]\n\n[^1]: Register.',
    );
  });

  test('each keep the addresses that stand apart from their links', () => {
    const joined = joinBodies(
      'See [r].\n\n[r]: https://example.org/a',
      '',
      'See [r].\n\n[r]: https://example.org/b',
    );
    expect(joined).toContain('[r][1]');
    expect(joined).toContain('[1]: https://example.org/b');
    expect(joined).toContain('[r]: https://example.org/a');
  });
});
