// Preloaded into a measured gate: what it has used when it ends, as JSON into the file that BENCH_USAGE names.
const { writeFileSync } = require('node:fs');

const file = process.env.BENCH_USAGE;
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(file, JSON.stringify({ maxRSS, userCPUTime, systemCPUTime }));
});
