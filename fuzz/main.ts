/** `npm run fuzz -- --seconds 60 --seed N`, or `npm run fuzz -- --replay SEED:PATH`. Exits 1 on a finding. */
import { parseArgs } from 'node:util';

import { replay, runCampaign, type Campaign, type Failure } from './campaign.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    concurrency: { type: 'string', default: '6' },
    'max-failures': { type: 'string', default: '1' },
    ignore: { type: 'string', default: '' },
    replay: { type: 'string' },
    bundle: { type: 'string' },
  },
});

function show({ replay: name, findings, story }: Failure): void {
  const found = findings.map(({ rule, text }) => `${rule}: ${text}`).join('\n');
  process.stdout.write(`\n${found}\n${story}\nAgain: npm run fuzz -- --replay ${name}\n\n`);
}

function summed({ gates, failures, unconfirmed, tally, kinds }: Campaign, seconds: number): string {
  const counts = [...[...tally].sort(), ...kinds].map(([name, count]) => `  ${name}: ${count}`);
  const rate = (gates / seconds).toFixed(1);
  const about = `${gates} gates in ${Math.round(seconds)} s (${rate} a second), ${failures.length} failures`;
  return [about, ...counts, ...unconfirmed.map((text) => `  not confirmed: ${text}`)].join('\n');
}

const startedAt = performance.now();
const seed = Number(values.seed);
process.stdout.write(values.replay === undefined ? `seed ${seed}\n` : '');
const campaign =
  values.replay === undefined
    ? await runCampaign({
        seed,
        run: 'long',
        until: { milliseconds: Number(values.seconds) * 1000 },
        concurrency: Number(values.concurrency),
        maxFailures: Number(values['max-failures']),
        ignore: values.ignore.split(','),
        onFailure: show,
        ...(values.bundle === undefined ? {} : { bundle: values.bundle }),
      })
    : await replay(values.replay, values.bundle);
if (values.replay !== undefined) campaign.failures.forEach(show);
process.stdout.write(`${summed(campaign, (performance.now() - startedAt) / 1000)}\n`);
process.exitCode = campaign.failures.length > 0 ? 1 : 0;
