/** What a run found, as Markdown: for the terminal and for `docs/conformance.md`. */
import { code, table } from '../docs/markdown.js';
import { ASPECTS, type Aspect } from './compare.js';
import type { Outcome, Outcomes } from './exceptions.js';

/** What came of a service. */
export interface Result {
  readonly service: string;
  readonly outcomes: Outcomes;
  /** What a reader of its row should know; `''` for nothing. */
  readonly note: string;
}

/** The table: a row for each service, and how many of each kind hold. Notes have a column where there are any. */
export function resultsTable(results: readonly Result[], aspects: readonly Aspect[] = ASPECTS): string {
  const notes = results.some(({ note }) => note !== '');
  return table(
    ['service', ...aspects, ...(notes ? ['note'] : [])],
    results.map(({ service, outcomes, note }) => [
      code(service),
      ...aspects.map((each) => cell(outcomes[each])),
      ...(notes ? [note] : []),
    ]),
  );
}

function cell(outcomes: readonly Outcome[]): string {
  const names = (wanted: (outcome: Outcome) => boolean): number =>
    new Set(outcomes.filter(wanted).map(({ about }) => about)).size;
  const failed = names(({ problem }) => problem !== '');
  const excepted = names(({ exception }) => exception !== '');
  const all = names(() => true);
  if (all === 0) return 'not published';
  const held = all - failed - excepted;
  const parts = [
    `${held} held`,
    ...(excepted > 0 ? [`${excepted} excepted`] : []),
    ...(failed > 0 ? [`**${failed} not held**`] : []),
  ];
  return parts.join(', ');
}

/** The exceptions that were made use of: a row for each reason, with what it is for. */
export function exceptionsTable(results: readonly Result[]): string {
  const used = results.flatMap(({ service, outcomes }) =>
    ASPECTS.flatMap((aspect) =>
      outcomes[aspect]
        .filter(({ exception }) => exception !== '')
        .map(({ about, exception }) => ({ key: `${aspect}: ${about}`, service, exception })),
    ),
  );
  const keys = [...new Set(used.map(({ key, exception }) => `${key}\n${exception}`))];
  return table(
    ['what differs', 'services', 'why'],
    keys.map((key) => {
      const [about = '', reason = ''] = key.split('\n');
      const services = used
        .filter((each) => `${each.key}\n${each.exception}` === key)
        .map(({ service }) => code(service));
      return [about, services.join(', '), reason];
    }),
  );
}

/** Every check that does not hold, one to a line. */
export function problemsOf(results: readonly Result[]): string[] {
  return results.flatMap(({ service, outcomes }) =>
    ASPECTS.flatMap((aspect) =>
      outcomes[aspect]
        .filter(({ problem }) => problem !== '')
        .map(({ about, problem }) => `${service}, ${aspect}: ${about} ${problem}`),
    ),
  );
}
