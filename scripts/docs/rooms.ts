/**
 * The rooms of `src/` and which of them may import which: the table in `docs/architecture.md`, and what the tests hold the
 * real imports to. A room may import only rooms that stand above it here.
 */
import { code, table } from './markdown.js';

/** A part of `src/` with one purpose. */
export interface Room {
  readonly name: string;
  readonly purpose: string;
  /** Folders end in a slash, files have no ending. */
  readonly places: readonly string[];
  readonly imports: readonly string[];
  /** The packages and the modules of Node that it may import; types included. */
  readonly packages: readonly string[];
}

export const ROOMS: readonly Room[] = [
  {
    name: 'base',
    purpose:
      'Words and small functions that know nothing of jobs: time, JSON, faults, secrets, regions, sources of values.',
    places: ['base/'],
    imports: [],
    packages: [],
  },
  {
    name: 'job',
    purpose: "A job's tree, its verdict and root causes, and when to ask for it next. Pure.",
    places: ['job/'],
    imports: [],
    packages: [],
  },
  {
    name: 'services',
    purpose: 'The service table, and one module for each dialect in which answers come. Pure.',
    places: ['services/'],
    imports: ['base', 'job'],
    packages: [],
  },
  {
    name: 'http',
    purpose: 'One request under one clock; answers to typed faults with advice. The only room that opens connections.',
    places: ['http/'],
    imports: ['base'],
    packages: ['@actions/http-client', 'node:http', 'node:https', 'node:stream', 'node:tls'],
  },
  {
    name: 'auth',
    purpose: 'A pass for each request: tokens, signatures, exchanges, renewals.',
    places: ['auth/'],
    imports: ['base', 'http'],
    packages: ['node:crypto', 'node:http'],
  },
  {
    name: 'events',
    purpose: 'What happens while a gate waits, how it ends, and the exit status of that.',
    places: ['events/'],
    imports: ['base', 'job', 'auth'],
    packages: [],
  },
  {
    name: 'wait',
    purpose: 'The gate: many jobs, one verdict; one job until it ends; outages; look-ups.',
    places: ['wait/'],
    imports: ['base', 'job', 'services', 'http', 'auth', 'events'],
    packages: ['node:events'],
  },
  {
    name: 'inputs',
    purpose: 'Inputs and environment to one validated configuration, or to all problems at once.',
    places: ['inputs/'],
    imports: ['base', 'job', 'services', 'auth', 'wait'],
    packages: [],
  },
  {
    name: 'report',
    purpose: 'Log, summary, annotations, outputs, from events and results; one module makes remote text safe.',
    places: ['report/'],
    imports: ['base', 'job', 'events'],
    packages: [],
  },
  {
    name: 'comment',
    purpose: "The pull-request comment: GitHub's API, one comment for all runs.",
    places: ['comment/'],
    imports: ['base', 'http', 'events', 'report'],
    packages: [],
  },
  {
    name: 'host',
    purpose: 'What the process is to GitHub: entry, signals, files, exit. The only room with effects on it.',
    places: ['host/', 'index'],
    imports: ['base', 'http', 'auth', 'events', 'wait', 'inputs', 'report', 'comment'],
    packages: ['@actions/core', 'node:fs', 'node:os', 'node:path'],
  },
];

export function roomsTable(): string {
  const rows = ROOMS.map(({ name, purpose, places, imports, packages }) => [
    name,
    purpose,
    places.map((place) => code(place.endsWith('/') ? place : `${place}.ts`)).join(' '),
    imports.join(', ') || '–',
    packages.map(code).join(' ') || '–',
  ]);
  return table(['room', 'what it is', 'in `src/`', 'may import', 'and of packages'], rows);
}

/** The names of the rooms that a file belongs to: one, if the table is right. */
export function roomsOf(file: string): string[] {
  const inside = file.replace(/^src\//, '');
  return ROOMS.filter(({ places }) =>
    places.some((place) => (place.endsWith('/') ? inside.startsWith(place) : inside === `${place}.ts`)),
  ).map(({ name }) => name);
}
