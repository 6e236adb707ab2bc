import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // Properties run many cases: a slow machine may take its time.
        test: {
          name: 'unit',
          include: ['{lib,db,app,.ci}/**/*.unit.test.ts'],
          setupFiles: '.ci/properties.ts',
          // By itself vitest leaves a core to others.
          maxWorkers: 2,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['{lib,db,app,.ci}/**/*.test.ts'],
          exclude: ['**/*.unit.test.ts', '**/node_modules/**'],
          setupFiles: '.ci/properties.ts',
          globalSetup: 'db/test-server.ts',
          // The work is PostgreSQL's for the most part, which would rest while one of two cores waits for the other.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
