/** What a server may answer in place of a job, well-behaved or not. */
import type { ServerResponse } from 'node:http';

import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import type { RawHandler } from '../../../simulator/simulator.js';

/** The job that a gate of these tests waits for by default. */
const JOB_ID = scenarioNamed('create-cluster').job.id;

/** A document about that job as CCE writes it. */
export function jobDocument(phase: unknown, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    kind: 'Job',
    apiVersion: 'v3',
    metadata: { uid: JOB_ID },
    spec: { type: 'CreateCluster', resourceName: 'demo-cluster' },
    status: { phase, reason: '' },
    ...changes,
  };
}

/** A document with sub-jobs. */
export function parentDocument(phase: unknown, subJobs: unknown): Record<string, unknown> {
  return jobDocument(phase, { spec: { type: 'CreateCluster', resourceName: 'demo-cluster', subJobs } });
}

/** A sub-job as it stands in its parent's document. */
export function subJobDocument(type: string, phase: unknown, reason = ''): Record<string, unknown> {
  return { kind: 'Job', metadata: { uid: `sub-job-${type}` }, spec: { type }, status: { phase, reason } };
}

/** An answer with a JSON body. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): RawHandler {
  return bytes(Buffer.from(JSON.stringify(body)), status, headers);
}

/** An answer with these very bytes as its body, of the right length. */
export function bytes(body: Buffer, status = 200, headers: Readonly<Record<string, string>> = {}): RawHandler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, ...headers });
    response.end(body);
  };
}

/** An answer that the server begins, and whose connection it then ends in good order. */
export function thenHangUp(begin: (response: ServerResponse) => void): RawHandler {
  return (request, response) => {
    begin(response);
    request.socket.end();
  };
}

/** Ends the connection without a word. */
export const drop: RawHandler = (request) => {
  request.socket.destroy();
};

/** Takes the request, and says nothing ever. */
export const silence: RawHandler = () => undefined;

/** Bytes that are no answer of Node's own making, written to the socket as they are. */
export function raw(text: string): RawHandler {
  return (request) => {
    request.socket.end(text);
  };
}

/** Begins an answer about a success, and stops in the middle of its body. */
export const stallInBody: RawHandler = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write(JSON.stringify(jobDocument('Success')).slice(0, 20));
};
