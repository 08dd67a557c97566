const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * An instant as CCE writes it, which is Go's own format: `2018-08-02 08:12:40.672772389 +0000 UTC`. Go leaves out the
 * fraction's trailing zeros, and its point with the last of them.
 *
 * @param instant milliseconds since the epoch; its fraction becomes microseconds and nanoseconds
 */
export function goInstant(instant: number): string {
  return `${goTime(instant)} +0000 UTC`;
}

/** Likewise in China's time, as CCE's samples of upgrades have it. @param instant milliseconds since the epoch */
export function chinaInstant(instant: number): string {
  return `${goTime(instant + 8 * 3_600_000)} +0800 CST`;
}

function goTime(instant: number): string {
  const whole = Math.floor(instant);
  const iso = new Date(whole).toISOString();
  const belowMilliseconds = String(Math.floor((instant - whole) * 1e6)).padStart(6, '0');
  const fraction = `.${iso.slice(20, 23)}${belowMilliseconds}`.replace(/\.?0+$/, '');
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction}`;
}

/** An instant as IMS writes it: `04-Jun-2015 18:11:06:586`, in UTC. @param instant milliseconds since the epoch */
export function v1Instant(instant: number): string {
  const date = new Date(Math.floor(instant));
  const iso = date.toISOString();
  const day = `${iso.slice(8, 10)}-${MONTHS[date.getUTCMonth()] ?? ''}-${iso.slice(0, 4)}`;
  return `${day} ${iso.slice(11, 19)}:${iso.slice(20, 23)}`;
}

/** An instant as ECS and others write it: `2024-11-06T06:19:43.195Z`. @param instant milliseconds since the epoch */
export function isoInstant(instant: number): string {
  return new Date(Math.floor(instant)).toISOString();
}

/** An instant as ELB writes it: `2024-03-23T08:20:42Z`. @param instant milliseconds since the epoch */
export function secondsInstant(instant: number): string {
  return `${isoInstant(instant).slice(0, 19)}Z`;
}

/** An instant as SWR writes it: `2021-05-12T03:50:38.305978Z`. @param instant milliseconds since the epoch */
export function microsecondsInstant(instant: number): string {
  return isoInstant(instant).replace('Z', '000Z');
}

/** An instant as the databases write it: `2018-08-06T10:41:14+0000`. @param instant milliseconds since the epoch */
export function zonedInstant(instant: number): string {
  return `${isoInstant(instant).slice(0, 19)}+0000`;
}

/** An instant as SFS Turbo writes it: `2016-01-02 15:04:05`, in UTC. @param instant milliseconds since the epoch */
export function plainInstant(instant: number): string {
  return isoInstant(instant).slice(0, 19).replace('T', ' ');
}
