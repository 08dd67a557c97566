/**
 * *Fleet*: 10,000 gates that one event has started, against an API that lets 200 requests a second through. Simulated with
 * the gate's own functions for pauses, back-off, throttling and outages; an answer takes no time.
 */
import type { ApiError } from '../src/base/api-error.js';
import { continueOutage, type JobOutage } from '../src/engine/outage.js';
import { narrow, pollDelay, widen } from '../src/engine/schedule.js';
import { seeded } from './random.js';
import { mean, publish, quantile, round, type Row } from './table.js';

const SECOND = 1000;
const GATES = 10_000;
const ALLOWED_EACH_SECOND = 200;
const TOLERANCE_MS = 120 * SECOND;

const THROTTLED: ApiError = {
  kind: 'throttled',
  status: 429,
  code: 'APIG.0308',
  message: '',
  requestId: '',
  advice: '',
  retryAfterMs: undefined,
  concernsAllJobs: false,
};

interface Variant {
  readonly name: string;
  readonly jitter: boolean;
  /** Whether being throttled widens the regular pauses. */
  readonly aware: boolean;
}

const VARIANTS: readonly Variant[] = [
  { name: '**jitter, aware of throttling**', jitter: true, aware: true },
  { name: 'jitter, unaware', jitter: true, aware: false },
  { name: 'in step, aware', jitter: false, aware: true },
  { name: 'in step, unaware', jitter: false, aware: false },
];

interface Gate {
  readonly endsAt: number;
  width: number;
  outage: JobOutage | undefined;
}

/** Runs the benchmark; fails where a gate of the first variant ends with an error. */
export function fleet(): boolean {
  const rows = VARIANTS.map(play);
  publish(
    'fleet',
    `Fleet: ${GATES.toLocaleString('en')} gates at once, ${ALLOWED_EACH_SECOND} requests a second let through`,
    rows,
  );
  return rows[0]?.['gates in error'] === 0;
}

/** All gates, started by one event, on runners that need half a second more or less. */
function startOfAll(random: () => number): Schedule<Gate> {
  const queue = new Schedule<Gate>();
  for (let index = 0; index < GATES; index += 1) {
    queue.add(500 * random(), { endsAt: 600 * SECOND * (0.8 + 0.4 * random()), width: 1, outage: undefined });
  }
  return queue;
}

function play({ name, jitter, aware }: Variant): Row {
  const random = seeded(1);
  const chance = (): number => (jitter ? random() : 0.5);
  const queue = startOfAll(random);
  const latencies: number[] = [];
  let [requests, throttled, errors, window, used] = [0, 0, 0, -1, 0];
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    const { at, item: gate } = next;
    requests += 1;
    const second = Math.floor(at / SECOND);
    if (second !== window) [window, used] = [second, 0];
    used += 1;
    if (used > ALLOWED_EACH_SECOND) {
      throttled += 1;
      if (aware) gate.width = widen(gate.width);
      gate.outage = continueOutage(gate.outage, { error: THROTTLED, sentAt: at, failedAt: at }, TOLERANCE_MS, chance());
      if (gate.outage === undefined) errors += 1;
      else queue.add(at + gate.outage.delayMs, gate);
      continue;
    }
    gate.outage = undefined;
    if (at >= gate.endsAt) {
      latencies.push((at - gate.endsAt) / SECOND);
      continue;
    }
    const delay = pollDelay('auto', { ageMs: at, done: 0, allDoneForMs: undefined }, gate.width, chance());
    gate.width = narrow(gate.width);
    queue.add(at + delay, gate);
  }
  return {
    policy: name,
    requests,
    'throttled (%)': round((throttled * 100) / requests, 1),
    'mean latency (s)': round(mean(latencies), 1),
    'p95 (s)': round(quantile(latencies, 0.95), 1),
    'gates in error': errors,
  };
}

/** What happens next: a binary heap by time. */
class Schedule<T> {
  readonly #heap: { at: number; item: T }[] = [];

  add(at: number, item: T): void {
    const heap = this.#heap;
    heap.push({ at, item });
    for (let index = heap.length - 1; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!this.#swapped(parent, index)) return;
      index = parent;
    }
  }

  take(): { readonly at: number; readonly item: T } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = (heap[right]?.at ?? Infinity) < (heap[left]?.at ?? Infinity) ? right : left;
      if (!this.#swapped(index, child)) return first;
      index = child;
    }
  }

  /** Puts the earlier of the two above the other. */
  #swapped(above: number, below: number): boolean {
    const [a, b] = [this.#heap[above], this.#heap[below]];
    if (a === undefined || b === undefined || a.at <= b.at) return false;
    this.#heap[above] = b;
    this.#heap[below] = a;
    return true;
  }
}
