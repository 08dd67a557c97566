// Preloaded into a measured program: says through descriptor 3 what the process took, from before the program's first
// line to its exit. Starting Node, and noticing its end on a busy machine, are not the program's; neither is the time
// for which it could have run and other processes had the processor.
const { readFileSync, writeSync } = require('node:fs');
const { performance } = require('node:perf_hooks');

const onLinux = process.platform === 'linux';
const startedAt = performance.now();
const queuedBefore = queuedMs();
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const tookMs = performance.now() - startedAt - (queuedMs() - queuedBefore);
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  writeSync(3, JSON.stringify({ tookMs, cpuMs, peakMemoryBytes: (ownPeakKiB() ?? maxRSS) * 1024 }));
});

// For how long the main thread has waited for a processor, in milliseconds; Linux alone says so.
function queuedMs() {
  return onLinux ? Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6 : 0;
}

// On Linux `maxRSS` is never less than what the process had that started this one.
function ownPeakKiB() {
  if (!onLinux) return undefined;
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return peak === undefined ? undefined : Number(peak);
}
