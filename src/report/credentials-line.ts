import { formatDuration } from '../base/duration.js';
import type { GateEvent } from '../engine/events.js';
import { faultSentence } from './causes.js';
import type { Style } from './style.js';

const EXCHANGED = {
  first: 'Exchanged the OIDC token for credentials',
  due: 'Renewed the credentials ahead of their end',
  refused: 'Renewed the credentials after a 401',
} as const;

type CredentialsEvent = Extract<GateEvent, { kind: 'credentials' }>['event'];

/** What happened to the credentials, in one line. */
export function credentialsLine(event: CredentialsEvent, style: Style): string {
  switch (event.kind) {
    case 'exchanged': {
      const { why, lifetimeMs } = event;
      return `${EXCHANGED[why]}${lifetimeMs === undefined ? '' : `, good for ${formatDuration(lifetimeMs)}`}.`;
    }
    case 'exchange-failed':
      return `The credentials could not be renewed yet: ${faultSentence(event.fault, style)} They are still valid.`;
    case 'clock-corrected': {
      const { offsetMs } = event;
      return `The runner's clock is ${formatDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead of'} the server's: signing by the server's from now on.`;
    }
  }
}
