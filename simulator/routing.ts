import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** What the simulator responds. The body is sent as JSON; properties that are `undefined` are left out. */
export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A request, and what the route that answers it has found in its path. */
export interface RoutedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** What the placeholders of the route's path stand for. */
  readonly params: Readonly<Record<string, string>>;
  /** When the request arrived, in milliseconds since the epoch. */
  readonly at: number;
  readonly requestId: string;
}

/** One row of the routing table: another API is another row. */
export interface Route {
  readonly method: string;
  /** e.g. `/v1/{project_id}/jobs/{job_id}`, with a query where it takes one; a placeholder stands for one segment. */
  readonly path: string;
  readonly respond: (request: RoutedRequest) => ApiResponse;
}

/** What the routing needs of a request. */
export type Request = Omit<RoutedRequest, 'params'>;

/** The response of the one route that fits, else what an API gateway says: 404 for the path, 405 for the method. */
export function route(routes: readonly Route[], request: Request): ApiResponse {
  const path = request.url.split('?', 1)[0] ?? '';
  const fitting = routes.flatMap((each) => {
    const params = match(each.path, each.path.includes('?') ? request.url : path);
    return params === undefined ? [] : [{ route: each, params }];
  });
  const found = fitting.find((each) => each.route.method === request.method);
  if (found !== undefined) return found.route.respond({ ...request, params: found.params });
  const unknown = gatewayError(
    404,
    'APIG.0101',
    'The API does not exist or has not been published.',
    request.requestId,
  );
  if (fitting.length === 0) return unknown;
  return { ...unknown, status: 405, headers: { allow: fitting.map((each) => each.route.method).join(', ') } };
}

/** An error of the API gateway, which stands in front of every service: `{error_msg, error_code, request_id}`. */
export function gatewayError(status: number, code: string, message: string, requestId: string): ApiResponse {
  return { status, body: { error_msg: message, error_code: code, request_id: requestId } };
}

function match(template: string, path: string): Record<string, string> | undefined {
  const pattern = template.replace('?', '\\?').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/?&]+)');
  const found = new RegExp(`^${pattern}$`).exec(path);
  return found === null ? undefined : { ...found.groups };
}

/** Sends a response as JSON. */
export function send(response: ServerResponse, apiResponse: ApiResponse): void {
  const body = Buffer.from(JSON.stringify(apiResponse.body));
  response.writeHead(apiResponse.status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...apiResponse.headers,
  });
  response.end(body);
}
