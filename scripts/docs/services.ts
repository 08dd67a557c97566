/** The tables of services: the service table of the code, for people. */
import type { HostException, Service } from '../../src/services/service.js';
import { SERVICES } from '../../src/services/table.js';
import { code, table } from './markdown.js';
import { sourcesFor, type Sources } from './service-sources.js';

/** What is waited for, and where its ID is: for whoever decides. */
export function servicesTable(): string {
  const rows = SERVICES.map(({ name, fullName, parent, jobIds }) => [
    code(name),
    parent === undefined ? fullName : `${fullName}; needs ${code('parent_id')}, ${parent.wanted}`,
    jobIds.map(({ calls, at }) => `${calls === '' ? '' : `${calls}: `}${at.map(code).join(' or ')}`).join('<br>'),
  ]);
  return table(['`service`', 'what it covers', 'where the job ID is in the response'], rows);
}

/** Where a job is asked for, and how its end is said: for whoever wants to know what the gate does. */
export function requestsTable(): string {
  const rows = SERVICES.map((service) => [
    code(service.name),
    hostsOf(service),
    pathsOf(service),
    wordsOf(service),
    service.notFoundCodes.map(code).join(', ') || '–',
  ]);
  return table(['`service`', 'host', 'path', 'succeeds; fails', 'code for no such job'], rows);
}

/** Where each fact of the service table comes from. */
export function sourcesTable(): string {
  return table(
    ['`service`', 'from'],
    SERVICES.map(({ name }) => [code(name), sourcesOf(sourcesFor(name))]),
  );
}

/** The permissions that asking for a job needs, and the services that document none. */
export function permissionsTable(): string {
  const rows = SERVICES.filter(({ permission }) => permission !== '').map(({ name, permission }) => [
    code(name),
    code(permission),
    sourcesFor(name).permission ?? '',
  ]);
  const others = SERVICES.filter(({ permission }) => permission === '').map(({ name }) => code(name));
  return `${table(['`service`', 'action', 'from'], rows)}\n\nNot documented: ${others.join(', ')}.`;
}

function hostsOf({ host, hostExceptions }: Service): string {
  return [code(host), ...hostExceptions.map(exceptionOf)].join('<br>');
}

function exceptionOf({ regions, host, domain, servedBy }: HostException): string {
  const difference = [
    ...(host === undefined ? [] : [code(host)]),
    ...(domain === undefined ? [] : [`below ${code(domain)}`]),
    ...(servedBy === undefined ? [] : [`the host of ${code(servedBy)}`]),
  ];
  return `${difference.join(' ')} in ${regions.map(code).join(', ')}`;
}

function pathsOf({ request: { path, pathIn = {} } }: Service): string {
  return [code(path), ...Object.entries(pathIn).map(([cloud, other]) => `on ${cloud} ${code(other)}`)].join('<br>');
}

function wordsOf({ format: { words } }: Service): string {
  const meaning = (phase: string): string =>
    Object.keys(words)
      .filter((word) => words[word] === phase)
      .map(code)
      .join(', ');
  return `${meaning('Success')}; ${meaning('Failed')}`;
}

/** All hosts come from one place, which the document names once. */
function sourcesOf({ model, jobIds, words, path, notFoundCodes, permission }: Sources): string {
  const others = { words, path, 'job IDs': jobIds, 'no such job': notFoundCodes, permission };
  const named = Object.entries(others).map(([fact, source]) => (source === undefined ? [] : [`${fact}: ${source}`]));
  return [model, ...named.flat()].join('<br>');
}
