/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@node-rs/argon2', 'postgres', 'pino'],
  // A source may have 5 MB; the form around it needs some room. lib/import/decode.ts says so in words.
  experimental: { serverActions: { bodySizeLimit: '6mb' } },
  turbopack: {
    root: import.meta.dirname,
    resolveAlias: {
      // Its browser version asks the document, which a worker has not; this is the one for Node and workers.
      'decode-named-character-reference': './node_modules/decode-named-character-reference/index.js',
    },
  },
};
