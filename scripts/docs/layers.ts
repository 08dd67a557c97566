/**
 * The layers of `src/` and which of them may import which: the table in `docs/architecture.md`, and what the tests hold the
 * real imports to. A layer may import only layers that stand above it here.
 */
import { code, table } from './markdown.js';

/** A part of `src/` with one purpose. */
export interface Layer {
  readonly name: string;
  readonly purpose: string;
  /** Folders end in a slash, files have no ending. */
  readonly places: readonly string[];
  readonly imports: readonly string[];
  /** The packages and the modules of Node that it may import; types included. */
  readonly packages: readonly string[];
}

export const LAYERS: readonly Layer[] = [
  {
    name: 'base',
    purpose:
      'Time, words, settings by name, JSON, URLs, regions and their endpoints, secrets, API errors. Knows nothing of jobs. Pure.',
    places: ['base/'],
    imports: [],
    packages: [],
  },
  {
    name: 'http',
    purpose:
      'One request under one clock; responses to typed errors with advice. The only layer that opens connections.',
    places: ['http/'],
    imports: ['base'],
    packages: [
      '@actions/http-client',
      '@actions/http-client/lib/proxy',
      'node:http',
      'node:https',
      'node:stream',
      'node:tls',
    ],
  },
  {
    name: 'auth',
    purpose: 'One module per authentication method; signing; renewal of exchanged credentials.',
    places: ['auth/'],
    imports: ['base', 'http'],
    packages: ['node:crypto', 'node:http'],
  },
  {
    name: 'services',
    purpose: 'The service table, and the decoders of the formats in which the services answer. Pure.',
    places: ['services/'],
    imports: ['base'],
    packages: [],
  },
  {
    name: 'engine',
    purpose:
      "A job's tree, its verdict and root causes; when to poll; one job until it ends; many jobs, one verdict; what happened.",
    places: ['engine/'],
    imports: ['base', 'http', 'auth', 'services'],
    packages: ['node:events'],
  },
  {
    name: 'config',
    purpose: 'Settings and environment to one validated configuration, or to every problem at once.',
    places: ['config/'],
    imports: ['base', 'http', 'auth', 'services', 'engine'],
    packages: [],
  },
  {
    name: 'report',
    purpose: 'Log, summary, annotations, outputs, from events and results; one module sanitizes remote text.',
    places: ['report/'],
    imports: ['base', 'services', 'engine'],
    packages: [],
  },
  {
    name: 'process',
    purpose: 'What any Node program needs: a start, signals, and an end that loses no output.',
    places: ['process/'],
    imports: [],
    packages: ['node:fs'],
  },
  {
    name: 'run',
    purpose:
      'Setting up, one run of the gate and its exit status, and what it needs of wherever it runs: the `Host` interface.',
    places: ['host', 'setup', 'run', 'exit-status'],
    imports: ['base', 'http', 'auth', 'engine', 'config', 'report', 'process'],
    packages: [],
  },
  {
    name: 'hosts',
    purpose:
      'Where the gate runs: inputs, output files, annotations and the comment of GitHub; options, streams and files of the command line. The layer with effects.',
    places: ['hosts/', 'index'],
    imports: ['base', 'http', 'auth', 'services', 'engine', 'config', 'report', 'run', 'process'],
    packages: ['@actions/core', 'node:fs', 'node:net', 'node:os', 'node:path', 'node:stream', 'node:util'],
  },
];

export function layersTable(): string {
  const rows = LAYERS.map(({ name, purpose, places, imports, packages }) => [
    name,
    purpose,
    places.map((place) => code(place.endsWith('/') ? place : `${place}.ts`)).join(' '),
    imports.join(', ') || '–',
    packages.map(code).join(' ') || '–',
  ]);
  return table(['layer', 'what it is', 'in `src/`', 'may import', 'and of packages'], rows);
}

/** The names of the layers that a file belongs to: one, if the table is right. */
export function layersOf(file: string): string[] {
  const inside = file.replace(/^src\//, '');
  return LAYERS.filter(({ places }) =>
    places.some((place) => (place.endsWith('/') ? inside.startsWith(place) : inside === `${place}.ts`)),
  ).map(({ name }) => name);
}
