// Preloaded into a measured program: says through descriptor 3 what the process took, from before the program's first
// line to its exit. Starting Node, and noticing its end on a busy machine, are not the program's.
const { readFileSync, writeSync } = require('node:fs');
const { performance } = require('node:perf_hooks');

const startedAt = performance.now();
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const tookMs = performance.now() - startedAt;
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  writeSync(3, JSON.stringify({ tookMs, cpuMs, peakMemoryBytes: (ownPeakKiB() ?? maxRSS) * 1024 }));
});

// On Linux `maxRSS` is never less than what the process had that started this one.
function ownPeakKiB() {
  if (process.platform !== 'linux') return undefined;
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return peak === undefined ? undefined : Number(peak);
}
