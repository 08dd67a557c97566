/**
 * `npm run conformance`: holds the service table to the models that the providers publish, and prints what holds. Ends
 * with 1 where anything does not. `-- --latest` takes the newest models in place of those that are named;
 * `-- --write` puts the table into `docs/conformance.md`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import { findRegion } from '../src/base/regions.js';
import { SERVICES } from '../src/services/table.js';
import { compare, compareHosts, NOTHING } from './conformance/compare.js';
import { EXCEPTIONS, excuse } from './conformance/exceptions.js';
import { gateSideOf } from './conformance/gate.js';
import { install, type Models } from './conformance/install.js';
import { readHosts, readProvider } from './conformance/provider.js';
import { exceptionsTable, problemsOf, resultsTable, type Result } from './conformance/report.js';
import { SOURCES, TOKEN_SERVICES } from './conformance/sources.js';
import { withPart } from './docs/markdown.js';

const FOLDER = fileURLToPath(new URL('../node_modules/.cache/conformance', import.meta.url));
const DOCUMENT = fileURLToPath(new URL('../docs/conformance.md', import.meta.url));
const COMMAND = 'npm run conformance -- --write';

process.exitCode = await main();

async function main(): Promise<number> {
  const options = { latest: { type: 'boolean' }, write: { type: 'boolean' } } as const;
  const { latest = false, write = false } = parseArgs({ options }).values;
  const models = install(FOLDER, latest);
  const results = SERVICES.map((row) => resultOf(row, models));
  const tokenServices = Object.entries(TOKEN_SERVICES).map(([name, sdk]) =>
    hostsResultOf(name, readHosts(models, sdk)),
  );
  const all = [...results, ...tokenServices];
  const tables = {
    results: resultsTable(results),
    'token services': resultsTable(tokenServices, ['hosts']),
    exceptions: exceptionsTable(all),
  };
  const problems = problemsOf(all);
  const parts = [...Object.values(tables), problems.join('\n')].filter((part) => part !== '');
  process.stdout.write(`${parts.join('\n\n')}\n`);
  if (write) await writeTables(tables);
  return problems.length === 0 ? 0 : 1;
}

function resultOf(row: (typeof SERVICES)[number], models: Models): Result {
  const source = SOURCES.find(({ service }) => service === row.name);
  if (source === undefined) throw new Error(`scripts/conformance/sources.ts has no model of ${row.name}`);
  const comparison = compare(gateSideOf(row), readProvider(models, source), source.unpublished ?? []);
  return { service: row.name, outcomes: excuse(row.name, comparison, EXCEPTIONS), note: source.note ?? '' };
}

function hostsResultOf(service: string, hosts: ReadonlyMap<string, string>): Result {
  const hostIn = (region: string): string | undefined => findRegion(region)?.endpointOf(service).hostname;
  const comparison = { ...NOTHING, hosts: compareHosts(hostIn, hosts) };
  return { service, outcomes: excuse(service, comparison, EXCEPTIONS), note: '' };
}

async function writeTables(tables: Readonly<Record<string, string>>): Promise<void> {
  const parts = Object.entries(tables);
  const document = parts.reduce(
    (text, [name, table]) => withPart(text, name, table, COMMAND),
    readFileSync(DOCUMENT, 'utf8'),
  );
  writeFileSync(DOCUMENT, await format(document, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }));
}
