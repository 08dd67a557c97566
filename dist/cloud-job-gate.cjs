#!/usr/bin/env node
 (() => {
 	"use strict";
 	var __webpack_modules__ = ({});
 	var __webpack_module_cache__ = {};
 	function __nccwpck_require__(moduleId) {
 		var cachedModule = __webpack_module_cache__[moduleId];
 		if (cachedModule !== undefined) {
 			return cachedModule.exports;
 		}
 		var module = __webpack_module_cache__[moduleId] = {
 			exports: {}
 		};
 		var threw = true;
 		try {
 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
 			threw = false;
 		} finally {
 			if(threw) delete __webpack_module_cache__[moduleId];
 		}
 		return module.exports;
 	}
 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
 	(() => {
 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
 		var leafPrototypes;
 		__nccwpck_require__.t = function(value, mode) {
 			if(mode & 1) value = this(value);
 			if(mode & 8) return value;
 			if(typeof value === 'object' && value) {
 				if((mode & 4) && value.__esModule) return value;
 				if((mode & 16) && typeof value.then === 'function') return value;
 			}
 			var ns = Object.create(null);
 			__nccwpck_require__.r(ns);
 			var def = {};
 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
 			}
 			def['default'] = () => (value);
 			__nccwpck_require__.d(ns, def);
 			return ns;
 		};
 	})();
 	(() => {
 		__nccwpck_require__.d = (exports, definition) => {
 			for(var key in definition) {
 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
 				}
 			}
 		};
 	})();
 	(() => {
 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
 	})();
 	(() => {
 		__nccwpck_require__.r = (exports) => {
 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
 			}
 			Object.defineProperty(exports, '__esModule', { value: true });
 		};
 	})();
var __webpack_exports__ = {};
;
const external_node_fs_namespaceObject = require("node:fs");
;// src/process/node-version.ts
const USAGE_ERROR_STATUS = 2;
const MIN_NODE_MAJOR = 20;
const STDERR = 2;
if (Number.parseInt(process.versions.node, 10) < MIN_NODE_MAJOR) {
	(0,external_node_fs_namespaceObject.writeSync)(STDERR, `Cloud Job Gate needs Node ${MIN_NODE_MAJOR} or newer, and this is ${process.version}.\n`);
	process.exit(USAGE_ERROR_STATUS);
}
;// src/process/program.ts
function enter(main, failingStatus) {
	const couldNotStart = (error) => {
		const kind = error instanceof Error ? error.name : typeof error;
		process.stderr.write(`The gate could not start (${kind}): please report this bug in Cloud Job Gate.\n`);
		return process.exit(failingStatus);
	};
	process.exitCode = failingStatus;
	process.on('uncaughtException', couldNotStart);
	main().catch(couldNotStart);
}
function onUncaughtException(handle) {
	process.removeAllListeners('uncaughtException').on('uncaughtException', handle);
}
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
function listenForSignals() {
	const controller = new AbortController();
	let cause;
	for (const signal of SIGNALS) {
		process.on(signal, () => {
			cause ??= signal;
			controller.abort();
		});
	}
	return { signal: controller.signal, cause: () => cause };
}
const FLUSH_MS = 30_000;
const HURRIED_FLUSH_MS = 700;
async function exitWith(status, hurry) {
	process.exitCode = status;
	const flushed = Promise.all([flush(process.stdout), flush(process.stderr)]);
	await Promise.race([flushed, pause(FLUSH_MS), aborted(hurry).then(() => pause(HURRIED_FLUSH_MS))]);
	process.exit(status);
}
function ignoreClosedStreams() {
	for (const stream of [process.stdout, process.stderr])
		stream.on('error', () => undefined);
}
function flush(stream) {
	return new Promise((resolve) => {
		stream.write('', () => {
			resolve();
		});
	});
}
function pause(milliseconds) {
	return new Promise((resolve) => {
		setTimeout(resolve, milliseconds);
	});
}
function aborted(signal) {
	return new Promise((resolve) => {
		if (signal.aborted)
			resolve();
		signal.addEventListener('abort', () => {
			resolve();
		});
	});
}
;// src/exit-status.ts
const ERROR_STATUS = 4;
const exit_status_USAGE_ERROR_STATUS = 2;
function exitStatus(outcome, signal) {
	switch (outcome) {
		case 'success':
			return 0;
		case 'failed':
			return 1;
		case 'timed-out':
		case 'running':
			return 3;
		case 'error':
			return ERROR_STATUS;
		case 'cancelled':
			return 128 + SIGNAL_NUMBERS[signal ?? 'SIGINT'];
	}
}
;// src/base/time.ts
const systemClock = {
	now: () => performance.now(),
	wallTime: () => new Date().getTime(),
	sleep: (milliseconds, signal) => new Promise((resolve) => {
		if (signal.aborted) {
			resolve();
			return;
		}
		const finish = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', finish);
			resolve();
		};
		const timer = setTimeout(finish, milliseconds);
		signal.addEventListener('abort', finish);
	}),
};
const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_DURATION_MS = 24 * 86_400_000;
const DURATION_SYNTAX = 'a whole number with a unit (500ms, 90s, 15m, 2h) or a sum of such (1h30m); a bare number means seconds; more than 0, and 24 days at most';
function parseDuration(text) {
	const bare = /^\d+$/.test(text) ? `${text}s` : text;
	if (!/^(?:\d+(?:ms|s|m|h))+$/.test(bare))
		return undefined;
	let total = 0;
	for (const [, digits, unit] of bare.matchAll(/(\d+)(ms|s|m|h)/gy)) {
		total += Number(digits) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
	}
	return total >= 1 && total <= MAX_DURATION_MS ? total : undefined;
}
function formatDuration(milliseconds) {
	const whole = Math.max(0, Math.floor(milliseconds));
	if (whole > 0 && whole < 1000)
		return `${whole}ms`;
	const parts = [];
	let rest = whole;
	for (const unit of ['h', 'm', 's']) {
		const size = UNIT_MS[unit] ?? 1;
		const count = Math.floor(rest / size);
		rest -= count * size;
		if (count > 0)
			parts.push(`${count}${unit}`);
		else if (parts.length > 0)
			break;
	}
	return parts.length === 0 ? '0s' : parts.slice(0, 2).join(' ');
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ?(?:Z|([+-])(\d{2}):?(\d{2}))?(?: [A-Z]{1,5})?$/;
const DAY_FIRST = /^(\d{2})-([A-Za-z]{3})-(\d{4}) (\d{2}):(\d{2}):(\d{2})(?:[:.](\d{1,9}))?$/;
const MILLISECONDS = /^\d{13}$/;
function parseInstant(text) {
	const trimmed = text.trim();
	const match = YEAR_FIRST.exec(trimmed);
	if (match !== null) {
		const [, year, month, day, hour, minute, second, fraction, sign, zoneHours, zoneMinutes] = match;
		const offset = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * (sign === '-' ? -60_000 : 60_000);
		return instant([year, Number(month) - 1, day, hour, minute, second], fraction, offset);
	}
	if (MILLISECONDS.test(trimmed))
		return Number(trimmed);
	const dayFirst = DAY_FIRST.exec(trimmed);
	if (dayFirst === null)
		return undefined;
	const [, day, monthName, year, hour, minute, second, fraction] = dayFirst;
	return instant([year, MONTHS.indexOf((monthName ?? '').toLowerCase()), day, hour, minute, second], fraction, 0);
}
function instant(parts, fraction, offsetMs) {
	const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = parts.map(Number);
	const atZone = Date.UTC(year, month, day, hour, minute, second);
	const date = new Date(atZone);
	if (date.getUTCMonth() !== month || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
		return undefined;
	}
	const result = atZone + Math.floor(Number(`0.${fraction ?? '0'}`) * 1000) - offsetMs;
	return result >= 0 ? result : undefined;
}
;// src/base/settings.ts
const SETTING_DEFAULTS = {
	job_id: '',
	project_id: '',
	service: 'cce',
	region: '',
	endpoint: '',
	parent_id: '',
	token: '',
	access_key: '',
	secret_key: '',
	security_token: '',
	identity_provider: '',
	audience: '',
	provider_urn: '',
	agency_urn: '',
	iam_endpoint: '',
	sts_endpoint: '',
	timeout: '30m',
	poll_interval: 'auto',
	request_timeout: '30s',
	outage_tolerance: '2m',
	fail_fast: 'true',
	summary: 'always',
	comment: 'never',
	github_token: '${{ github.token }}',
};
function isSettingName(name) {
	return Object.hasOwn(SETTING_DEFAULTS, name);
}
;// src/base/url.ts
function joinPath(base, path) {
	return new URL(base.href.replace(/\/$/, '') + path);
}
function isLoopback(hostname) {
	return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
const ID = /^[A-Za-z0-9_-]{1,128}$/;
function isId(text) {
	return ID.test(text);
}
const ID_SYNTAX = 'letters, digits, - and _, 128 at most';
;// src/base/regions.ts
const ROWS = [
	{ names: /^eu-(?:de|nl)$/, cloud: 'Open Telekom Cloud', domains: ['otc.t-systems.com'] },
	{ names: /^eu-ch2$/, cloud: 'Open Telekom Cloud', domains: ['sc.otc.t-systems.com'], renamed: { iam: 'iam-pub' } },
	{ names: /^eu-west-0$/, cloud: 'FlexibleEngine', domains: ['prod-cloud-ocb.orange-business.com'] },
	{ names: /^eu-west-101$/, cloud: 'Huawei Cloud', domains: ['myhuaweicloud.eu', 'myhuaweicloud.com'] },
	{
		names: /^(?:ae|af|ap|cn|la|me|my|na|ru|sa|tr)-[a-z]{2,20}-\d{1,3}$/,
		cloud: 'Huawei Cloud',
		domains: ['myhuaweicloud.com', 'myhuaweicloud.cn'],
	},
];
const FIXED_REGIONS = ['eu-de', 'eu-nl', 'eu-ch2', 'eu-west-0', 'eu-west-101'];
const KNOWN_REGIONS = 'eu-de, eu-nl and eu-ch2 (Open Telekom Cloud), eu-west-0 (FlexibleEngine), eu-west-101 and names like ap-southeast-1 that begin with ae-, af-, ap-, cn-, la-, me-, my-, na-, ru-, sa- or tr- (Huawei Cloud)';
function findRegion(name) {
	const row = rowOf(name);
	if (row === undefined)
		return undefined;
	const { cloud, domains, renamed } = row;
	const endpointOf = (service, domain = domains[0]) => new URL(`https://${renamed?.[service] ?? service}.${name}.${domain}`);
	return { name, cloud, endpointOf };
}
function regionOf(endpoint) {
	const [, name = '', ...domain] = endpoint.hostname.split('.');
	return rowOf(name)?.domains.includes(domain.join('.')) === true ? findRegion(name) : undefined;
}
function rowOf(name) {
	return ROWS.find(({ names }) => names.test(name));
}
;// src/services/service.ts
const COM_IN_EUROPE = [{ regions: ['eu-west-101'], domain: 'myhuaweicloud.com' }];
function endpointOf({ host, hostExceptions }, region) {
	const exception = hostExceptions.find(({ regions }) => regions.includes(region.name));
	const at = (exception?.servedBy === undefined ? undefined : findRegion(exception.servedBy)) ?? region;
	return at.endpointOf(exception?.host ?? host, exception?.domain);
}
function requestFor({ request }, endpoint, { projectId, jobId, parentId }) {
	const cloud = regionOf(endpoint)?.cloud;
	const template = (cloud === undefined ? undefined : request.pathIn?.[cloud]) ?? request.path;
	const path = template.replace('{project_id}', projectId).replace('{job_id}', jobId).replace('{parent_id}', parentId);
	return { method: request.method, url: joinPath(endpoint, path) };
}
function jobIdPlaces({ jobIds }) {
	return jobIds.map(({ calls, at }) => `${calls === '' ? '' : `${calls}: `}${at.join(' or ')}`).join('; ');
}
;// src/services/formats.ts
const FLAT_SUB_JOBS = [
	{ at: 'entities.sub_jobs_result', holds: 'jobs' },
	{ at: 'entities.sub_jobs', holds: 'jobs' },
	{ at: 'sub_jobs', holds: 'jobs' },
	{ at: 'entities.sub_jobs_list', holds: 'job IDs' },
	{ at: 'entities.results', holds: 'results' },
];
const FLAT_WORDS = { init: 'Initializing', running: 'Running', success: 'Success', fail: 'Failed' };
const UNPAID = {
	words: { ...FLAT_WORDS, pending_payment: 'Initializing' },
	remarks: { pending_payment: 'the order has not been paid yet' },
};
const FLAT = {
	envelope: undefined,
	id: 'job_id',
	alwaysHasId: true,
	type: 'job_type',
	status: ['status', 'phase'],
	words: FLAT_WORDS,
	remarks: {},
	reason: [
		'fail_reason',
		'error_msg',
		'entities.errorcode_message',
		'entities.addition_error_msg',
		'entities.error',
		'error.message',
		'message',
	],
	code: ['error_code', 'entities.error_code', 'entities.addition_error_code', 'error.code', 'code'],
	startedAt: ['begin_time'],
	updatedAt: ['end_time'],
	endedAt: ['end_time'],
	progress: ['entities.process_percent'],
	resourceId: ['resource_id'],
	resourceName: [],
	clusterId: [],
	subJobs: FLAT_SUB_JOBS,
};
const DATABASE = {
	...FLAT,
	envelope: { name: 'job', holds: 'job' },
	id: 'id',
	type: 'name',
	words: { pending: 'Initializing', running: 'Running', completed: 'Success', failed: 'Failed' },
	startedAt: ['created'],
	updatedAt: ['ended'],
	endedAt: ['ended'],
	progress: ['process'],
	resourceId: ['instance.id'],
	resourceName: ['instance.name'],
};
const CCE = {
	envelope: undefined,
	id: 'metadata.uid',
	alwaysHasId: true,
	type: 'spec.type',
	status: ['status.phase', 'status.status'],
	words: { initializing: 'Initializing', running: 'Running', success: 'Success', failed: 'Failed' },
	remarks: {},
	reason: ['status.reason', 'status.message'],
	code: [],
	startedAt: ['metadata.creationTimestamp'],
	updatedAt: ['metadata.updateTimestamp'],
	endedAt: [],
	progress: [],
	resourceId: ['spec.resourceID'],
	resourceName: ['spec.resourceName'],
	clusterId: ['spec.clusterUID'],
	subJobs: [{ at: 'spec.subJobs', holds: 'jobs' }],
};
;// src/services/table/containers.ts
const cce = {
	name: 'cce',
	title: 'CCE',
	fullName: 'Cloud Container Engine: clusters, nodes, node pools',
	host: 'cce',
	hostExceptions: [],
	request: { method: 'GET', path: '/api/v3/projects/{project_id}/jobs/{job_id}' },
	permission: 'cce:job:get',
	notFoundCodes: [],
	jobIds: [
		{ calls: 'create, change or delete a cluster or a node, remove or migrate nodes', at: ['.status.jobID'] },
		{ calls: 'accept or reset nodes, add nodes to a node pool, synchronise one, rotate certificates', at: ['.jobid'] },
		{ calls: 'resize a cluster', at: ['.jobID'] },
		{ calls: 'delete a node pool', at: ['.status.jobId'] },
	],
	format: CCE,
};
const cceAutopilot = {
	...cce,
	name: 'cce-autopilot',
	title: 'CCE Autopilot',
	fullName: 'CCE Autopilot: clusters',
	request: { method: 'GET', path: '/autopilot/v3/projects/{project_id}/jobs/{job_id}' },
	permission: '',
	jobIds: [{ calls: 'create or delete a cluster', at: ['.status.jobID'] }],
};
const cceUpgrade = {
	...cce,
	name: 'cce-upgrade',
	title: 'CCE',
	fullName: 'Cloud Container Engine: upgrades of clusters',
	request: {
		method: 'GET',
		path: '/api/v3/projects/{project_id}/clusters/{parent_id}/operation/upgrade/tasks/{job_id}',
	},
	parent: { kind: 'cluster', wanted: 'the ID of the cluster that is upgraded' },
	permission: '',
	jobIds: [{ calls: 'upgrade a cluster', at: ['.metadata.uid'] }],
	format: {
		...CCE,
		type: 'kind',
		words: {
			init: 'Initializing',
			queuing: 'Initializing',
			running: 'Running',
			pause: 'Running',
			success: 'Success',
			failed: 'Failed',
		},
		remarks: { pause: 'the upgrade is paused until somebody continues it' },
		endedAt: ['status.completionTime'],
		progress: ['status.progress'],
	},
};
const swr = {
	name: 'swr',
	title: 'SWR Enterprise',
	fullName: 'SoftWare Repository for Container, Enterprise Edition: instances',
	host: 'swr-api',
	hostExceptions: [],
	request: { method: 'GET', path: '/v2/{project_id}/jobs/{job_id}' },
	permission: '',
	notFoundCodes: [],
	jobIds: [{ calls: 'create an instance', at: ['.job_id'] }],
	format: {
		...FLAT,
		id: 'id',
		type: 'type',
		words: {
			creating: 'Initializing',
			initializing: 'Initializing',
			running: 'Running',
			success: 'Success',
			failed: 'Failed',
		},
		reason: ['reason', ...FLAT.reason],
		startedAt: ['created_at'],
		updatedAt: ['updated_at'],
		endedAt: [],
		resourceId: ['resource_id', 'instance_id'],
		resourceName: ['resource_name'],
	},
};
const CONTAINERS = [cce, cceAutopilot, cceUpgrade, swr];
;// src/services/table/databases.ts
const NOT_FOUND = ['DBS.200543'];
const rds = {
	name: 'rds',
	title: 'RDS',
	fullName: 'Relational Database Service: instances',
	host: 'rds',
	hostExceptions: [],
	request: { method: 'GET', path: '/v3/{project_id}/jobs?id={job_id}' },
	permission: 'rds:task:list',
	notFoundCodes: NOT_FOUND,
	jobIds: [
		{ calls: 'delete or stop a batch', at: ['.records[].job_id'] },
		{ calls: 'restore a batch of tables or databases', at: ['.restore_result[].job_id'] },
		{ calls: 'carry out scheduled events', at: ['.results[].job_id'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
	format: DATABASE,
};
const dds = {
	...rds,
	name: 'dds',
	title: 'DDS',
	fullName: 'Document Database Service: instances',
	host: 'dds',
	permission: 'dds:task:getDetail',
	jobIds: [
		{ calls: 'upgrade a batch', at: ['.upgrade_results[].job_id'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
	format: { ...DATABASE, progress: ['progress'] },
};
const gaussdb = {
	...dds,
	name: 'gaussdb',
	title: 'GaussDB',
	fullName: 'GaussDB: instances',
	host: 'gaussdb',
	hostExceptions: [
		{
			host: 'gaussdb-opengauss',
			regions: [
				'af-south-1',
				'ap-southeast-1',
				'ap-southeast-2',
				'ap-southeast-3',
				'ap-southeast-4',
				'cn-east-3',
				'cn-north-2',
				'cn-north-4',
				'cn-north-9',
				'cn-south-1',
				'cn-south-2',
				'cn-south-4',
				'cn-southwest-2',
				'la-north-2',
				'la-south-2',
				'ru-northwest-2',
				'sa-brazil-1',
			],
		},
	],
	permission: '',
	jobIds: [
		{ calls: 'upgrade a batch', at: ['.job_ids[]'] },
		{ calls: 'carry out scheduled events', at: ['.results[].job_id'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
};
const taurusdb = {
	...rds,
	name: 'taurusdb',
	title: 'TaurusDB',
	fullName: 'TaurusDB (GaussDB for MySQL): instances, proxies',
	host: 'gaussdb-mysql',
	hostExceptions: [
		{
			host: 'gaussdb',
			regions: [
				'ap-southeast-3',
				'ap-southeast-4',
				'cn-east-3',
				'cn-north-2',
				'cn-north-4',
				'cn-north-9',
				'cn-south-1',
				'cn-south-4',
				'cn-southwest-2',
				'ru-northwest-2',
				'sa-brazil-1',
			],
		},
		{
			host: 'gaussdbformysql',
			regions: ['ap-southeast-1', 'ap-southeast-2', 'cn-north-11', 'me-east-1', 'tr-west-1'],
		},
	],
	request: {
		method: 'GET',
		path: '/v3/{project_id}/jobs?id={job_id}',
		pathIn: { 'Open Telekom Cloud': '/mysql/v3/{project_id}/jobs?id={job_id}' },
	},
	permission: 'gaussdbformysql:task:list',
	jobIds: [
		{ calls: 'change the specification of a batch, check a batch before its upgrade', at: ['.job_ids[]'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
	format: {
		...DATABASE,
		words: { ...DATABASE.words, unauthorized: 'Initializing', canceled: 'Failed' },
		remarks: { unauthorized: 'the task waits for its authorisation', canceled: 'the task was cancelled' },
	},
};
const geminidb = {
	...rds,
	name: 'geminidb',
	title: 'GeminiDB',
	fullName: 'GeminiDB (GaussDB NoSQL): instances',
	host: 'gaussdb-nosql',
	permission: 'gaussdbfornosql:task:list',
	jobIds: [
		{ calls: 'upgrade a batch', at: ['.upgrade_results[].job_id'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
	format: {
		...DATABASE,
		envelope: { name: 'jobs', holds: 'jobs' },
		startedAt: ['start_time'],
		updatedAt: ['end_time'],
		endedAt: ['end_time'],
		progress: ['progress'],
	},
};
const ddm = {
	...rds,
	name: 'ddm',
	title: 'DDM',
	fullName: 'Distributed Database Middleware: instances, schemas',
	host: 'ddm',
	request: { method: 'GET', path: '/v3/{project_id}/jobs/{job_id}' },
	permission: '',
	jobIds: [
		{ calls: 'restart an instance, expand or shrink its nodes, change a database or parameters', at: ['.jobId'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
	format: { ...DATABASE, startedAt: ['created_time'], updatedAt: ['end_time'], endedAt: ['end_time'] },
};
const DATABASES = [rds, dds, gaussdb, taurusdb, geminidb, ddm];
;// src/services/table/servers.ts
const V1_NOT_FOUND = ['Common.0011'];
const ecs = {
	name: 'ecs',
	title: 'ECS',
	fullName: 'Elastic Cloud Server: servers, their disks and network interfaces; a job is forgotten a day after its end',
	host: 'ecs',
	hostExceptions: COM_IN_EUROPE,
	request: { method: 'GET', path: '/v1/{project_id}/jobs/{job_id}' },
	permission: '',
	notFoundCodes: V1_NOT_FOUND,
	jobIds: [{ calls: '', at: ['.job_id'] }],
	format: { ...FLAT, ...UNPAID, resourceId: ['entities.server_id', 'entities.nic_id'] },
};
const ims = {
	...ecs,
	name: 'ims',
	title: 'IMS',
	fullName: 'Image Management Service: images and who may use them',
	host: 'ims',
	request: { method: 'GET', path: '/v1/{project_id}/jobs/{job_id}' },
	permission: 'ims:imageJobs:getPercentage',
	jobIds: [
		{ calls: 'create, register, import, export or copy an image; add, change or delete members', at: ['.job_id'] },
	],
	format: { ...FLAT, resourceId: ['entities.image_id'], resourceName: ['entities.image_name'] },
};
const evs = {
	...ecs,
	name: 'evs',
	title: 'EVS',
	fullName: 'Elastic Volume Service: disks',
	host: 'evs',
	jobIds: [{ calls: 'create, enlarge, change the type or the QoS of, or delete a disk', at: ['.job_id'] }],
	format: {
		...FLAT,
		words: { ...FLAT.words, waiting_execute: 'Initializing', listening: 'Running' },
		resourceId: ['entities.volume_id'],
		resourceName: ['entities.name'],
	},
};
const bms = {
	...ecs,
	name: 'bms',
	title: 'BMS',
	fullName: 'Bare Metal Server: servers, their disks and network interfaces',
	host: 'bms',
	jobIds: [
		{ calls: 'change the operating system', at: ['.jobId'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
};
const sdrs = {
	...ecs,
	name: 'sdrs',
	title: 'SDRS',
	fullName: 'Storage Disaster Recovery Service: groups, instances, replication pairs, drills',
	host: 'sdrs',
	hostExceptions: [{ regions: ['ap-southeast-2'], servedBy: 'ap-southeast-3' }],
	format: {
		...FLAT,
		resourceId: [
			'entities.disaster_recovery_drill_id',
			'entities.replication_pair_id',
			'entities.protected_instance_id',
			'entities.server_group_id',
			'entities.native_server_id',
			'entities.nic_id',
		],
	},
};
const deh = {
	...ecs,
	name: 'deh',
	title: 'DeH',
	fullName: 'Dedicated Host: hosts (asked for at ECS)',
	jobIds: [{ calls: 'allocate a host', at: ['.job_id', '.jobId'] }],
	format: { ...ecs.format, resourceId: ['entities.entities.entities.0.resourceId', ...ecs.format.resourceId] },
};
const eip = {
	...ecs,
	name: 'eip',
	title: 'EIP',
	fullName: 'Elastic IP: batches of addresses',
	host: 'vpc',
	jobIds: [
		{ calls: 'create a batch', at: ['.job_id'] },
		{ calls: 'delete or unbind a batch', at: ['.job_ids[]'] },
	],
	format: { ...FLAT, resourceId: ['entities.publicip_id'] },
};
const SERVERS = [ims, ecs, evs, bms, sdrs, deh, eip];
;// src/services/table.ts
const sfsTurbo = {
	name: 'sfs-turbo',
	title: 'SFS Turbo',
	fullName: 'SFS Turbo: file systems and their directory services',
	host: 'sfs-turbo',
	hostExceptions: [],
	request: { method: 'GET', path: '/v1/{project_id}/sfs-turbo/jobs/{job_id}' },
	permission: '',
	notFoundCodes: [],
	jobIds: [
		{ calls: 'bind, change or unbind LDAP', at: ['.jobId'] },
		{ calls: 'join, change or leave a domain of Active Directory', at: ['.job_id'] },
	],
	format: { ...FLAT, words: { success: 'Success', running: 'Running', failed: 'Failed', waiting: 'Initializing' } },
};
const dcs = {
	...sfsTurbo,
	name: 'dcs',
	title: 'DCS',
	fullName: 'Distributed Cache Service: instances',
	host: 'dcs',
	hostExceptions: COM_IN_EUROPE,
	request: { method: 'GET', path: '/v2/{project_id}/jobs/{job_id}' },
	permission: 'dcs:job:get',
	notFoundCodes: ['DCS.4133'],
	jobIds: [
		{ calls: "remove a node's address from the domain name", at: ['.job_id', '.jobId'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
	format: { ...FLAT, reason: [...FLAT.reason, 'fail_resson'] },
};
const elb = {
	...sfsTurbo,
	name: 'elb',
	title: 'ELB',
	fullName: 'Elastic Load Balance: load balancers, listeners',
	host: 'elb',
	hostExceptions: COM_IN_EUROPE,
	request: { method: 'GET', path: '/v3/{project_id}/elb/jobs/{job_id}' },
	jobIds: [
		{
			calls: 'copy a load balancer or a listener, restore one from the recycle bin, create or delete a batch',
			at: ['.job_id'],
		},
	],
	format: {
		...FLAT,
		envelope: { name: 'job', holds: 'job' },
		alwaysHasId: false,
		entitiesAreResources: true,
		words: {
			...FLAT.words,
			complete: 'Success',
			rollbacking: 'Failed',
			rollback_fail: 'Failed',
			cancel: 'Failed',
		},
		remarks: {
			rollbacking: 'the change is being rolled back',
			rollback_fail: 'the change failed, and so did rolling it back',
			cancel: 'the job was cancelled',
		},
		resourceId: ['resource_id', 'entities.0.resource_id'],
	},
};
const dws = {
	...sfsTurbo,
	name: 'dws',
	title: 'DWS',
	fullName: 'Data Warehouse Service: clusters, snapshots',
	host: 'dws',
	hostExceptions: [
		{
			regions: ['ap-southeast-4', 'cn-east-4', 'cn-north-12', 'cn-south-4', 'tr-west-1'],
			domain: 'myhuaweicloud.cn',
		},
	],
	request: { method: 'GET', path: '/v1.0/{project_id}/job/{job_id}' },
	permission: 'dws:service:listJobDetail',
	jobIds: [{ calls: '', at: ['.job_id'] }],
	format: {
		...FLAT,
		type: 'job_name',
		words: {
			...FLAT.words,
			waiting: 'Initializing',
			delay_scheduled: 'Initializing',
			stop: 'Failed',
		},
		remarks: { stop: 'the job was stopped' },
		reason: ['failed_detail', ...FLAT.reason],
		code: ['failed_code', ...FLAT.code],
		progress: ['progress'],
	},
};
const dms = {
	...sfsTurbo,
	name: 'dms',
	title: 'DMS',
	fullName: 'Distributed Message Service (Kafka, RabbitMQ, RocketMQ): tasks of instances',
	host: 'dms',
	request: { method: 'GET', path: '/v2/{project_id}/instances/{parent_id}/tasks/{job_id}' },
	parent: { kind: 'instance', wanted: 'the ID of the instance that the task belongs to' },
	jobIds: [
		{ calls: 'restore from the recycle bin', at: ['.results[].job_id'] },
		{ calls: 'all others', at: ['.job_id'] },
	],
	format: {
		...FLAT,
		envelope: { name: 'tasks', holds: 'jobs' },
		id: 'id',
		type: 'name',
		words: {
			created: 'Initializing',
			executing: 'Running',
			success: 'Success',
			failed: 'Failed',
			deleted: 'Failed',
			cancelled: 'Failed',
		},
		remarks: { deleted: 'the task was deleted', cancelled: 'the task was cancelled' },
		startedAt: ['created_at'],
		updatedAt: ['updated_at'],
		endedAt: [],
	},
};
const OTHERS = [sfsTurbo, dcs, elb, dws, dms];
const SERVICES = [...CONTAINERS, ...SERVERS, ...DATABASES, ...OTHERS];
;
const external_node_http_namespaceObject = require("node:http");
;
const external_node_https_namespaceObject = require("node:https");
;
const external_node_stream_namespaceObject = require("node:stream");
;
const external_node_tls_namespaceObject = require("node:tls");
;// @actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
	const usingSsl = reqUrl.protocol === 'https:';
	if (checkBypass(reqUrl)) {
		return undefined;
	}
	const proxyVar = (() => {
		if (usingSsl) {
			return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
		}
		else {
			return process.env['http_proxy'] || process.env['HTTP_PROXY'];
		}
	})();
	if (proxyVar) {
		try {
			return new DecodedURL(proxyVar);
		}
		catch (_a) {
			if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
				return new DecodedURL(`http://${proxyVar}`);
		}
	}
	else {
		return undefined;
	}
}
function checkBypass(reqUrl) {
	if (!reqUrl.hostname) {
		return false;
	}
	const reqHost = reqUrl.hostname;
	if (isLoopbackAddress(reqHost)) {
		return true;
	}
	const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
	if (!noProxy) {
		return false;
	}
	let reqPort;
	if (reqUrl.port) {
		reqPort = Number(reqUrl.port);
	}
	else if (reqUrl.protocol === 'http:') {
		reqPort = 80;
	}
	else if (reqUrl.protocol === 'https:') {
		reqPort = 443;
	}
	const upperReqHosts = [reqUrl.hostname.toUpperCase()];
	if (typeof reqPort === 'number') {
		upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
	}
	for (const upperNoProxyItem of noProxy
		.split(',')
		.map(x => x.trim().toUpperCase())
		.filter(x => x)) {
		if (upperNoProxyItem === '*' ||
			upperReqHosts.some(x => x === upperNoProxyItem ||
				x.endsWith(`.${upperNoProxyItem}`) ||
				(upperNoProxyItem.startsWith('.') &&
					x.endsWith(`${upperNoProxyItem}`)))) {
			return true;
		}
	}
	return false;
}
function isLoopbackAddress(host) {
	const hostLower = host.toLowerCase();
	return (hostLower === 'localhost' ||
		hostLower.startsWith('127.') ||
		hostLower.startsWith('[::1]') ||
		hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
	constructor(url, base) {
		super(url, base);
		this._decodedUsername = decodeURIComponent(super.username);
		this._decodedPassword = decodeURIComponent(super.password);
	}
	get username() {
		return this._decodedUsername;
	}
	get password() {
		return this._decodedPassword;
	}
}
;// src/http/proxy.ts
class ProxyError extends Error {
	code;
	constructor(code, message) {
		super(message);
		this.code = `PROXY_${code}`;
	}
}
function parseProxyUrl(text) {
	const full = text.includes('://') ? text : `http://${text}`;
	if (!/^https?:/i.test(full) || !URL.canParse(full))
		return undefined;
	const url = new URL(full);
	return url.port === '0' ? undefined : url;
}
function isDirect(target) {
	return checkBypass(target);
}
class TunnelAgent extends external_node_https_namespaceObject.Agent {
	#proxy;
	constructor(proxy) {
		super({ keepAlive: true });
		this.#proxy = proxy;
	}
	createConnection(options, done) {
		const host = options.host ?? '';
		const authority = `${host.includes(':') ? `[${host}]` : host}:${String(options.port)}`;
		const request = this.#proxy.protocol === 'https:' ? external_node_https_namespaceObject.request : external_node_http_namespaceObject.request;
		const connecting = request({
			...proxyAddress(this.#proxy),
			method: 'CONNECT',
			path: authority,
			headers: { host: authority, ...proxyAuthorization(this.#proxy) },
			agent: false,
			rejectUnauthorized: true,
			signal: options.tunnelSignal,
		});
		const fail = (error) => {
			done(error, new external_node_stream_namespaceObject.Duplex());
		};
		connecting.once('error', (error) => {
			const words = `the proxy ${this.#proxy.host} gives no answer: ${error.message}`;
			fail(new ProxyError(error.code ?? '', words));
		});
		connecting.once('connect', ({ statusCode = 0 }, socket) => {
			if (statusCode >= 200 && statusCode < 300) {
				const servername = options.servername ?? '';
				done(null, (0,external_node_tls_namespaceObject.connect)({ socket, host, servername, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] }));
			}
			else {
				socket.destroy();
				fail(new ProxyError(statusCode, `the proxy answered ${statusCode}`));
			}
		});
		connecting.end();
		return undefined;
	}
}
function proxyAddress({ protocol, hostname, port }) {
	return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
}
function proxyAuthorization({ username, password }) {
	if (username === '' && password === '')
		return {};
	const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
;// src/config/environment.ts
const FAMILIES = [
	{
		tokens: [],
		accessKey: 'HUAWEI_CLOUD_ACCESS_KEY_ID',
		secretKey: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
		projectId: 'HUAWEI_CLOUD_PROJECT_ID',
		region: 'HUAWEI_CLOUD_REGION',
	},
	{
		tokens: [],
		accessKey: 'HUAWEICLOUD_SDK_AK',
		secretKey: 'HUAWEICLOUD_SDK_SK',
		securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
		projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
	},
	{
		tokens: ['OS_AUTH_TOKEN', 'OS_TOKEN'],
		accessKey: 'OS_ACCESS_KEY',
		secretKey: 'OS_SECRET_KEY',
		securityToken: 'OS_SECURITY_TOKEN',
		projectId: 'OS_PROJECT_ID',
		region: 'OS_REGION_NAME',
	},
];
const SECRET_VARIABLES = FAMILIES.flatMap(({ tokens, secretKey, securityToken }) => [...tokens, secretKey, securityToken ?? []].flat());
function firstSet(names, read) {
	return names
		.filter((name) => name !== undefined)
		.map((name) => ({ name, value: read(name) }))
		.find(({ value }) => value !== '');
}
const USED = ['https_proxy', 'HTTPS_PROXY'];
const UNUSED = ['http_proxy', 'HTTP_PROXY'];
function addProxySecrets(environment, secrets) {
	for (const name of [...USED, ...UNUSED]) {
		for (const secret of credentialsOf(parseProxyUrl(environment[name] ?? '')) ?? [])
			secrets.add(secret);
	}
}
function checkProxy(environment, targets, isDirectTo = isDirect) {
	const name = USED.find((each) => (environment[each] ?? '') !== '');
	if (name === undefined)
		return [];
	const url = parseProxyUrl(environment[name] ?? '');
	if (url !== undefined && credentialsOf(url) !== undefined) {
		environment[name] = url.href;
		return [];
	}
	if (targets.every(isDirectTo))
		return [];
	return [
		`Environment variable ${name} is not the URL of an HTTP proxy: set it to http://host:port, or unset it. Hosts in no_proxy go without it.`,
	];
}
function credentialsOf(url) {
	if (url === undefined)
		return [];
	const { username, password } = url;
	try {
		const decoded = decodeURIComponent(password);
		const sent = Buffer.from(`${decodeURIComponent(username)}:${decoded}`).toString('base64');
		return password === '' ? [] : [password, decoded, sent];
	}
	catch {
		return undefined;
	}
}
const INSECURE_TLS = 'NODE_TLS_REJECT_UNAUTHORIZED';
function ignoreInsecureTls(environment) {
	if (environment[INSECURE_TLS] !== '0')
		return undefined;
	Reflect.deleteProperty(environment, INSECURE_TLS);
	return `${INSECURE_TLS}=0 has no effect here: the gate checks every certificate. For a CA of your own, point NODE_EXTRA_CA_CERTS to its certificate, and remove ${INSECURE_TLS}.`;
}
;// src/base/words.ts
function capitalized(sentence) {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
const MAX_LENGTH = 40;
function nearest(text, names) {
	if (text === '' || text.length > MAX_LENGTH)
		return undefined;
	const wanted = simplified(text);
	const same = names.filter((name) => simplified(name) === wanted);
	if (same.length > 0)
		return same.length === 1 ? same[0] : undefined;
	const most = wanted.length <= 5 ? 1 : 2;
	const distances = names
		.filter((name) => Math.abs(simplified(name).length - wanted.length) <= most && name.length <= MAX_LENGTH)
		.map((name) => ({ name, distance: distanceOf(wanted, simplified(name)) }))
		.filter(({ distance }) => distance <= most)
		.sort((one, other) => one.distance - other.distance);
	const [first, second] = distances;
	return first === undefined || first.distance === second?.distance ? undefined : first.name;
}
function simplified(text) {
	return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}
function distanceOf(from, to) {
	let [beforeLast, last] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)];
	for (let i = 1; i <= from.length; i++) {
		const row = [i];
		for (let j = 1; j <= to.length; j++) {
			const changed = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
			const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
			const swapped = isSwapped ? at(beforeLast, j - 2) + 1 : Infinity;
			row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
		}
		[beforeLast, last] = [last, row];
	}
	return at(last, to.length);
}
function at(row, index) {
	return row?.[index] ?? Infinity;
}
;// src/config/suggestions.ts
const suggestions_MAX_LENGTH = 200;
const UNITS = [
	[/^(?:ms|msecs?|millis|milliseconds?)$/, 'ms'],
	[/^(?:s|secs?|seconds?)$/, 's'],
	[/^(?:m|mins?|minutes?)$/, 'm'],
	[/^(?:h|hrs?|hours?)$/, 'h'],
	[/^(?:d|days?)$/, 'd'],
];
function suggestDuration(text) {
	const given = text.toLowerCase().replace(/^pt(?=\d)/, '');
	if (text.length > suggestions_MAX_LENGTH || !/^(?:\d+(?:\.\d+)? ?[a-z]+(?:,? ?(?=\d)|$))+$/.test(given))
		return undefined;
	let total = 0;
	for (const [, count, word = ''] of given.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+),? ?/gy)) {
		const [, unit = ''] = UNITS.find(([spellings]) => spellings.test(word)) ?? [];
		total += Number(count) * (UNIT_MS[unit] ?? Number.NaN);
	}
	return total >= 1 && total <= MAX_DURATION_MS ? written(Math.round(total)) : undefined;
}
function written(milliseconds) {
	let rest = milliseconds;
	return ['h', 'm', 's', 'ms']
		.map((unit) => {
		const size = UNIT_MS[unit] ?? 1;
		const count = Math.floor(rest / size);
		rest -= count * size;
		return count === 0 ? '' : `${count}${unit}`;
	})
		.join('');
}
function suggestInterval(text, minMs) {
	const meant = suggestDuration(text);
	return meant !== undefined && (parseDuration(meant) ?? 0) >= minMs ? meant : nearest(text, ['auto']);
}
function suggestRegion(text) {
	if (text.length > suggestions_MAX_LENGTH)
		return undefined;
	const url = text.includes('://') ? text : `https://${text}`;
	const ofHost = URL.canParse(url) ? regionOf(new URL(url))?.name : undefined;
	const name = text.toLowerCase().replaceAll(/[\s_]+/g, '-');
	const zone = /^(?<region>.+?)(?:-\d\d|[a-z])$/.exec(name)?.groups?.['region'] ?? '';
	const project = /^(?<region>[^_]+)_/.exec(text.toLowerCase())?.groups?.['region'] ?? '';
	const exact = [name, zone, project, `${name}-1`].find((each) => findRegion(each) !== undefined);
	return ofHost ?? exact ?? nearest(text, FIXED_REGIONS);
}
const YES = ['true', 'yes', 'y', 'on', '1'];
const NO = ['false', 'no', 'n', 'off', '0'];
function suggestChoice(text, choices) {
	const word = text.toLowerCase();
	if (YES.includes(word))
		return choices.find((choice) => choice === 'true' || choice === 'always');
	if (NO.includes(word))
		return choices.find((choice) => choice === 'false' || choice === 'never');
	const [part, another] = word.length < 3 ? [] : choices.filter((choice) => choice.split('-').includes(word));
	return nearest(text, choices) ?? (another === undefined ? part : undefined);
}
function oneOf(choices, meant) {
	const list = choices.join(', ');
	return meant === undefined ? `pass one of ${list}.` : `did you mean ${meant}? Pass one of ${list}.`;
}
function suggestService(text, services) {
	const word = text.toLowerCase();
	const namesOf = ({ name, title, host, hostExceptions }) => [
		name,
		title,
		host,
		...hostExceptions.map((exception) => exception.host),
	];
	const wordsOf = ({ fullName }) => fullName.toLowerCase().split(/[^a-z\d]+/);
	const found = only(services.filter((service) => namesOf(service).some((name) => name?.toLowerCase() === word))) ??
		only(services.filter((service) => word.length > 2 && wordsOf(service).some((each) => isWord(each, word))));
	const names = services.map(({ name }) => name);
	const title = nearest(text, [...new Set(services.map((service) => service.title))]);
	return found?.name ?? nearest(text, names) ?? services.find((service) => service.title === title)?.name;
}
function only(items) {
	return items.length === 1 ? items[0] : undefined;
}
function isWord(word, other) {
	return word === other || `${word}s` === other || word === `${other}s`;
}
function suggestUrl(text) {
	const bare = text.replace(/^(?:http:)?\/\//i, '');
	if (text.length > suggestions_MAX_LENGTH || /[\s@?#]/.test(bare) || bare.includes('://'))
		return undefined;
	const isLocal = /^(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?(?:\/|$)/i.test(bare);
	const url = `${isLocal ? 'http' : 'https'}://${bare}`;
	const isHost = isLocal || /^[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?(?:\/|$)/i.test(bare);
	return isHost && url !== text && URL.canParse(url) ? url : undefined;
}
function isProjectName(text) {
	return text.length <= suggestions_MAX_LENGTH && findRegion(text.split('_')[0] ?? '') !== undefined;
}
const NOTHING = ['null', 'undefined', 'none', 'nil', '<nil>', '<no value>', 'nan', '[object object]'];
const MAX_BEGINNING = 500;
function isNothing(text) {
	return text.length <= MAX_BEGINNING && NOTHING.includes(text.toLowerCase());
}
function explainLeftover(text) {
	const beginning = text.slice(0, MAX_BEGINNING);
	if (isNothing(text))
		return 'That is what a program prints for a value that is not there: look at the step before.';
	if (beginning.includes('${{')) {
		return 'That is an expression that was not evaluated: GitHub evaluates ${{ }} in workflow files alone.';
	}
	if (/^(?:\$\w+|\$\{\w+\}|\$\([^)]*\)|%\w+%)$/.test(beginning)) {
		return 'That is a variable that was not replaced: a shell does that, but not in single quotes.';
	}
	if (/^\*+$/.test(beginning))
		return 'That is what a log shows in place of a secret: pass the secret itself.';
	return undefined;
}
function unquoted(text) {
	const quoted = /^(["'`])(?<inner>[^"'`]{1,500})\1$/.exec(text.slice(0, MAX_BEGINNING + 3));
	return quoted?.groups?.['inner'];
}
function explainSecret(text, noun) {
	const beginning = text.slice(0, MAX_BEGINNING);
	if (/^[{[]/.test(beginning) && noun === 'token') {
		return 'That is the body of an answer: IAM answers the token in the header X-Subject-Token.';
	}
	if (/^(?:bearer|x-auth-token:|x-subject-token:)\s/i.test(beginning)) {
		return `Leave out what stands before the ${noun}: pass the ${noun} alone.`;
	}
	if (/^(["'`]).*\1$/s.test(text))
		return 'It is in quotes: pass it without them.';
	return explainLeftover(text);
}
;// src/config/settings.ts
function find({ layers, variable }, name, variables = []) {
	for (const { read, describe } of layers) {
		const value = read(name);
		if (value !== '')
			return { value, from: describe(name) };
	}
	const other = firstSet(variables, variable);
	return other === undefined
		? { value: '', from: layers[0].describe(name) }
		: { value: other.value, from: `environment variable ${other.name}` };
}
class Problems {
	list = [];
	#show;
	constructor(show) {
		this.#show = show;
	}
	refuse(setting, found, wanted, meant = unquoted(found.value)) {
		const hint = explainLeftover(found.value);
		const given = this.quote(found);
		if (hint !== undefined)
			this.add(setting, `${given}. ${hint}`);
		else if (meant === undefined)
			this.add(setting, `${given}: ${wanted}`);
		else
			this.suggest(setting, `${given}.`, meant);
	}
	quote({ value, from }) {
		return `${from} is ${value === '' ? 'missing' : `"${this.#show(value)}"`}`;
	}
	suggest(setting, sentence, meant) {
		this.add(setting, meant === undefined ? sentence : `${sentence} Did you mean ${this.#show(meant)}?`);
	}
	add(setting, sentence) {
		this.list.push({ setting, message: capitalized(sentence) });
	}
}
;// src/config/credentials.ts
const METHODS = [
	{ kind: 'token', needs: ['token'], takes: [] },
	{ kind: 'access-key', needs: ['access_key', 'secret_key'], takes: ['security_token'] },
	{ kind: 'iam', needs: ['identity_provider'], takes: [] },
	{ kind: 'sts', needs: ['provider_urn', 'agency_urn'], takes: [] },
];
const MAX_TOKEN_LENGTH = 16_384;
const NO_CREDENTIALS = { options: { kind: 'token', token: '' }, from: '' };
function parseCredentials(settings, endpoints, problems) {
	return new CredentialsParser(settings, endpoints, problems).parse();
}
class CredentialsParser {
	settings;
	endpoints;
	problems;
	constructor(settings, endpoints, problems) {
		this.settings = settings;
		this.endpoints = endpoints;
		this.problems = problems;
	}
	parse() {
		for (const layer of this.settings.layers) {
			const parsed = this.#fromLayer(layer);
			if (parsed !== undefined)
				return parsed;
		}
		const [first] = this.settings.layers;
		return first.explicit && first.read('audience') !== '' ? this.#unclear(first, ['audience']) : this.#fromFamilies();
	}
	#fromLayer(layer) {
		const isGiven = (name) => layer.read(name) !== '';
		const begun = METHODS.filter(({ needs, takes }) => [...needs, ...takes].some(isGiven));
		const candidates = layer.explicit ? begun : preferComplete(begun, isGiven);
		const given = candidates.flatMap(({ needs, takes }) => [...needs, ...takes].filter(isGiven));
		const isKeyless = candidates.some(({ kind }) => kind === 'iam' || kind === 'sts');
		if (layer.explicit && isGiven('audience') && !isKeyless)
			given.push('audience');
		const [method] = candidates;
		if (method === undefined)
			return undefined;
		if (candidates.length > 1 || given.includes('audience'))
			return this.#unclear(layer, given);
		for (const name of method.needs) {
			const found = find(this.settings, name);
			if (found.value === '') {
				const why = `${listed(layer, given)} needs it. ${this.settings.whyNoSecrets()}`;
				this.problems.refuse(name, found, why.trim());
			}
		}
		const used = [...method.needs, ...method.takes].filter((name) => find(this.settings, name).value !== '');
		const from = used.every(isGiven)
			? listed(layer, used)
			: used.map((name) => find(this.settings, name).from).join(', ');
		return { options: this.#optionsOf(method.kind), from };
	}
	#unclear(layer, given) {
		const why = given.length === 1 ? 'is not enough to authenticate' : 'belong to different authentication methods';
		this.problems.add(given[0], `${listed(layer, given)} ${why}: ${this.#oneMethod()}.`);
		return NO_CREDENTIALS;
	}
	#oneMethod() {
		const name = this.settings.nameOf;
		const methods = METHODS.map(({ needs }) => needs.map(name).join(' and '));
		return `pass one of ${methods.join('; ')}`;
	}
	#optionsOf(kind) {
		switch (kind) {
			case 'token':
				return { kind, token: this.#checked('token', 'token', find(this.settings, 'token')) };
			case 'access-key':
				return { kind, key: this.#checkedKey((name) => find(this.settings, name)) };
			case 'iam': {
				const provider = find(this.settings, 'identity_provider');
				if (!/^[\x20-\x7e]{1,64}$/.test(provider.value)) {
					this.problems.refuse('identity_provider', provider, 'pass the name that the provider has in IAM.');
				}
				const endpoint = this.endpoints.endpointOf('iam_endpoint', (region) => region.endpointOf('iam')).url;
				return { kind, identityProvider: provider.value, endpoint, audience: this.#audience() };
			}
			case 'sts':
				return this.#stsOptions(kind);
		}
	}
	#stsOptions(kind) {
		const endpoint = this.endpoints.endpointOf('sts_endpoint', (region) => region.endpointOf('sts')).url;
		const { foreign } = this.endpoints;
		const providerUrn = find(this.settings, 'provider_urn');
		if (foreign !== undefined) {
			const instead = this.settings.nameOf('identity_provider');
			this.problems.add('provider_urn', `${providerUrn.from} is for Huawei Cloud alone, and ${foreign}: use ${instead}.`);
		}
		const agencyUrn = find(this.settings, 'agency_urn').value;
		return { kind, providerUrn: providerUrn.value, agencyUrn, endpoint, audience: this.#audience() };
	}
	#audience() {
		const audience = find(this.settings, 'audience').value;
		for (const problem of this.settings.idTokenProblems(audience))
			this.problems.add(undefined, problem);
		return audience;
	}
	#fromFamilies() {
		const { variable } = this.settings;
		const halves = [];
		for (const { tokens, accessKey, secretKey, securityToken = '' } of FAMILIES) {
			const token = firstSet(tokens, variable);
			if (token !== undefined) {
				const from = `environment variable ${token.name}`;
				const checked = this.#checked('token', 'token', { value: token.value, from });
				return { options: { kind: 'token', token: checked }, from };
			}
			const names = { access_key: accessKey, secret_key: secretKey, security_token: securityToken };
			const set = [accessKey, secretKey].filter((name) => variable(name) !== '');
			if (set.length === 2) {
				const key = this.#checkedKey((name) => ({
					from: `environment variable ${names[name]}`,
					value: names[name] === '' ? '' : variable(names[name]),
				}));
				return { options: { kind: 'access-key', key }, from: `environment variables ${set.join(', ')}` };
			}
			halves.push(...set);
		}
		const half = halves.length === 0 ? '' : ` (${halves.join(', ')} is not enough)`;
		this.problems.add(undefined, `no credentials, neither as settings nor in the environment${half}: ${this.#oneMethod()}. ${this.settings.whyNoSecrets()}`.trim());
		return NO_CREDENTIALS;
	}
	#checkedKey(part) {
		return {
			id: this.#checked('access_key', 'access key', part('access_key')),
			secret: this.#checked('secret_key', 'secret key', part('secret_key')),
			securityToken: this.#checked('security_token', 'security token', part('security_token')),
		};
	}
	#checked(setting, noun, { from, value }) {
		const slip = explainSecret(value, noun);
		if (value.length > MAX_TOKEN_LENGTH) {
			this.problems.add(setting, `${from} has ${value.length} characters: a ${noun} has ${MAX_TOKEN_LENGTH} at most.`);
		}
		else if (slip !== undefined) {
			this.problems.add(setting, `${from} is no ${noun}. ${slip}`);
		}
		else if (!/^[\x21-\x7e]*$/.test(value)) {
			const what = 'contains a blank, a line break or another character';
			this.problems.add(setting, `${from} ${what} that no ${noun} has: check how it was stored or passed on.`);
		}
		return value;
	}
}
function preferComplete(begun, isGiven) {
	const complete = begun.filter(({ needs }) => needs.every(isGiven));
	return complete.length > 0 ? complete : begun;
}
function listed({ describe }, names) {
	const [first = '', ...rest] = names.map(describe);
	if (rest.length === 0)
		return first;
	const split = first.lastIndexOf(' ');
	const noun = `${first.slice(0, split)}s`.replace(/ys$/, 'ies');
	return `${noun} ${[first, ...rest].map((each) => each.slice(each.lastIndexOf(' ') + 1)).join(', ')}`;
}
;// src/config/endpoints.ts
const INVALID_URL = new URL('https://invalid');
class Endpoints {
	#settings;
	#problems;
	#name;
	#region;
	#used = false;
	#refused = false;
	constructor(settings, problems) {
		this.#settings = settings;
		this.#problems = problems;
		this.#name = find(settings, 'region', FAMILIES.map(({ region }) => region));
		this.#region = findRegion(this.#name.value);
	}
	get foreign() {
		const isUsed = this.#used || find(this.#settings, 'region').value !== '';
		if (!isUsed || this.#region === undefined || this.#region.cloud === 'Huawei Cloud')
			return undefined;
		return `${this.#name.value} belongs to ${this.#region.cloud}`;
	}
	endpointOf(setting, endpointIn) {
		const example = setting === 'sts_endpoint' ? 'ap-southeast-1' : 'eu-de';
		const exampleRegion = findRegion(example);
		const host = exampleRegion === undefined ? '' : endpointIn(exampleRegion).host;
		const baseUrl = `the base URL of the service, e.g. https://${host}`;
		const given = find(this.#settings, setting);
		if (given.value !== '') {
			const url = parseEndpoint(setting, given, `pass ${baseUrl}`, this.#problems);
			return { url, from: given.from };
		}
		this.#used = true;
		const { from, value } = this.#name;
		if (this.#region !== undefined) {
			return { url: endpointIn(this.#region), from };
		}
		const { nameOf } = this.#settings;
		if (value === '') {
			this.#problems.refuse('region', this.#name, `pass it, e.g. ${example}, or ${nameOf(setting)}: ${baseUrl}.`);
		}
		else if (!this.#refused) {
			const wanted = `known are ${KNOWN_REGIONS}; for any other pass ${nameOf('endpoint')} instead.`;
			this.#problems.refuse('region', this.#name, wanted, suggestRegion(value));
		}
		this.#refused = true;
		return { url: INVALID_URL, from };
	}
}
function parseEndpoint(setting, given, wanted, problems) {
	const { value: text, from } = given;
	if (!URL.canParse(text)) {
		if (text.includes('@'))
			problems.add(setting, `${from} is not a URL: ${wanted}.`);
		else
			problems.refuse(setting, given, `${wanted}.`, suggestUrl(text));
		return INVALID_URL;
	}
	const url = new URL(text);
	if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
		const parts = `${from} has user info, a query or a fragment`;
		problems.add(setting, `${parts}: ${wanted}, and the credentials as settings of their own.`);
	}
	else if (url.port === '0') {
		problems.refuse(setting, given, `no service listens on port 0: ${wanted}.`);
	}
	else if (!isConfidential(url)) {
		const why = 'only https keeps the credentials secret (http is for loopback hosts alone)';
		const meant = suggestUrl(text);
		if (meant === undefined)
			problems.refuse(setting, given, `${why}: ${wanted}.`);
		else
			problems.suggest(setting, `${problems.quote(given)}: ${why}.`, meant);
	}
	return url;
}
function isConfidential({ protocol, hostname }) {
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
;// src/base/json.ts
function isJsonObject(value) {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function objectAt(object, name) {
	const value = valueAt(object, name);
	return isJsonObject(value) ? value : {};
}
function textAt(object, name) {
	return textOf(valueAt(object, name));
}
function textOf(value) {
	if (typeof value === 'string')
		return value.trim();
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
function valueAt(object, name) {
	if (Object.hasOwn(object, name))
		return object[name];
	const lowerCase = name.toLowerCase();
	const known = spellings.get(object);
	if (known !== undefined)
		return ownValue(object, known.get(lowerCase) ?? lowerCase);
	const keys = Object.keys(object);
	if (keys.length > MAX_SEARCHED_KEYS) {
		const spelling = spellingsOf(keys);
		spellings.set(object, spelling);
		return ownValue(object, spelling.get(lowerCase) ?? lowerCase);
	}
	const key = keys.find((each) => each.length === name.length && each.toLowerCase() === lowerCase);
	return key === undefined ? undefined : object[key];
}
const MAX_SEARCHED_KEYS = 64;
const spellings = new WeakMap();
function spellingsOf(keys) {
	const spelling = new Map();
	for (const key of keys) {
		const lowerCase = key.toLowerCase();
		if (lowerCase !== key)
			spelling.set(lowerCase, key);
	}
	return spelling;
}
function ownValue(object, key) {
	return Object.hasOwn(object, key) ? object[key] : undefined;
}
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
function hasDuplicateKeys(text) {
	const open = [];
	let expectsName = false;
	for (let at = 0; at < text.length; at += 1) {
		switch (text.charCodeAt(at)) {
			case OPEN_OBJECT:
				open.push(new Set());
				expectsName = true;
				break;
			case OPEN_LIST:
				open.push(undefined);
				expectsName = false;
				break;
			case CLOSE_OBJECT:
			case CLOSE_LIST:
				open.pop();
				expectsName = false;
				break;
			case COMMA:
				expectsName = open.at(-1) !== undefined;
				break;
			case QUOTE: {
				const end = endOfString(text, at);
				const names = expectsName ? open.at(-1) : undefined;
				if (names !== undefined && !isNew(names, text.slice(at, end + 1)))
					return true;
				expectsName = false;
				at = end;
				break;
			}
		}
	}
	return false;
}
function endOfString(text, start) {
	for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
		let before = end - 1;
		while (text.charCodeAt(before) === BACKSLASH)
			before -= 1;
		if ((end - before) % 2 === 1)
			return end;
	}
	return text.length;
}
function isNew(names, token) {
	const name = (token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1)).toLowerCase();
	if (names.has(name))
		return false;
	names.add(name);
	return true;
}
;// src/config/job-ids.ts
const MAX_JSON_LENGTH = 131_072;
const MAX_NAMED = 3;
const SEVERAL = 'several are separated by commas, spaces or lines';
function parseJobIds(settings, service, problems) {
	const given = find(settings, 'job_id');
	const ids = [...new Set(given.value.split(/[\s,]+/))].filter((id) => id !== '');
	if (ids.length === 0) {
		const wanted = `did the step before set its output? Pass the ID of the job to wait for; ${SEVERAL}.`;
		problems.refuse('job_id', given, wanted);
		return ids;
	}
	const wrong = ids.filter((id) => !isId(id) || isNothing(id));
	if (wrong.length === 0)
		return ids;
	const whole = explainWhole(given, service);
	if (whole === undefined)
		refuseEach(wrong, given, service, problems);
	else
		problems.suggest('job_id', whole.sentence, whole.meant);
	return ids;
}
function refuseEach(wrong, given, service, problems) {
	for (const id of wrong.slice(0, MAX_NAMED)) {
		const found = { ...given, value: id };
		if (isNothing(id)) {
			const why = `the response of the call had no job ID where it was looked for. ${placesOf(service)}`;
			problems.add('job_id', `${problems.quote(found)}: ${why}`);
		}
		else {
			problems.refuse('job_id', found, `a job ID consists of ${ID_SYNTAX}; ${SEVERAL}.`, suggestId(id));
		}
	}
	const more = wrong.length - MAX_NAMED;
	if (more > 0)
		problems.add('job_id', `${given.from} has ${more} more that are no job IDs.`);
}
function placesOf(service) {
	return `In responses of ${service.title} it is at: ${jobIdPlaces(service)}.`;
}
function suggestId(text) {
	const id = unquoted(text) ?? /\/(?:jobs?|tasks)(?:\/|\?id=)(?<id>[\w-]+)$/.exec(text.slice(0, 1000))?.groups?.['id'];
	return id !== undefined && isId(id) ? id : undefined;
}
function explainWhole(given, service) {
	const { value: text, from } = given;
	const leftover = /\s/.test(text) ? explainLeftover(text) : undefined;
	if (leftover !== undefined)
		return { sentence: `${from} holds no job ID. ${leftover}` };
	const value = text.length > MAX_JSON_LENGTH ? undefined : parseJson(text);
	if (typeof value === 'string' && isId(value)) {
		return { sentence: `${from} is an ID in quotes: jq prints it without them with --raw-output.`, meant: value };
	}
	if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && isId(each))) {
		return { sentence: `${from} is a JSON array: separate the IDs by commas or spaces.`, meant: value.join(',') };
	}
	if (typeof value !== 'object' || value === null)
		return undefined;
	const place = service.jobIds.flatMap(({ at }) => at).find((each) => idsAt(value, each).length > 0);
	if (place === undefined)
		return { sentence: `${from} is JSON without a job ID in it: did the call fail? ${placesOf(service)}` };
	const ids = idsAt(value, place);
	return { sentence: `${from} is the whole response of the call: pass its ${place}.`, meant: ids.join(',') };
}
function parseJson(text) {
	if (!/^\s*["[{]/.test(text))
		return undefined;
	try {
		return JSON.parse(text);
	}
	catch {
		return undefined;
	}
}
function idsAt(value, place) {
	const names = place.split('.').slice(1);
	let found = [value];
	for (const name of names) {
		const isList = name.endsWith('[]');
		const inside = found.map((each) => (isJsonObject(each) ? valueAt(each, name.replace('[]', '')) : undefined));
		found = isList ? inside.filter(Array.isArray).flat() : inside;
	}
	return found.filter((each) => typeof each === 'string').filter(isId);
}
;// src/config/config.ts
const REPORT_CHOICES = ['always', 'on-failure', 'never'];
const MIN_INTERVAL_MS = 100;
const MAX_CONCURRENCY = 8;
const ACCESS_KEY_MAX_CONCURRENCY = 4;
const SECRET_SETTINGS = ['token', 'secret_key', 'security_token', 'github_token'];
function parseConfig(settings, show) {
	const problems = new Problems(show);
	const config = new ConfigParser(settings, problems).parse();
	return problems.list.length > 0 ? { kind: 'problems', problems: problems.list } : { kind: 'config', config };
}
class ConfigParser {
	settings;
	problems;
	constructor(settings, problems) {
		this.settings = settings;
		this.problems = problems;
	}
	parse() {
		const service = this.#service();
		const gate = {
			jobIds: parseJobIds(this.settings, service, this.problems),
			timeoutMs: this.#duration('timeout'),
			pollInterval: this.#pollInterval(),
			requestTimeoutMs: this.#duration('request_timeout'),
			outageToleranceMs: this.#duration('outage_tolerance'),
			failFast: this.#choice('fail_fast', ['true', 'false']) === 'true',
		};
		const access = this.#access(service);
		const isKey = access.credentials.kind === 'access-key';
		const maxConcurrency = isKey ? ACCESS_KEY_MAX_CONCURRENCY : MAX_CONCURRENCY;
		return {
			gate: { ...gate, maxConcurrency, initialConcurrency: isKey ? 1 : maxConcurrency },
			service,
			access,
			summary: this.#choice('summary', REPORT_CHOICES),
			comment: this.#choice('comment', REPORT_CHOICES),
			githubToken: givenGithubToken(find(this.settings, 'github_token').value),
			warnings: this.#warnings(gate),
		};
	}
	#warnings({ timeoutMs, outageToleranceMs }) {
		const warnings = [];
		const jobs = find(this.settings, 'job_id');
		if (/^\s*,|,\s*(?:,|$)/.test(jobs.value)) {
			warnings.push(`${jobs.from} has nothing between two commas, or beside one: did every step before set its output?`);
		}
		const { value, from } = find(this.settings, 'outage_tolerance');
		if (value !== '' && value !== SETTING_DEFAULTS.outage_tolerance && outageToleranceMs > timeoutMs) {
			const timeout = `${this.settings.nameOf('timeout')}, ${this.#given('timeout').value}`;
			warnings.push(`${from} is longer than ${timeout}: an outage ends the wait as timed-out. Did you mean a longer timeout?`);
		}
		return warnings;
	}
	#access(service) {
		const project = find(this.settings, 'project_id', FAMILIES.map(({ projectId }) => projectId));
		if (isProjectName(project.value)) {
			const where = 'pass its ID, which the console shows under My Credentials.';
			this.problems.add('project_id', `${this.problems.quote(project)}, the name of a project: ${where}`);
		}
		else if (!isId(project.value) || isNothing(project.value)) {
			const wanted = `pass the ID (not the name) of the project that owns the job: ${ID_SYNTAX}.`;
			this.problems.refuse('project_id', project, wanted);
		}
		const endpoints = new Endpoints(this.settings, this.problems);
		const endpoint = endpoints.endpointOf('endpoint', (region) => endpointOf(service, region));
		const credentials = parseCredentials(this.settings, endpoints, this.problems);
		return {
			projectId: project.value,
			endpoint: endpoint.url,
			parentId: this.#parentId(service),
			credentials: credentials.options,
			sources: [`project: ${project.from}`, `endpoint: ${endpoint.from}`, `credentials: ${credentials.from}`],
		};
	}
	#parentId({ name, parent }) {
		const given = find(this.settings, 'parent_id');
		if (parent !== undefined && (!isId(given.value) || isNothing(given.value))) {
			this.problems.refuse('parent_id', given, `pass ${parent.wanted}: ${ID_SYNTAX}.`);
		}
		else if (parent === undefined && given.value !== '') {
			this.problems.refuse('parent_id', given, `${this.settings.nameOf('service')} ${name} has no use for it: leave it out.`);
		}
		return given.value;
	}
	#duration(name) {
		const given = this.#given(name);
		const duration = parseDuration(given.value);
		if (duration === undefined) {
			this.problems.refuse(name, given, `a duration is ${DURATION_SYNTAX}.`, suggestDuration(given.value));
		}
		return duration ?? 0;
	}
	#pollInterval() {
		const given = this.#given('poll_interval');
		if (given.value.toLowerCase() === 'auto')
			return 'auto';
		const interval = parseDuration(given.value) ?? 0;
		if (interval < MIN_INTERVAL_MS) {
			const wanted = `pass auto, or a duration of ${MIN_INTERVAL_MS}ms at least: ${DURATION_SYNTAX}.`;
			this.problems.refuse('poll_interval', given, wanted, suggestInterval(given.value, MIN_INTERVAL_MS));
		}
		return interval;
	}
	#choice(name, choices) {
		const given = this.#given(name);
		const choice = choices.find((each) => each === given.value.toLowerCase());
		if (choice === undefined) {
			this.problems.refuse(name, given, oneOf(choices, suggestChoice(given.value, choices)));
		}
		return choice ?? choices[0];
	}
	#service() {
		const given = this.#given('service');
		const service = SERVICES.find(({ name }) => name === given.value.toLowerCase());
		if (service !== undefined)
			return service;
		const names = SERVICES.map(({ name }) => name);
		this.problems.refuse('service', given, oneOf(names, suggestService(given.value, SERVICES)));
		return SERVICES[0];
	}
	#given(name) {
		const found = find(this.settings, name);
		return { ...found, value: found.value || SETTING_DEFAULTS[name] };
	}
}
function givenGithubToken(token) {
	return token === SETTING_DEFAULTS.github_token ? '' : token;
}
;// src/engine/job.ts
function* walk(root, order = (subJobs) => subJobs) {
	const pending = [{ job: root, depth: 0, parent: undefined }];
	for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
		yield visit;
		const subJobs = order(visit.job.subJobs);
		for (let index = subJobs.length - 1; index >= 0; index -= 1) {
			const job = subJobs[index];
			if (job !== undefined)
				pending.push({ job, depth: visit.depth + 1, parent: visit });
		}
	}
}
function pathTo(visit) {
	const jobs = [];
	for (let at = visit; at !== undefined; at = at.parent)
		jobs.push(at.job);
	return jobs.reverse();
}
function failedVisits(root) {
	return [...walk(root)].filter((visit) => visit.job.phase === 'Failed');
}
function verdict(root) {
	for (const { job } of walk(root))
		if (job.phase === 'Failed')
			return 'failed';
	return root.phase === 'Success' ? 'success' : 'open';
}
function rootCauses(root) {
	const words = new Map();
	const explained = new Set();
	const failed = [];
	for (const visit of walk(root)) {
		words.set(visit, ownWords(visit.job) ?? (visit.parent && words.get(visit.parent)) ?? NO_WORDS);
		if (visit.job.phase !== 'Failed')
			continue;
		failed.push(visit);
		for (let at = visit.parent; at !== undefined && !explained.has(at); at = at.parent)
			explained.add(at);
	}
	return failed
		.filter((visit) => !explained.has(visit))
		.map((visit) => ({ visit, ...(words.get(visit) ?? NO_WORDS) }))
		.sort((a, b) => b.visit.depth - a.visit.depth);
}
const NO_WORDS = { errorCode: '', reason: '' };
function ownWords({ phase, errorCode, reason }) {
	return phase === 'Failed' && (errorCode !== '' || reason !== '') ? { errorCode, reason } : undefined;
}
const WORST_FIRST = ['Failed', 'Unknown', 'Running', 'Initializing', 'Success'];
function worstPhase(phases) {
	return WORST_FIRST.find((phase) => phases.includes(phase)) ?? 'Unknown';
}
function isEnded(job) {
	return job.phase === 'Success' || job.phase === 'Failed';
}
function subJobCounts(root) {
	const counts = { ended: 0, failed: 0, total: 0 };
	for (const { job, depth } of walk(root)) {
		if (depth === 0 || job.status === undefined)
			continue;
		counts.total += 1;
		if (isEnded(job))
			counts.ended += 1;
		if (job.phase === 'Failed')
			counts.failed += 1;
	}
	return counts;
}
function differs(before, after) {
	const visits = walk(before);
	for (const { job, depth } of walk(after)) {
		const other = visits.next();
		if (other.done === true || other.value.depth !== depth || saysElse(other.value.job, job))
			return true;
	}
	return visits.next().done !== true;
}
function saysElse(one, other) {
	return (one.id !== other.id ||
		one.type !== other.type ||
		one.status !== other.status ||
		one.reason !== other.reason ||
		one.errorCode !== other.errorCode ||
		one.resourceName !== other.resourceName ||
		one.progress !== other.progress);
}
;// src/report/limits.ts
const MAX_NAME_LENGTH = 120;
const MAX_CODE_LENGTH = 120;
const MAX_PATH_TYPES = 8;
const MAX_CAUSE_NAMES = 10;
const limits_MAX_NAMED = 3;
const MAX_OPEN_REASON_LENGTH = 300;
const MAX_PROBLEMS = 3;
const MAX_INDENT = 10;
const MAX_CHANGE_LINES = 200;
const MAX_NEW_SUB_JOBS = 20;
const MAX_GROUPS = 50;
const MAX_SUMMARY_BYTES = 900_000;
const MAX_OTHER_ROWS = 500;
const MAX_BARS = 30;
const MAX_BAR_LABEL_LENGTH = 26;
const MAX_JSON_BYTES = 65_536;
const MAX_JSON_ENTRIES = 500;
const MAX_JSON_DEPTH = 50;
const MAX_JSON_PATH = 50;
const MAX_JSON_NAME_LENGTH = 200;
const MAX_SHORT_REASON_LENGTH = 200;
const MAX_USAGE_PROBLEMS = 20;
const MAX_USAGE_PROBLEM_LENGTH = 300;
const OMISSION_BYTES = 48;
class Allowance {
	#entries = MAX_JSON_ENTRIES;
	#bytes = MAX_JSON_BYTES - 2 - OMISSION_BYTES;
	take(bytes) {
		if (this.#entries < 1 || bytes + 1 > this.#bytes)
			return false;
		this.#entries -= 1;
		this.#bytes -= bytes + 1;
		return true;
	}
}
function jsonBytes(value) {
	return Buffer.byteLength(JSON.stringify(value));
}
function omission(omitted) {
	return omitted > 0 ? [{ truncated: true, omitted }] : [];
}
function fitting(items, entryOf) {
	const allowance = new Allowance();
	const entries = [];
	for (const item of items) {
		const entry = entryOf(item);
		if (!allowance.take(jsonBytes(entry)))
			break;
		entries.push(entry);
	}
	return [...entries, ...omission(items.length - entries.length)];
}
;// src/report/text/sanitize.ts
const MAX_TEXT_LENGTH = 500;
const MAX_READ = 16 * 1024;
const HELD_BACK = 256;
function createSanitizer(secrets) {
	const sanitizeAll = (text) => neutralizeCommands(secrets.redact(toVisibleLine(text)));
	return (text, maxLength = MAX_TEXT_LENGTH) => {
		const most = MAX_READ + 4 * maxLength;
		for (let length = maxLength + 2 * HELD_BACK; length < text.length; length *= 4) {
			const line = sanitizeAll(text.slice(0, Math.min(length, most)));
			if (line.length >= maxLength + HELD_BACK)
				return cut(line, maxLength);
			if (length >= most)
				return cut(`${line}…`, maxLength);
		}
		return cut(sanitizeAll(text), maxLength);
	};
}
function neutralizeCommands(line) {
	return line.replace(/^:/, '：').replace(/#(?=[#[]|$)/g, '＃');
}
function cut(text, maxLength) {
	if (text.length <= maxLength)
		return text;
	if (maxLength < 1)
		return '';
	const end = maxLength - 1;
	const last = text.charCodeAt(end - 1);
	const splitsPair = last >= 0xd800 && last <= 0xdbff;
	return `${text.slice(0, splitsPair ? end - 1 : end).trimEnd()}…`;
}
const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);
const ANSI = new RegExp([
	`(?:${ESC}\\[|\u009b)[0-?]*[ -/]*[@-~]`,
	`(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\\p{Cc}]*(?:${BEL}|${ESC}\\\\|\u009c)`,
	`${ESC}[ -/]*[0-~]`,
].join('|'), 'gu');
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]{1,100}/gu;
const BLANKS = /[\s\u0085\u2800]{1,100}/gu;
const CONTROLS = /\p{Cc}{1,100}/gu;
const NOT_PLAIN = /[^ -~]| {2}/;
function toVisibleLine(text) {
	const trimmed = text.trim();
	if (!NOT_PLAIN.test(trimmed))
		return trimmed;
	return trimmed
		.replace(INVISIBLE, '')
		.replace(ANSI, '')
		.replace(BLANKS, ' ')
		.replace(CONTROLS, '')
		.replace(/ {2,}/g, ' ')
		.trim();
}
;// src/report/text/formatter.ts
const asIs = (text) => text;
const COLOURS = { bad: 31, good: 32, quiet: 90, strong: 1, warning: 33 };
function textFormatter(sanitize, colours = false) {
	const paint = (text, tone) => !colours || tone === undefined || text === '' ? text : `${ESC}[${COLOURS[tone]}m${text}${ESC}[0m`;
	const own = { plain: sanitize, mark: asIs, quote: sanitize, say: sanitize, strong: asIs, together: asIs, paint };
	return withVariants(own, () => own);
}
function formatter_markdownFormatter(sanitize) {
	const own = (mark, strong) => ({
		plain: sanitize,
		mark,
		quote: (text, maxLength) => mark(sanitize(text, maxLength)),
		say: (text, maxLength) => {
			const words = sanitize(text, maxLength);
			return isPlain(words) ? words : mark(words);
		},
		strong,
		together: (text) => text.replaceAll(' ', '&nbsp;'),
		paint: asIs,
	});
	const bold = (text) => (text === '' ? '' : `**${text}**`);
	const variants = { cell: own(cellCode, bold), html: own(htmlCode, asIs) };
	return withVariants(own(code, bold), (name) => variants[name]);
}
function shortened(format, maxLength) {
	const limit = (show) => (text, length = MAX_TEXT_LENGTH) => show(text, Math.min(length, maxLength));
	const limited = (own) => ({
		...own,
		quote: limit(own.quote),
		plain: limit(own.plain),
		say: limit(own.say),
	});
	return withVariants(limited(format), (variant) => limited(format[variant]));
}
function withVariants(own, variant) {
	const made = {};
	return {
		...own,
		get cell() {
			return (made.cell ??= withVariants(variant('cell'), variant));
		},
		get html() {
			return (made.html ??= withVariants(variant('html'), variant));
		},
	};
}
function isPlain(text) {
	return /^[\w .,;:'"()?%…–—›→/+=-]*$/.test(text) && !/:\/\/|www\.|GH-|__|(?:^|\W)_|_(?:\W|$)/i.test(text);
}
function code(text) {
	if (text === '')
		return '';
	const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
	const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run), 0) + 1);
	const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
	return `${fence}${pad}${text}${pad}${fence}`;
}
function cellCode(text) {
	return text.includes('\\|') ? htmlCode(text) : code(text).replaceAll('|', '\\|');
}
function htmlCode(text) {
	if (text === '')
		return '';
	const inert = text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
	return `<code>${inert}</code>`;
}
const formatter_NOTHING = '–';
function table(head, rows) {
	const used = head.map((_, index) => rows.some((row) => (row[index] ?? '') !== ''));
	const keep = (row) => row.filter((_, index) => used[index]);
	return [tableRow(keep(head)), tableRow(keep(head).map(() => '---')), ...rows.map((row) => tableRow(keep(row)))];
}
function tableRow(cells) {
	return `| ${cells.map((cell) => (cell === '' ? formatter_NOTHING : cell)).join(' | ')} |`;
}
function formatter_folded(title, lines, open = false) {
	return [`<details${open ? ' open' : ''}>`, `<summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}
;// src/report/text/labels.ts
const PHASE_ICONS = {
	Initializing: '🕓',
	Running: '⏳',
	Success: '✅',
	Failed: '❌',
	Unknown: '❔',
};
const OUTCOME_LABELS = {
	success: '✅ Success',
	failed: '❌ Failed',
	'timed-out': '⌛ Timed out',
	running: '⏳ Running',
	error: '❗ Error',
	cancelled: '🚫 Cancelled',
};
function outcomeLabel(outcome) {
	return OUTCOME_LABELS[outcome];
}
function endingLabel({ kind }) {
	return kind === 'stopped' ? '🚫 Not waited for' : OUTCOME_LABELS[kind];
}
function phaseWord(job, format) {
	if (job.phase !== 'Unknown')
		return job.phase;
	if (job.status === undefined)
		return 'Unknown (no status)';
	const status = format.quote(job.status, MAX_NAME_LENGTH);
	return status === '' ? 'Unknown (an empty status)' : `Unknown (status ${status})`;
}
function subJobPhaseWord(job, format) {
	return job.status === undefined ? 'No status' : phaseWord(job, format);
}
function phaseIcon(job, depth) {
	return depth > 0 && job.status === undefined ? '➖' : PHASE_ICONS[job.phase];
}
function phaseLabel(job, depth, format) {
	const word = depth === 0 ? phaseWord(job, format) : subJobPhaseWord(job, format);
	return `${phaseIcon(job, depth)} ${word}`;
}
function firstShown(format, ...texts) {
	for (const text of texts) {
		const shown = format.quote(text, MAX_NAME_LENGTH);
		if (shown !== '')
			return shown;
	}
	return '';
}
function typeName(job, depth, format) {
	return firstShown(format, job.type) || (depth === 0 ? 'The job' : 'A sub-job');
}
function jobTitle(job, jobId, format) {
	const name = firstShown(format, job?.resourceName ?? '', job?.resourceId ?? '', jobId);
	return `${firstShown(format, job?.type ?? '') || 'job'} ${name}`.trim();
}
function subJobTitle(job, format) {
	const words = [firstShown(format, job.type), firstShown(format, job.resourceName, job.resourceId)];
	return words.filter((word) => word !== '').join(' ') || `sub-job ${firstShown(format, job.id)}`.trim();
}
function pathText(visit, format) {
	const { head, omitted, tail } = pathOf(visit, MAX_PATH_TYPES);
	const names = (jobs) => jobs.map((job) => firstShown(format, job.type, job.resourceName, job.id) || '(no type)');
	const gap = omitted === 0 ? [] : [`… ${formatCount(omitted)} more …`];
	return [...names(head), ...gap, ...names(tail)].join(' › ');
}
function pathOf(visit, maxLength) {
	const jobs = pathTo(visit);
	if (jobs.length <= maxLength)
		return { head: jobs, omitted: 0, tail: [] };
	const tail = Math.floor(maxLength / 2);
	const head = maxLength - tail - 1;
	return { head: jobs.slice(0, head), omitted: jobs.length - head - tail, tail: jobs.slice(-tail) };
}
function endedText({ ended, failed, total }) {
	if (total === 0)
		return '';
	const failures = failed === 0 ? '' : `, ${formatCount(failed)} failed`;
	return `${formatCount(ended)} of ${counted(total, 'sub-job')} ended${failures}`;
}
function percentText(job) {
	const known = fraction(job);
	return known === null ? '' : `${Math.floor(known * 100)} %`;
}
function fraction({ progress }) {
	return progress === undefined || !Number.isFinite(progress) ? null : Math.min(Math.max(progress, 0), 1);
}
function formatCount(count) {
	return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
function counted(count, noun) {
	return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
function listText(items, max, show) {
	const named = items.slice(0, max).map(show).join(', ');
	return items.length > max ? `${named} and ${formatCount(items.length - max)} more` : named;
}
function formatTime(instant) {
	const iso = isoTime(instant);
	return iso === null ? '' : `${iso.slice(0, -5).replace('T', ' ')} UTC`;
}
function isoTime(instant) {
	if (instant === undefined)
		return null;
	const date = new Date(instant);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
function runTimeText(time, { together }) {
	if (time === undefined)
		return '';
	const lasted = together(formatDuration(time.ms));
	return time.soFar ? `${together('so far')} ${lasted}` : lasted;
}
const MIN_LABEL_LENGTH = 8;
function shortLabels(jobIds) {
	const heads = distinctLength(jobIds, (id, length) => id.slice(0, length));
	const tails = distinctLength(jobIds, (id, length) => id.slice(-length));
	const label = (id) => {
		const length = Math.min(heads, tails);
		if (id.length <= length)
			return id;
		return heads <= tails ? `${id.slice(0, length)}…` : `…${id.slice(-length)}`;
	};
	return new Map(jobIds.map((id) => [id, label(id)]));
}
function distinctLength(ids, part) {
	const longest = ids.reduce((length, id) => Math.max(length, id.length), MIN_LABEL_LENGTH);
	const count = new Set(ids).size;
	for (let length = MIN_LABEL_LENGTH; length < longest; length += 1) {
		if (new Set(ids.map((id) => part(id, length))).size === count)
			return length;
	}
	return longest;
}
;// src/engine/events.ts
const events_WORST_FIRST = ['failed', 'error', 'timed-out', 'running'];
const ENDINGS = [...events_WORST_FIRST, 'stopped', 'success'];
const OUTCOMES = ['cancelled', ...events_WORST_FIRST, 'success'];
;// src/report/causes.ts
function groupedCauses(jobs) {
	const found = jobs.flatMap(({ rootCauses, jobId }) => rootCauses.map((cause) => ({ jobId, cause })));
	const pathId = pathIds();
	const textId = numbering();
	const groups = new Map();
	for (const each of found.sort((a, b) => b.cause.visit.depth - a.cause.visit.depth)) {
		const { visit, errorCode, reason } = each.cause;
		const key = `${pathId(visit)} ${textId(errorCode)} ${textId(reason)}`;
		const group = groups.get(key);
		if (group === undefined)
			groups.set(key, [each]);
		else
			group.push(each);
	}
	const resourceOf = resources();
	return [...groups.values()].flatMap(([first, ...others]) => first === undefined ? [] : [causeOf(first, others, resourceOf)]);
}
function causeOf(first, others, resourceOf) {
	const all = [first, ...others];
	const names = all.map(({ cause }) => resourceOf(cause.visit)).filter((name) => name !== '');
	return {
		first: first.cause,
		count: all.length,
		jobIds: [...new Set(all.map(({ jobId }) => jobId))],
		resources: [...new Set(names)],
	};
}
function numbering() {
	const numbers = new Map();
	return (text) => {
		const number = numbers.get(text) ?? numbers.size + 1;
		numbers.set(text, number);
		return number;
	};
}
function pathIds() {
	const known = new Map();
	const typeId = numbering();
	const stepId = numbering();
	return (visit) => {
		const path = [];
		let at = visit;
		for (; at !== undefined && !known.has(at); at = at.parent)
			path.push(at);
		let id = at === undefined ? 0 : (known.get(at) ?? 0);
		for (const step of path.reverse()) {
			id = stepId(`${id} ${typeId(step.job.type)}`);
			known.set(step, id);
		}
		return id;
	};
}
function resources() {
	const known = new Map();
	return (visit) => {
		const path = [];
		let at = visit;
		for (; at !== undefined && !known.has(at); at = at.parent) {
			known.set(at, at.job.resourceName || at.job.resourceId);
			path.push(at);
			if (known.get(at) !== '')
				break;
		}
		const name = at === undefined ? '' : (known.get(at) ?? '');
		for (const step of path)
			known.set(step, name);
		return name;
	};
}
;// src/report/facts.ts
function factsOf(result) {
	const jobs = result.jobs.map(jobFactsOf);
	return { result, jobs, causes: groupedCauses(jobs), open: jobs.filter(({ seenToEnd }) => !seenToEnd) };
}
function jobFactsOf(result) {
	const job = result.failedJob ?? result.job;
	const newest = job === undefined ? undefined : newestTime(job);
	const seenToEnd = result.job !== undefined && isEnded(result.job);
	const failed = result.failedJob !== undefined || result.ending.kind === 'failed';
	return {
		result,
		jobId: result.jobId,
		job,
		phase: failed ? 'Failed' : (result.job?.phase ?? 'Unknown'),
		seenToEnd,
		counts: job === undefined ? { ended: 0, failed: 0, total: 0 } : subJobCounts(job),
		rootCauses: result.failedJob === undefined ? [] : rootCauses(result.failedJob),
		now: serverTimeOf(result, job, newest),
		quiet: seenToEnd ? undefined : quietOf(result, newest),
	};
}
function newestTime(root) {
	let newest = -Infinity;
	for (const { job } of walk(root)) {
		for (const time of [job.startedAt, job.updatedAt, job.endedAt]) {
			if (time !== undefined && time > newest)
				newest = time;
		}
	}
	return Number.isFinite(newest) ? newest : undefined;
}
function serverTimeOf({ lastSeen, job: last }, shown, newest) {
	const serverTime = shown === last ? lastSeen?.serverTime : undefined;
	if (serverTime === undefined || newest === undefined)
		return newest ?? serverTime;
	return Math.max(serverTime, newest);
}
function quietOf({ lastSeen }, newest) {
	if (lastSeen === undefined)
		return undefined;
	const { serverTime, unchangedMs, sawChange } = lastSeen;
	const byAnswer = serverTime === undefined || newest === undefined ? -1 : serverTime - newest;
	if (byAnswer < 0)
		return { ms: unchangedMs, atLeast: !sawChange };
	return { ms: sawChange ? Math.min(byAnswer, unchangedMs) : byAnswer, atLeast: false };
}
function runTimeOf(job, now) {
	const soFar = !isEnded(job) && job.status !== undefined;
	const end = soFar ? now : (job.endedAt ?? job.updatedAt);
	const ms = (end ?? Number.NaN) - (job.startedAt ?? Number.NaN);
	return Number.isFinite(ms) ? { ms: Math.max(0, ms), soFar } : undefined;
}
function worstFirst(jobs) {
	return ENDINGS.flatMap((kind) => jobs.filter(({ result }) => result.ending.kind === kind));
}
function busySubJobs(root) {
	const busy = [];
	const waiting = new Set();
	for (const visit of walk(root)) {
		if (visit.depth === 0 || !isBusy(visit.job))
			continue;
		busy.push(visit);
		for (let at = visit.parent; at !== undefined && !waiting.has(at); at = at.parent)
			waiting.add(at);
	}
	return busy.filter((visit) => !waiting.has(visit)).map(({ job }) => job);
}
function isBusy(job) {
	return job.phase === 'Running' || (job.phase === 'Unknown' && job.status !== undefined);
}
;// src/report/text/sentences.ts
function reasonText(reason, errorCode, format) {
	return reasonOfWords(format.plain(reason), format.plain(errorCode, MAX_CODE_LENGTH), format);
}
function reasonOfWords(words, code, format) {
	if (words === '')
		return format.mark(code);
	return code === '' || words.includes(code) ? format.mark(words) : `${format.mark(words)} (${format.mark(code)})`;
}
function causeText(cause, format) {
	const { visit, reason, errorCode } = cause.first;
	const type = typeName(visit.job, visit.depth, format);
	const what = cause.count > 1 ? `${formatCount(cause.count)} × ${type}` : subjectText(cause, format);
	const words = format.plain(reason);
	const code = format.plain(errorCode, MAX_CODE_LENGTH);
	const silent = `the API gives no reason${code === '' ? '' : ` (${format.mark(code)})`}`;
	const why = words === '' ? silent : reasonOfWords(words, code, format);
	return `${format.strong(`${what} failed:`)} ${why}`;
}
function subjectText({ first: { visit }, resources }, format) {
	const names = [typeName(visit.job, visit.depth, format), firstShown(format, ...resources.slice(0, 1))];
	return names.filter((name) => name !== '').join(' ');
}
function causeNames(cause, format) {
	if (cause.count === 1)
		return '';
	const names = listText(cause.resources, MAX_CAUSE_NAMES, (name) => format.quote(name, MAX_NAME_LENGTH));
	const jobs = cause.jobIds.length > 1 ? `(in ${counted(cause.jobIds.length, 'job')})` : '';
	return [names, jobs].filter((part) => part !== '').join(' ');
}
function causeLine(cause, format) {
	const names = causeNames(cause, format);
	return `${causeText(cause, format)}${names === '' ? '' : ` — ${names}`}`;
}
function errorFacts(error, format, withRequestId = true) {
	const { status, code, message, requestId } = error;
	const words = format.plain(message);
	const shownStatus = status === undefined || words.includes(`HTTP ${status}`) ? '' : `HTTP ${status}`;
	const plainCode = format.plain(code, MAX_CODE_LENGTH);
	const shownCode = words.includes(plainCode) ? '' : format.mark(plainCode);
	const what = [shownStatus, shownCode].filter((word) => word !== '').join(' ');
	const sentence = [what, format.mark(words)].filter((word) => word !== '').join(': ') || 'no usable answer';
	const id = withRequestId ? format.quote(requestId, MAX_CODE_LENGTH) : '';
	return endSentence(id === '' ? sentence : `${sentence} (request ID ${id})`);
}
function errorText(error, format, withRequestId = true) {
	const advice = format.say(error.advice);
	const facts = errorFacts(error, format, withRequestId);
	return advice === '' ? facts : `${facts} ${advice}`;
}
function endSentence(sentence) {
	return /[.!?…](?: ?`+|<\/code>|\*\*)?$/.test(sentence) ? sentence : `${sentence}.`;
}
function problemText(problem, several, format, withRequestId = true) {
	switch (problem.kind) {
		case 'cause':
			return causeText(problem.cause, format);
		case 'error': {
			const { error, outageMs, jobs } = problem;
			const [first] = jobs;
			const whose = jobs.length > 1 ? counted(jobs.length, 'job') : `job ${format.quote(first?.jobId ?? '')}`;
			const outage = outageMs === undefined ? '' : `No usable answer for ${formatDuration(outageMs)}, last error: `;
			return `${several && first !== undefined ? `${whose}: ` : ''}${outage}${errorFacts(error, format, withRequestId)}`;
		}
		case 'open':
			return openText(problem.job, format, withRequestId);
	}
}
function openText(facts, format, withRequestId = true) {
	return `${jobTitle(facts.job, facts.jobId, format)} ${stateText(facts, format, withRequestId)}`;
}
function stateText(facts, format, withRequestId = true) {
	const { job, result, quiet } = facts;
	const error = result.ending.kind === 'timed-out' ? result.ending.error : undefined;
	const last = error === undefined ? '' : `; last error: ${errorText(error, format, withRequestId)}`;
	if (job === undefined)
		return `never gave a usable answer${last}`;
	const reason = format.quote(job.reason, MAX_OPEN_REASON_LENGTH);
	const phase = `${phaseWord(job, format)}${reason === '' ? '' : ` (${reason})`}`;
	const busy = listText(busySubJobs(job), limits_MAX_NAMED, (subJob) => {
		const time = runTimeText(runTimeOf(subJob, facts.now), { together: (words) => words });
		return `${subJobTitle(subJob, format)}${time === '' ? '' : ` (${time})`}`;
	});
	const isRunning = result.ending.kind === 'running';
	const parts = [
		progressText(facts, job),
		busy === '' ? '' : `at work: ${busy}`,
		quiet === undefined || isRunning ? '' : format.strong(quietText(quiet)),
	];
	const verb = isRunning ? 'is' : 'was still';
	return [`${verb} ${phase}`, ...parts].filter((part) => part !== '').join('; ') + last;
}
function quietText({ ms, atLeast }) {
	return `nothing has changed for ${atLeast ? 'at least ' : ''}${formatDuration(ms)}`;
}
function progressText({ counts }, job) {
	return [endedText(counts), percentText(job)].filter((part) => part !== '').join(', ');
}
function earlyEndText({ jobs }, format, withRequestId = true) {
	const early = jobs.flatMap(({ jobId, result: { ending } }) => ending.kind === 'failed' && ending.error !== undefined ? [{ error: ending.error, jobId }] : []);
	const [first] = early;
	if (first === undefined)
		return '';
	const more = early.length === 1 ? '' : ` and ${counted(early.length - 1, 'more job')}`;
	const whose = jobs.length === 1 ? 'the job' : `job ${format.quote(first.jobId)}${more}`;
	return `The gate could not wait for the end of ${whose}: ${endSentence(errorText(first.error, format, withRequestId))}`;
}
function stillRunningText({ jobs, open }, format) {
	if (open.length === 0)
		return '';
	if (jobs.length === 1)
		return 'The cloud job may still be running.';
	const names = listText(open, limits_MAX_NAMED, ({ job, jobId }) => jobTitle(job, jobId, format));
	return `${formatCount(open.length)} of ${counted(jobs.length, 'cloud job')} may still be running: ${endSentence(names)}`;
}
const HINTS = [
	{
		words: /quota|(?:number|maximum) of .{1,40} (?:is |has been |was )?(?:exceeded|reached)/i,
		hint: 'A quota of the project seems to be used up: delete what is no longer needed, or ask for a higher quota.',
	},
	{
		words: /\b(?:no|not enough|insufficient|too few) (?:free |available |private )*(?:ips?|(?:ip )?addresses|(?:ip )?address)\b|\baddress(?:es)? .{0,30}(?:exhausted|used up)/i,
		hint: 'The subnet seems to have too few free addresses: release some, or use a larger subnet.',
	},
	{
		words: /sold ?out|out of stock|no valid host|\b(?:insufficient|not enough) (?:capacity|resources?|inventory)|\bresources? (?:is |are )?(?:insufficient|exhausted)/i,
		hint: 'The cloud seems to be short of this kind of resource: try another flavor or availability zone, or try again later.',
	},
	{
		words: /unauthori[sz]ed|\bnot authori[sz]ed|\bforbidden\b|\b(?:access|permission) (?:is |was )?denied|\b(?:no|missing|insufficient) (?:permissions?|privileges?)\b|authori[sz]ation (?:failed|failure)/i,
		hint: 'A permission seems to be missing: check the policies and agencies of the account that started the job.',
	},
	{
		words: /no route to host|\bunreachable\b|connection (?:was |is )?(?:refused|reset|timed out)|\bi\/o timeout\b|no such host|name resolution|\bsecurity groups?\b/i,
		hint: 'A connection seems to have failed: check security groups, network ACLs, routes and name resolution there.',
	},
];
function hintOf({ reason, errorCode }, format) {
	const words = `${format.plain(reason)} ${format.plain(errorCode)}`;
	return HINTS.find((each) => each.words.test(words))?.hint ?? '';
}
function timeoutHint({ nameOf }, format) {
	return `Look at the job in the console, or raise ${format.quote(nameOf('timeout'))} if it takes that long.`;
}
;// src/report/help.ts
const TOPICS = {
	usage: ['Nothing was sent', ''],
	token: ['The token is not accepted', 'the token is not accepted'],
	'access-key': ['The access key is not accepted', 'the access key is not accepted'],
	permission: [
		'The permission is missing, or the project is another',
		'a permission is missing, or the project is another',
	],
	'id-token': ['Keyless: GitHub gives no token', 'there is no OIDC token'],
	exchange: ['Keyless: IAM or STS refuses', 'the OIDC token could not be exchanged'],
	'no-such-job': ['There is no such job', 'there is no such job'],
	'no-such-api': ['There is no such API', 'there is no such API'],
	redirect: ['The answer is a redirect', 'the answer is a redirect'],
	network: ['The host is not found or not reached', 'the API cannot be reached'],
	certificate: ['The certificate is not accepted', 'the certificate is not accepted'],
	proxy: ['The proxy gives no answer', 'the proxy gives no answer'],
	'proxy-credentials': ['The proxy wants credentials', 'the proxy wants credentials'],
	trouble: ['The API is in trouble', 'the API is in trouble'],
	throttled: ['The API is asked too often', 'the API is asked too often'],
	unusable: ['The answer is not usable', 'the answer is not usable'],
	failed: ['A job that failed', ''],
	'timed-out': ['It timed out', ''],
	'unknown-phase': ['Its phase is not known', ''],
	cancelled: ['It was cancelled', ''],
	internal: ['The gate itself', 'an internal error of the gate'],
};
const HELP_TOPICS = Object.keys(TOPICS).filter(isTopic);
function helpHeadline(topic) {
	return TOPICS[topic][1];
}
function helpAnchor(topic) {
	return TOPICS[topic][0]
		.toLowerCase()
		.replace(/[^a-z\d -]/g, '')
		.replaceAll(' ', '-');
}
function helpUrl({ helpPage }, topic) {
	return helpPage === '' || topic === undefined ? '' : `${helpPage}#${helpAnchor(topic)}`;
}
function isTopic(name) {
	return Object.hasOwn(TOPICS, name);
}
;// src/report/problems.ts
function problemsOf({ result, jobs, causes }) {
	if (result.outcome === 'success')
		return [];
	const isOpen = ({ result: { ending } }) => ending.kind === 'timed-out' ||
		ending.kind === 'running' ||
		(ending.kind === 'stopped' && result.outcome === 'cancelled');
	return [
		...causes.map((cause) => ({ kind: 'cause', cause })),
		...errorsOf(jobs, result.internalError),
		...jobs.filter(isOpen).map((job) => ({ kind: 'open', job })),
	];
}
function errorsOf(jobs, internalError) {
	const groups = new Map();
	for (const job of jobs) {
		const { ending } = job.result;
		if (ending.kind !== 'error')
			continue;
		const { status, code, message, advice } = ending.error;
		const key = JSON.stringify([status, code, message.slice(0, MAX_COMPARED_LENGTH), advice]);
		const group = groups.get(key);
		if (group === undefined)
			groups.set(key, [job]);
		else
			group.push(job);
	}
	const errors = [...groups.values()].flatMap((group) => {
		const ending = group[0]?.result.ending;
		if (ending?.kind !== 'error')
			return [];
		return [{ kind: 'error', error: ending.error, outageMs: ending.outageMs, jobs: group }];
	});
	if (errors.length > 0 || internalError === undefined)
		return errors;
	return [{ kind: 'error', error: internalError, outageMs: undefined, jobs: [] }];
}
const MAX_COMPARED_LENGTH = 1000;
function topicOf(facts) {
	const [first] = problemsOf(facts);
	switch (first?.kind) {
		case undefined:
			return undefined;
		case 'cause':
			return 'failed';
		case 'error':
			return first.error.topic;
		case 'open': {
			const { job, result } = first.job;
			if (result.ending.kind === 'stopped')
				return 'cancelled';
			if (job?.phase === 'Unknown')
				return 'unknown-phase';
			return result.ending.kind === 'running' ? undefined : 'timed-out';
		}
	}
}
;// src/report/text/verdict.ts
function verdictText(facts, format) {
	const { result, jobs } = facts;
	const [only, ...others] = jobs;
	const [problem, ...more] = problemsOf(facts);
	const single = only !== undefined && others.length === 0 ? jobTitle(only.job, only.jobId, format) : '';
	const about = single === '' ? counted(jobs.length, 'job') : only?.job === undefined ? '' : single;
	const isOfAll = jobs.every(({ result: { ending } }) => ending.kind === 'error' || ending.kind === 'stopped');
	const isAlone = more.length === 0 && (isOfAll || result.internalError !== undefined);
	const error = problem?.kind === 'error' && isAlone ? errorHeadline(problem, about) : '';
	const what = error || single || endingCounts(jobs);
	return `${outcomeLabel(result.outcome)}: ${what} after ${formatDuration(result.durationMs)}`;
}
function errorHeadline({ error, outageMs }, about) {
	const known = error.topic === undefined ? '' : helpHeadline(error.topic);
	const what = outageMs === undefined ? known : `no usable answer for ${formatDuration(outageMs)}`;
	const status = error.status === undefined ? '' : `HTTP ${error.status}`;
	const details = [status, about].filter((detail) => detail !== '').join(', ');
	return what === '' || details === '' ? what : `${what} (${details})`;
}
const ENDING_WORDS = {
	failed: 'failed',
	error: 'in error',
	'timed-out': 'timed out',
	running: 'running',
	stopped: 'not waited for',
	success: 'succeeded',
};
function endingCounts(jobs) {
	const counts = ENDINGS.map((kind) => ({
		kind,
		count: jobs.filter(({ result }) => result.ending.kind === kind).length,
	}))
		.filter(({ count }) => count > 0)
		.map(({ kind, count }) => `${formatCount(count)} ${ENDING_WORDS[kind]}`);
	const all = counted(jobs.length, 'job');
	return jobs.every(({ result }) => result.ending.kind === 'success') ? all : [all, ...counts].join(', ');
}
function reasonOf(facts, format) {
	if (facts.result.outcome === 'success')
		return '';
	const more = [earlyEndText(facts, format), stillRunningText(facts, format)];
	return more.reduce((said, next) => (next === '' ? said : `${endSentence(said)} ${next}`), whyText(facts, format));
}
function whyText(facts, format) {
	const { outcome, durationMs } = facts.result;
	const problems = problemsOf(facts);
	const causes = causesText(facts, format);
	const others = othersText(problems, facts.jobs.length > 1, format);
	const after = `after ${formatDuration(durationMs)}`;
	switch (outcome) {
		case 'success':
		case 'failed':
			return causes || `Failed ${after}`;
		case 'error':
			return others || `The gate itself failed ${after}`;
		case 'running':
			return others;
		case 'timed-out':
		case 'cancelled': {
			const words = [causes === '' ? '' : `already failed: ${causes}`, others].filter((part) => part !== '').join('; ');
			return `${OUTCOME_VERBS[outcome]} ${after}${words === '' ? '' : `: ${words}`}`;
		}
	}
}
const OUTCOME_VERBS = {
	'timed-out': 'Timed out',
	cancelled: 'Cancelled',
};
function causesText({ causes }, format) {
	const [first] = causes;
	if (first === undefined)
		return '';
	const more = causes.length === 1 ? '' : ` (and ${counted(causes.length - 1, 'more cause')})`;
	return `${causeLine(first, format)}${more}`;
}
function othersText(problems, several, format) {
	const others = problems.filter(({ kind }) => kind !== 'cause');
	const named = others.slice(0, limits_MAX_NAMED).map((problem) => {
		const text = problemText(problem, several, format);
		const advice = problem.kind === 'error' ? format.say(problem.error.advice) : '';
		return advice === '' ? text : `${text} ${advice}`;
	});
	const more = others.length - named.length;
	return ([...named.slice(0, -1).map(endSentence), ...named.slice(-1)].join(' ') +
		(more === 0 ? '' : `; and ${counted(more, 'more job')}`));
}
;// src/services/job.ts
const EMPTY_JOB = {
	id: '',
	type: '',
	phase: 'Unknown',
	status: undefined,
	reason: '',
	errorCode: '',
	resourceId: '',
	resourceName: '',
	clusterId: '',
	startedAt: undefined,
	updatedAt: undefined,
	endedAt: undefined,
	progress: undefined,
	subJobs: [],
};
class UnusableResponse extends Error {
	name = 'UnusableResponse';
}
class NoSuchJob extends UnusableResponse {
	name = 'NoSuchJob';
}
;// src/report/outputs/job-nodes.ts
function jobNodes(jobs, sanitize) {
	const trees = jobs.map(({ job, jobId, phase }) => {
		const named = { ...(job ?? EMPTY_JOB), id: jobId };
		return { visits: [...walk(named)], failed: phase === 'Failed' };
	});
	const visits = byUrgency(trees);
	const full = job_nodes_select(visits, (job) => nodeOf(job, sanitize), 0);
	const kept = full.size === visits.length
		? full
		: job_nodes_select(visits, (job) => nodeOf(job, sanitize, MAX_SHORT_REASON_LENGTH), OMISSION_BYTES);
	for (const { visits: tree } of trees)
		attach(tree, kept);
	const roots = trees.flatMap(({ visits: [root] }) => (root === undefined ? [] : [kept.get(root)]));
	const shown = roots.filter((node) => node !== undefined);
	return [...shown, ...omission(roots.length - shown.length)];
}
function byUrgency(trees) {
	const ordered = [...trees.filter(({ failed }) => failed), ...trees.filter(({ failed }) => !failed)];
	const roots = ordered.flatMap(({ visits }) => visits.slice(0, 1));
	const subJobs = ordered.flatMap(({ visits }) => visits.slice(1));
	const isFailure = ({ job }) => job.phase === 'Failed';
	return [...roots, ...subJobs.filter(isFailure), ...subJobs.filter((visit) => !isFailure(visit))];
}
function job_nodes_select(visits, makeNode, forOmission) {
	const kept = new Map();
	const allowance = new Allowance();
	for (const visit of visits) {
		if (visit.depth >= MAX_JSON_DEPTH)
			continue;
		const path = [];
		for (let at = visit; at !== undefined && !kept.has(at); at = at.parent)
			path.push(at);
		for (const step of path.reverse()) {
			const node = makeNode(step.job);
			const bytes = jsonBytes(node) + (step.job.subJobs.length > 0 ? forOmission : 0);
			if (!allowance.take(bytes))
				return kept;
			kept.set(step, node);
		}
	}
	return kept;
}
function attach(visits, kept) {
	for (const visit of visits) {
		const node = kept.get(visit);
		if (node !== undefined && visit.parent !== undefined)
			kept.get(visit.parent)?.sub_jobs.push(node);
	}
	for (const visit of visits) {
		const subJobs = kept.get(visit)?.sub_jobs;
		subJobs?.push(...omission(visit.job.subJobs.length - subJobs.length));
	}
}
function nodeOf(job, sanitize, maxReasonLength) {
	const name = (text) => sanitize(text, MAX_JSON_NAME_LENGTH);
	return {
		id: name(job.id),
		type: name(job.type),
		phase: job.phase,
		status: job.status === undefined ? null : name(job.status),
		reason: sanitize(job.reason, maxReasonLength),
		error_code: name(job.errorCode),
		resource_id: name(job.resourceId),
		resource_name: name(job.resourceName),
		cluster_id: name(job.clusterId),
		started_at: isoTime(job.startedAt),
		updated_at: isoTime(job.updatedAt),
		ended_at: isoTime(job.endedAt),
		progress: fraction(job),
		sub_jobs: [],
	};
}
;
function outputsOf(facts, sanitize) {
	const { result, jobs } = facts;
	const [first] = jobs;
	const format = textFormatter(sanitize);
	const resource = first?.job === undefined ? undefined : resourceOf(first.job);
	return {
		outcome: result.outcome,
		phase: worstPhase(jobs.map(({ phase }) => phase)),
		reason: reasonOf(facts, format),
		failed_jobs: JSON.stringify(failedJobs(facts, format)),
		jobs: JSON.stringify(jobNodes(jobs, sanitize)),
		resources: JSON.stringify(outputs_resources(jobs, sanitize)),
		job_id: sanitize(first?.jobId ?? ''),
		resource_id: sanitize(resource?.resourceId ?? ''),
		resource_name: sanitize(resource?.resourceName ?? ''),
		cluster_id: sanitize(first?.job?.clusterId ?? ''),
		duration: String(Math.floor(result.durationMs / 1000)),
	};
}
function usageErrorOutputs(problems, sanitize) {
	const named = problems.slice(0, MAX_USAGE_PROBLEMS).map((problem) => sanitize(problem, MAX_USAGE_PROBLEM_LENGTH));
	const more = problems.length - named.length;
	return {
		outcome: 'error',
		phase: '',
		reason: [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
		failed_jobs: '[]',
		jobs: '[]',
		resources: '[]',
		job_id: '',
		resource_id: '',
		resource_name: '',
		cluster_id: '',
		duration: '',
	};
}
function failedJobs({ jobs }, format) {
	const failures = jobs.flatMap(failuresOf);
	const allowance = new Allowance();
	const kept = new Map();
	for (const failure of [...failures.filter(({ isCause }) => isCause), ...failures.filter(({ isCause }) => !isCause)]) {
		const entry = entryOf(failure, format);
		if (!allowance.take(jsonBytes(entry)))
			break;
		kept.set(failure, entry);
	}
	const shown = failures.flatMap((failure) => kept.get(failure) ?? []);
	return [...shown, ...omission(failures.length - shown.length)];
}
function failuresOf({ jobId, result: { failedJob }, rootCauses }) {
	if (failedJob === undefined)
		return [];
	const causes = new Set(rootCauses.map(({ visit }) => visit.job));
	return failedVisits(failedJob).map((visit) => ({ visit, jobId, isCause: causes.has(visit.job) }));
}
function entryOf({ visit, jobId }, format) {
	const { job } = visit;
	const name = (text) => format.plain(text, MAX_JSON_NAME_LENGTH);
	const { head, omitted, tail } = pathOf(visit, MAX_JSON_PATH);
	return {
		id: name(visit.depth === 0 ? jobId : job.id),
		type: name(job.type),
		resource: name(job.resourceName) || name(job.resourceId),
		phase: job.phase,
		reason: reasonText(job.reason, job.errorCode, format),
		path: [...head.map(({ type }) => name(type)), ...(omitted > 0 ? ['…'] : []), ...tail.map(({ type }) => name(type))],
	};
}
function outputs_resources(jobs, sanitize) {
	const found = new Map();
	for (const { job, jobId } of jobs) {
		if (job === undefined)
			continue;
		for (const visit of walk(job)) {
			const id = visit.job.resourceId;
			if (id === '')
				continue;
			const known = found.get(id);
			if (known !== undefined && visit.depth <= known.visit.depth)
				continue;
			found.delete(id);
			found.set(id, { visit, jobId });
		}
	}
	const name = (text) => sanitize(text, MAX_JSON_NAME_LENGTH);
	return fitting([...found.values()], ({ visit: { job }, jobId }) => ({
		id: name(job.resourceId),
		name: name(job.resourceName),
		type: name(job.type),
		job_id: name(jobId),
	}));
}
function resourceOf(root) {
	if (root.resourceId !== '')
		return root;
	let only;
	for (const { job, depth } of walk(root)) {
		if (depth === 0 || job.resourceId === '')
			continue;
		if (only !== undefined && only.resourceId !== job.resourceId)
			return root;
		if (only === undefined || only.resourceName === '')
			only = job;
	}
	if (only === undefined)
		return root;
	return { resourceId: only.resourceId, resourceName: root.resourceName || only.resourceName };
}
;// src/base/api-error.ts
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
function ownError(error) {
	return { ...error, status: undefined, code: '', requestId: '', retryAfterMs: undefined };
}
;
const external_node_events_namespaceObject = require("node:events");
;// src/engine/look-ups.ts
const MAX_LOOK_UPS = 10;
async function lookUpReasons(results, options, dependencies) {
	const until = Math.min(options.deadline, dependencies.clock.now() + options.requestTimeoutMs);
	const asked = new Set(results.map(({ jobId }) => jobId));
	const found = [];
	const stopped = () => dependencies.signal.aborted;
	let left = results.some(brokeOff) ? 0 : MAX_LOOK_UPS;
	for (const original of results) {
		let result = original;
		for (let visit = silent(result, asked); visit !== undefined; visit = silent(result, asked)) {
			const timeoutMs = Math.min(options.requestTimeoutMs, until - dependencies.clock.now());
			if (left < 1 || timeoutMs < 1 || stopped())
				break;
			left -= 1;
			asked.add(visit.job.id);
			dependencies.emit(result.jobId, { kind: 'look-up', visit });
			const answer = await dependencies.fetchJob(visit.job.id, { timeoutMs, until, signal: dependencies.signal });
			if (answer.kind === 'job') {
				const previous = result.failedJob;
				result = look_ups_counted(joined(result, visit, answer.job), 0);
				if (result.failedJob !== undefined)
					dependencies.emit(result.jobId, { kind: 'answer', job: result.failedJob, previous });
				continue;
			}
			result = look_ups_counted(result, 1);
			if (!stopped())
				dependencies.emit(result.jobId, { kind: 'look-up-failed', error: answer.error });
			if (endsLookUps(answer.error))
				left = 0;
		}
		found.push(result);
	}
	return found;
}
function silent({ failedJob }, asked) {
	if (failedJob === undefined)
		return undefined;
	for (const visit of walk(failedJob)) {
		const { id, phase, reason, subJobs } = visit.job;
		const saysNothing = phase === 'Failed' && reason === '' && subJobs.length === 0;
		if (visit.depth > 0 && saysNothing && isId(id) && !asked.has(id))
			return visit;
	}
	return undefined;
}
function endsLookUps({ concernsAllJobs, kind }) {
	return concernsAllJobs || kind === 'throttled';
}
function brokeOff({ ending }) {
	return ((ending.kind === 'failed' || ending.kind === 'error') && ending.error !== undefined && endsLookUps(ending.error));
}
function look_ups_counted(result, failed) {
	const { requests } = result;
	return { ...result, requests: { ...requests, made: requests.made + 1, failed: requests.failed + failed } };
}
function joined(result, visit, found) {
	let job = explained(visit.job, found);
	let before = visit.job;
	for (let at = visit.parent; at !== undefined; at = at.parent) {
		const [from, to] = [before, job];
		job = { ...at.job, subJobs: at.job.subJobs.map((subJob) => (subJob === from ? to : subJob)) };
		before = at.job;
	}
	return { ...result, failedJob: job, job: result.job === result.failedJob ? job : result.job };
}
function explained(listed, found) {
	return {
		...listed,
		type: listed.type || found.type,
		reason: found.reason,
		errorCode: listed.errorCode || found.errorCode,
		resourceId: listed.resourceId || found.resourceId,
		resourceName: listed.resourceName || found.resourceName,
		clusterId: listed.clusterId || found.clusterId,
		startedAt: listed.startedAt ?? found.startedAt,
		updatedAt: listed.updatedAt ?? found.updatedAt,
		endedAt: listed.endedAt ?? found.endedAt,
		subJobs: found.subJobs,
	};
}
;// src/engine/schedule.ts
const INTERVALS = [
	{ untilMs: 15_000, intervalMs: 1250 },
	{ untilMs: 75_000, intervalMs: 2500 },
	{ untilMs: 750_000, intervalMs: 4500 },
];
const MAX_INTERVAL_MS = 9000;
const NEAR_THE_END_MS = 1000;
const NEAR_THE_END_FOR_MS = 60_000;
const SHARE_OF_REMAINING = 0.25;
const JITTER = 0.2;
function doneShare(job) {
	const { ended, total } = subJobCounts(job);
	return Math.max(job.progress ?? 0, total === 0 ? 0 : ended / total);
}
const MAX_WIDTH = 32;
const MAX_WIDENING_MS = 60_000;
function widen(width) {
	return Math.min(width * 2, MAX_WIDTH);
}
function narrow(width) {
	return Math.max(width * 0.8, 1);
}
function pollDelay(interval, outlook, width, random) {
	const regular = interval === 'auto' ? autoDelay(outlook) * (1 - JITTER + 2 * JITTER * random) : interval;
	return Math.min(regular * width, regular + MAX_WIDENING_MS);
}
function autoDelay({ ageMs, done, allDoneForMs }) {
	if (allDoneForMs !== undefined && allDoneForMs < NEAR_THE_END_FOR_MS)
		return NEAR_THE_END_MS;
	const byAge = INTERVALS.find(({ untilMs }) => ageMs < untilMs)?.intervalMs ?? MAX_INTERVAL_MS;
	if (!(done > 0 && done < 1))
		return byAge;
	const remainingMs = (ageMs * (1 - done)) / done;
	return Math.min(byAge, Math.max(NEAR_THE_END_MS, remainingMs * SHARE_OF_REMAINING));
}
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 10_000;
function backoffDelay(failures, random) {
	return random * Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MAX_BACKOFF_MS);
}
class PollSchedule {
	#options;
	#clock;
	#random;
	#done = 0;
	#allDoneSince;
	#width = 1;
	constructor(options, clock, random) {
		this.#options = options;
		this.#clock = clock;
		this.#random = random;
	}
	saw(job) {
		this.#done = doneShare(job);
		this.#allDoneSince = this.#done < 1 ? undefined : (this.#allDoneSince ?? this.#clock.now());
	}
	throttled() {
		this.#width = widen(this.#width);
	}
	regularPause() {
		const now = this.#clock.now();
		const ageMs = now - this.#options.startedAt;
		const allDoneForMs = this.#allDoneSince === undefined ? undefined : now - this.#allDoneSince;
		const outlook = { ageMs, done: this.#done, allDoneForMs };
		const delayMs = pollDelay(this.#options.pollInterval, outlook, this.#width, this.#random());
		this.#width = narrow(this.#width);
		return delayMs;
	}
}
;// src/engine/outage.ts
function continueOutage(previous, { error, sentAt, failedAt }, toleranceMs, random) {
	if (previous?.lastTry === true)
		return undefined;
	const failures = (previous?.failures ?? 0) + 1;
	const startedAt = previous?.startedAt ?? sentAt;
	const excusedMs = previous?.excusedMs ?? 0;
	const outage = { error, startedAt, failures };
	const left = Math.max(0, toleranceMs - (failedAt - startedAt - excusedMs));
	if (error.retryAfterMs !== undefined) {
		return { ...outage, excusedMs: excusedMs + error.retryAfterMs, delayMs: error.retryAfterMs, lastTry: left === 0 };
	}
	const delayMs = backoffDelay(failures, random);
	return { ...outage, excusedMs, delayMs: Math.min(delayMs, left), lastTry: delayMs >= left };
}
class ApiOutage {
	#toleranceMs;
	#clock;
	#emit;
	#failingJobs = new Set();
	#isReported = false;
	#startedAt = 0;
	#failedRequests = 0;
	#usableAt = -Infinity;
	#since;
	#excusedMs = 0;
	#excusedUntil = -Infinity;
	#error;
	#reset = new AbortController();
	#exhausted = manyListeners();
	constructor(toleranceMs, clock, emit) {
		this.#toleranceMs = toleranceMs;
		this.#clock = clock;
		this.#emit = emit;
	}
	get exhausted() {
		return this.#exhausted.signal;
	}
	get error() {
		return this.#since === undefined ? undefined : this.#error;
	}
	get lastedMs() {
		return this.#since === undefined ? 0 : this.#clock.now() - this.#since;
	}
	get leftMs() {
		return this.#since === undefined ? Infinity : Math.max(0, this.#endOf(this.#since) - this.#clock.now());
	}
	latestEnd(requestTimeoutMs) {
		return this.#endOf(this.#since ?? this.#clock.now()) + requestTimeoutMs;
	}
	wasExhaustedAt(time) {
		return this.#since !== undefined && time >= this.#endOf(this.#since);
	}
	get pausedMs() {
		return this.#since === undefined ? 0 : Math.max(0, this.#excusedUntil - this.#clock.now());
	}
	failed(jobId, { error, sentAt, failedAt }) {
		if (!this.#isReported) {
			this.#isReported = true;
			this.#startedAt = sentAt;
			this.#failedRequests = 0;
			this.#emit({ kind: 'outage-started', error });
		}
		this.#failingJobs.add(jobId);
		this.#failedRequests += 1;
		this.#error = error;
		const isFirst = this.#since === undefined;
		this.#since ??= Math.max(sentAt, this.#usableAt);
		if (error.retryAfterMs !== undefined && this.leftMs > 0) {
			const until = failedAt + error.retryAfterMs;
			if (!isFirst && this.#excusedUntil <= failedAt)
				this.#emit({ kind: 'outage-paused', error });
			this.#excusedMs += Math.max(0, until - Math.max(failedAt, this.#excusedUntil));
			this.#excusedUntil = Math.max(until, this.#excusedUntil);
		}
		if (isFirst)
			void this.#exhaustLater(this.#reset.signal);
	}
	usable(jobId) {
		this.#usableAt = this.#clock.now();
		this.#recover();
		this.#failingJobs.delete(jobId);
		if (!this.#isReported || this.#failingJobs.size > 0)
			return;
		this.#isReported = false;
		this.#emit({
			kind: 'outage-ended',
			lastedMs: this.#clock.now() - this.#startedAt,
			failedRequests: this.#failedRequests,
		});
	}
	ended(jobId) {
		this.#failingJobs.delete(jobId);
	}
	close() {
		this.#reset.abort();
	}
	#endOf(since) {
		return since + this.#toleranceMs + this.#excusedMs;
	}
	#recover() {
		if (this.#since === undefined)
			return;
		this.#since = undefined;
		this.#excusedMs = 0;
		this.#excusedUntil = -Infinity;
		this.#reset.abort();
		this.#reset = new AbortController();
		if (this.#exhausted.signal.aborted)
			this.#exhausted = manyListeners();
	}
	async #exhaustLater(reset) {
		while (!reset.aborted && this.leftMs > 0)
			await this.#clock.sleep(this.leftMs, reset);
		if (!reset.aborted)
			this.#exhausted.abort();
	}
}
function manyListeners() {
	const controller = new AbortController();
	(0,external_node_events_namespaceObject.setMaxListeners)(0, controller.signal);
	return controller;
}
;// src/engine/outcome.ts
function endsGate({ ending }, failFast) {
	switch (ending.kind) {
		case 'failed':
			return failFast || ending.error?.concernsAllJobs === true;
		case 'error':
			return failFast || ending.error.concernsAllJobs;
		case 'timed-out':
		case 'running':
		case 'success':
		case 'stopped':
			return false;
	}
}
function outcomeOf(jobs, cancelled) {
	const outcomes = new Set(jobs.map(({ ending }) => (ending.kind === 'stopped' ? 'error' : ending.kind)));
	if (cancelled)
		outcomes.add('cancelled');
	return OUTCOMES.find((outcome) => outcomes.has(outcome)) ?? 'error';
}
function internalError(cause) {
	return ownError({
		kind: 'fatal',
		message: `internal error of the gate: ${messageOf(cause)}`,
		advice: 'This is a bug in Cloud Job Gate: please report it, with the log of a run in which debug logging is on.',
		topic: 'internal',
		concernsAllJobs: false,
	});
}
function resultOfInternalError(cause, jobIds) {
	const error = internalError(cause);
	const jobs = jobIds.map((jobId) => ({
		jobId,
		ending: { kind: 'error', error },
		job: undefined,
		failedJob: undefined,
		requests: { made: 0, failed: 0 },
	}));
	return { outcome: 'error', jobs, durationMs: 0, internalError: error };
}
;// src/engine/semaphore.ts
class Semaphore {
	#free;
	#limit;
	#waiting = new Set();
	#clock;
	constructor(limit, clock) {
		this.#free = limit;
		this.#limit = limit;
		this.#clock = clock;
	}
	async acquire(until, stop, giveUp) {
		if (stop.aborted || this.#clock.now() > until)
			return false;
		if (this.#free > 0) {
			this.#free -= 1;
			return true;
		}
		if (giveUp.aborted)
			return false;
		const turn = new AbortController();
		let acquired = false;
		const grant = () => {
			acquired = true;
			turn.abort();
		};
		const cancel = () => {
			turn.abort();
		};
		this.#waiting.add(grant);
		for (const signal of [stop, giveUp])
			signal.addEventListener('abort', cancel);
		await this.#clock.sleep(until - this.#clock.now(), turn.signal);
		for (const signal of [stop, giveUp])
			signal.removeEventListener('abort', cancel);
		this.#waiting.delete(grant);
		return acquired;
	}
	release() {
		const [next] = this.#waiting;
		if (next === undefined) {
			this.#free += 1;
			return;
		}
		this.#waiting.delete(next);
		next();
	}
	raise(limit) {
		for (; this.#limit < limit; this.#limit += 1)
			this.release();
	}
}
;// src/engine/history.ts
class JobHistory {
	#emit;
	#unknownPhases = new UnknownPhases();
	#lastSeen;
	#job;
	#failedJob;
	#proof = 'open';
	#requestId;
	constructor(clock, emit) {
		this.#lastSeen = new LastSeenClock(clock);
		this.#emit = emit;
	}
	get job() {
		return this.#job;
	}
	get failedJob() {
		return this.#failedJob;
	}
	get requestId() {
		return this.#requestId;
	}
	lastSeen() {
		return this.#lastSeen.read();
	}
	take({ job, requestId, date }) {
		const previous = this.#job;
		this.#lastSeen.saw(job, previous, date);
		if (job !== previous) {
			this.#job = job;
			this.#proof = verdict(job);
			this.#emit({ kind: 'answer', job, previous });
			for (const visit of this.#unknownPhases.newIn(job))
				this.#emit({ kind: 'unknown-phase', visit });
		}
		if (this.#proof === 'failed' || this.#failedJob === undefined)
			this.#requestId = requestId;
		if (this.#proof === 'failed')
			this.#failedJob = job;
		return this.#proof;
	}
}
class LastSeenClock {
	#clock;
	#changedAt;
	#sawChange = false;
	#serverOffset;
	constructor(clock) {
		this.#clock = clock;
	}
	saw(job, previous, date) {
		const now = this.#clock.now();
		this.#serverOffset = date === undefined ? undefined : date - now;
		this.#changedAt ??= now;
		if (previous === undefined || job === previous || !differs(previous, job))
			return;
		this.#changedAt = now;
		this.#sawChange = true;
	}
	read() {
		if (this.#changedAt === undefined)
			return undefined;
		const now = this.#clock.now();
		return {
			serverTime: this.#serverOffset === undefined ? undefined : this.#serverOffset + now,
			unchangedMs: now - this.#changedAt,
			sawChange: this.#sawChange,
		};
	}
}
const MAX_WORDS = 20;
class UnknownPhases {
	#words = new Set();
	*newIn(root) {
		for (const visit of walk(root)) {
			if (!isUnknown(visit))
				continue;
			const word = visit.job.status ?? '';
			if (this.#words.has(word) || this.#words.size >= MAX_WORDS)
				continue;
			this.#words.add(word);
			yield visit;
		}
	}
}
function isUnknown({ job, depth }) {
	return job.phase === 'Unknown' && (depth === 0 || job.status !== undefined);
}
;// src/engine/watch.ts
const NOT_VISIBLE_TOLERANCE_MS = 30_000;
const GONE_AFTER_MISSES = 2;
const FINAL_POLL_MS = 950;
const NO_TIME_TO_POLL = ownError({
	kind: 'outage',
	message: 'there was no time left to ask for it',
	advice: '',
	topic: 'timed-out',
	concernsAllJobs: false,
});
class Watch {
	#options;
	#dependencies;
	#schedule;
	#history;
	#outage;
	#missesInARow = 0;
	#requestsMade = 0;
	#requestsFailed = 0;
	constructor(options, dependencies) {
		this.#options = options;
		this.#dependencies = dependencies;
		this.#schedule = new PollSchedule(options, dependencies.clock, dependencies.random);
		this.#history = new JobHistory(dependencies.clock, dependencies.emit);
	}
	async run() {
		const { jobId, deadline } = this.#options;
		const { fetchJob, clock, signal } = this.#dependencies;
		const isStopped = () => signal.aborted;
		for (let final = false;;) {
			const until = final ? Math.max(deadline, clock.now()) + FINAL_POLL_MS : deadline;
			const reply = await fetchJob(jobId, until);
			if (isStopped())
				return this.#stoppedAfter(reply);
			const step = reply === undefined ? this.#unsent() : this.#take(reply, final);
			if ('ending' in step)
				return this.result(step.ending);
			if (final)
				return this.result(this.#lateEnding());
			const left = Math.max(0, deadline - clock.now());
			final = step.delayMs >= left;
			await clock.sleep(Math.min(step.delayMs, left), signal);
			if (isStopped())
				return this.result({ kind: 'stopped' });
		}
	}
	result(ending) {
		const { job, failedJob, requestId } = this.#history;
		return {
			jobId: this.#options.jobId,
			ending: failedJob === undefined ? ending : failedBefore(ending),
			job,
			failedJob,
			requests: { made: this.#requestsMade, failed: this.#requestsFailed, requestId },
			lastSeen: this.#history.lastSeen(),
		};
	}
	#lateEnding() {
		const error = this.#outage?.error;
		return this.#options.pollsOnce === true
			? { kind: 'error', error: error ?? NO_TIME_TO_POLL }
			: { kind: 'timed-out', error };
	}
	#stoppedAfter(reply) {
		if (reply?.response.kind !== 'job')
			return this.result({ kind: 'stopped' });
		const step = this.#take(reply, false);
		return this.result('ending' in step ? step.ending : { kind: 'stopped' });
	}
	#unsent() {
		const { exhausted, error, lastedMs } = this.#dependencies.apiOutage;
		if (!exhausted.aborted || error === undefined)
			return { delayMs: 0 };
		return { ending: { kind: 'error', error, outageMs: lastedMs } };
	}
	#take({ response, sentAt }, final) {
		this.#requestsMade += 1;
		if (response.kind === 'job')
			return this.#takeJob(response);
		const { error } = response;
		if (error.kind === 'not-found')
			return this.#takeNotFound(error, final);
		this.#requestsFailed += 1;
		if (error.kind === 'fatal')
			return { ending: { kind: 'error', error } };
		if (error.kind === 'throttled')
			this.#schedule.throttled();
		return this.#takeOutage(error, sentAt, final);
	}
	#takeJob(answer) {
		this.#outage = undefined;
		this.#missesInARow = 0;
		this.#dependencies.apiOutage.usable(this.#options.jobId);
		const { failFast, pollsOnce = false } = this.#options;
		if (answer.job !== this.#history.job)
			this.#schedule.saw(answer.job);
		const proof = this.#history.take(answer);
		if (proof === 'success')
			return { ending: { kind: 'success' } };
		const isOver = proof === 'failed' && (failFast || pollsOnce || isEnded(answer.job));
		if (isOver)
			return { ending: { kind: 'failed' } };
		return pollsOnce ? { ending: { kind: 'running' } } : { delayMs: this.#schedule.regularPause() };
	}
	#takeNotFound(error, final) {
		this.#outage = undefined;
		this.#missesInARow += 1;
		this.#dependencies.apiOutage.usable(this.#options.jobId);
		if (this.#options.pollsOnce === true) {
			const advice = `${error.advice} A new job may take ${NOT_VISIBLE_TOLERANCE_MS / 1000} seconds to show: ask again then.`;
			return { ending: { kind: 'error', error: { ...error, advice } } };
		}
		const isGone = this.#history.job === undefined
			? final || this.#waitedMs() > NOT_VISIBLE_TOLERANCE_MS
			: this.#missesInARow >= GONE_AFTER_MISSES;
		if (isGone)
			return { ending: { kind: 'error', error } };
		const seenBefore = this.#history.job !== undefined;
		if (this.#missesInARow === 1)
			this.#dependencies.emit({ kind: 'not-visible', error, seenBefore });
		return { delayMs: this.#schedule.regularPause() };
	}
	#takeOutage(error, sentAt, final) {
		const { clock, random, apiOutage } = this.#dependencies;
		const { jobId, outageToleranceMs } = this.#options;
		const failure = { error, sentAt, failedAt: clock.now() };
		const before = this.#outage;
		this.#missesInARow = 0;
		apiOutage.failed(jobId, failure);
		this.#outage = continueOutage(before, failure, outageToleranceMs, random());
		const lastedMs = failure.failedAt - (before?.startedAt ?? sentAt);
		const isUsedUp = this.#outage === undefined && !(final && lastedMs < outageToleranceMs);
		if (isUsedUp || apiOutage.wasExhaustedAt(sentAt)) {
			return { ending: { kind: 'error', error, outageMs: Math.max(lastedMs, apiOutage.lastedMs) } };
		}
		this.#outage ??= before;
		const delayMs = this.#outage?.delayMs ?? 0;
		return { delayMs: error.retryAfterMs === undefined ? Math.min(delayMs, apiOutage.leftMs) : delayMs };
	}
	#waitedMs() {
		return this.#dependencies.clock.now() - this.#options.startedAt;
	}
}
function failedBefore(ending) {
	return ending.kind === 'error' ? { kind: 'failed', error: ending.error } : { kind: 'failed' };
}
;// src/engine/gate.ts
const HEARTBEAT_MS = 60_000;
function startGate(options, dependencies) {
	const gate = new Gate(options, dependencies);
	return { result: gate.run(), abandon: (cause) => gate.abandon(cause) };
}
class Gate {
	#options;
	#dependencies;
	#startedAt;
	#deadline;
	#stop = new AbortController();
	#abandoned = new AbortController();
	#semaphore;
	#apiOutage;
	#watches;
	#ended = new Map();
	#open;
	constructor(options, dependencies) {
		const { clock } = dependencies;
		this.#options = options;
		this.#dependencies = dependencies;
		this.#startedAt = dependencies.startedAt ?? clock.now();
		this.#deadline = this.#startedAt + options.timeoutMs;
		this.#semaphore = new Semaphore(options.initialConcurrency, clock);
		this.#apiOutage = new ApiOutage(options.outageToleranceMs, clock, (event) => {
			this.#emit({ ...event, waitedMs: this.#waitedMs() });
		});
		(0,external_node_events_namespaceObject.setMaxListeners)(0, this.#stop.signal);
		this.#watches = new Map(options.jobIds.map((jobId) => [jobId, this.#watch(jobId)]));
		this.#open = new Map(options.jobIds.map((jobId) => [jobId, undefined]));
	}
	async run() {
		const { signal } = this.#dependencies;
		const cancel = () => {
			this.#stop.abort();
		};
		signal.addEventListener('abort', cancel);
		if (signal.aborted)
			cancel();
		try {
			const [ended] = await Promise.all([this.#waitForAll(), this.#sendHeartbeats()]);
			const durationMs = this.#waitedMs();
			const jobs = await this.#lookUpReasons(ended);
			return { outcome: outcomeOf(jobs, signal.aborted), jobs, durationMs };
		}
		finally {
			cancel();
			this.#apiOutage.close();
			signal.removeEventListener('abort', cancel);
		}
	}
	abandon(cause) {
		const error = internalError(cause);
		const ending = { kind: 'error', error };
		const jobs = [...this.#watches].map(([jobId, watch]) => this.#ended.get(jobId) ?? watch.result(ending));
		this.#abandoned.abort();
		this.#stop.abort();
		const outcome = outcomeOf(jobs, this.#dependencies.signal.aborted);
		return {
			outcome: outcome === 'success' ? 'error' : outcome,
			jobs,
			durationMs: this.#waitedMs(),
			internalError: error,
		};
	}
	#watch(jobId) {
		const { clock, random } = this.#dependencies;
		const own = { ...this.#options, jobId, startedAt: this.#startedAt, deadline: this.#deadline };
		return new Watch(own, {
			fetchJob: (id, until) => this.#fetchInTurn(id, until),
			apiOutage: this.#apiOutage,
			clock,
			random,
			signal: this.#stop.signal,
			emit: (event) => {
				if (event.kind === 'answer')
					this.#open.set(jobId, event.job);
				this.#emit({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event });
			},
		});
	}
	async #waitForAll() {
		const ended = await Promise.all([...this.#watches].map(([jobId, watch]) => this.#waitFor(jobId, watch)));
		this.#stop.abort();
		return ended;
	}
	async #waitFor(jobId, watch) {
		const result = await watch.run();
		this.#open.delete(jobId);
		this.#ended.set(jobId, result);
		this.#apiOutage.ended(jobId);
		this.#emit({ kind: 'ended', jobId, waitedMs: this.#waitedMs(), result });
		if (endsGate(result, this.#options.failFast))
			this.#stop.abort();
		return result;
	}
	#lookUpReasons(results) {
		const { fetchJob, clock } = this.#dependencies;
		const signal = AbortSignal.any([this.#dependencies.signal, this.#abandoned.signal]);
		const options = { deadline: this.#deadline, requestTimeoutMs: this.#options.requestTimeoutMs };
		return lookUpReasons(results, options, {
			fetchJob,
			clock,
			signal,
			emit: (jobId, event) => {
				this.#emit({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event });
			},
		});
	}
	async #sendHeartbeats() {
		const { clock } = this.#dependencies;
		const { signal } = this.#stop;
		for (;;) {
			await clock.sleep(HEARTBEAT_MS, signal);
			if (signal.aborted)
				return;
			const jobs = [...this.#open].map(([jobId, job]) => ({ jobId, job }));
			const remainingMs = Math.max(0, this.#deadline - clock.now());
			const { pausedMs } = this.#apiOutage;
			this.#emit({ kind: 'heartbeat', waitedMs: this.#waitedMs(), remainingMs, pausedMs, jobs });
		}
	}
	async #fetchInTurn(jobId, until) {
		const { clock, fetchJob } = this.#dependencies;
		const { requestTimeoutMs, maxConcurrency } = this.#options;
		const { signal } = this.#stop;
		if (!(await this.#semaphore.acquire(until, signal, this.#apiOutage.exhausted)))
			return undefined;
		try {
			const sentAt = clock.now();
			const latest = Math.min(until, this.#apiOutage.latestEnd(requestTimeoutMs));
			const timeoutMs = Math.min(requestTimeoutMs, latest - sentAt);
			if (timeoutMs < 1)
				return undefined;
			const response = await fetchJob(jobId, { timeoutMs, until: latest, signal });
			if (response.kind === 'job' || response.error.kind === 'not-found')
				this.#semaphore.raise(maxConcurrency);
			return { response, sentAt };
		}
		finally {
			this.#semaphore.release();
		}
	}
	#emit(event) {
		if (!this.#abandoned.signal.aborted)
			this.#dependencies.emit(event);
	}
	#waitedMs() {
		return this.#dependencies.clock.now() - this.#startedAt;
	}
}
;// src/report/annotations.ts
const QUIET_OUTAGE_MS = 30_000;
function annotationsOf(facts, context, format, max) {
	const { outcome } = facts.result;
	if (outcome === 'success' || outcome === 'running')
		return [];
	if (outcome === 'cancelled')
		return [cancelledAnnotation(facts, format)];
	const problems = problemsOf(facts);
	const hidden = problems.length - max;
	return problems.slice(0, max).map((problem, index) => {
		const annotation = problemAnnotation(problem, facts, context, format);
		if (hidden <= 0 || index < max - 1)
			return annotation;
		return {
			...annotation,
			notes: `${annotation.notes} And ${counted(hidden, 'more problem')}: see the report.`.trim(),
		};
	});
}
function problemAnnotation(problem, facts, context, format) {
	const running = stillRunningText(facts, format);
	switch (problem.kind) {
		case 'cause': {
			const { cause } = problem;
			const { visit } = cause.first;
			const hint = hintOf(cause.first, format);
			const path = visit.depth === 0 ? '' : `Path: ${endSentence(pathText(visit, format))}`;
			const notes = [path, hint === '' ? '' : `Hint: ${hint}`, earlyEndText(facts, format), running];
			const what = `${cause.count > 1 ? `${formatCount(cause.count)} × ` : ''}${typeName(visit.job, visit.depth, format)}`;
			const names = listText(cause.resources, 1, (name) => firstShown(format, name));
			return errorAnnotation(`${what} failed — ${names || format.plain(cause.jobIds[0] ?? '')}`, causeLine(cause, format), notes);
		}
		case 'error': {
			const { error, jobs } = problem;
			const headline = error.topic === undefined ? '' : helpHeadline(error.topic);
			const title = capitalized(headline) || 'Error';
			const text = problemText(problem, facts.jobs.length > 1, format);
			return errorAnnotation(jobs.length === 0 ? title : `${title} — ${jobsText(jobs, format)}`, text, [
				format.say(error.advice),
				running,
			]);
		}
		case 'open': {
			const { job } = problem;
			const text = `Timed out after ${formatDuration(facts.result.durationMs)}: ${openText(job, format)}`;
			const notes = [running, timeoutHint(context, format)];
			return errorAnnotation(`Timed out — ${jobTitle(job.job, job.jobId, format)}`, text, notes);
		}
	}
}
function cancelledAnnotation(facts, format) {
	const title = `Cancelled — ${jobsText(facts.jobs, format)}`;
	return { ...errorAnnotation(title, whyText(facts, format), [stillRunningText(facts, format)]), level: 'warning' };
}
function jobsText(jobs, format) {
	const [first, ...others] = jobs;
	return first !== undefined && others.length === 0
		? jobTitle(first.job, first.jobId, format)
		: counted(jobs.length, 'job');
}
function errorAnnotation(title, text, notes) {
	return { level: 'error', title, text: endSentence(text), notes: notes.filter((note) => note !== '').join(' ') };
}
function warningOf(event, format) {
	if (event.kind === 'outage-ended')
		return outageWarning(event);
	if (event.kind !== 'watch')
		return undefined;
	const jobId = format.plain(event.jobId);
	switch (event.event.kind) {
		case 'unknown-phase': {
			const { job, depth } = event.event.visit;
			const name = depth === 0 ? jobTitle(job, event.jobId, format) : subJobTitle(job, format);
			return {
				level: 'warning',
				title: `Unknown phase — ${name}`,
				text: `${name} is ${phaseWord(job, format)}: no known phase, so it is never taken for a success.`,
				notes: `Job ${jobId}.`,
			};
		}
		case 'answer':
		case 'not-visible':
		case 'look-up':
		case 'look-up-failed':
			return undefined;
	}
}
function outageWarning(event) {
	const { lastedMs, failedRequests } = event;
	if (lastedMs <= QUIET_OUTAGE_MS)
		return undefined;
	const lasted = formatDuration(lastedMs);
	return {
		level: 'warning',
		title: `Outage of ${lasted}`,
		text: `The API gave no usable answer for ${lasted} (${counted(failedRequests, 'failed request')}).`,
		notes: 'The wait went on.',
	};
}
;// src/report/log/changes.ts
const NAME_WIDTH = 40;
function changesBetween(previous, job) {
	const changes = [];
	const pending = [{ job, depth: 0, before: previous }];
	for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
		if (isChanged(pair))
			changes.push(pair);
		const { depth } = pair;
		const befores = counterparts(pair.before?.subJobs ?? [], pair.job.subJobs);
		for (let index = pair.job.subJobs.length - 1; index >= 0; index -= 1) {
			const subJob = pair.job.subJobs[index];
			if (subJob !== undefined)
				pending.push({ job: subJob, depth: depth + 1, before: befores[index] });
		}
	}
	return changes;
}
function isChanged({ job, before }) {
	if (before === undefined)
		return true;
	return (job.phase !== before.phase ||
		(job.phase === 'Unknown' && job.status !== before.status) ||
		job.reason !== before.reason ||
		job.errorCode !== before.errorCode ||
		tenths(job) !== tenths(before));
}
function tenths(job) {
	return Math.floor((job.progress ?? 0) * 10);
}
function counterparts(former, current) {
	const byId = new Map(former.filter(({ id }) => id !== '').map((job) => [job.id, job]));
	return current.map((job, index) => {
		const there = former[index];
		if (there?.id === job.id && (job.id !== '' || there.type === job.type))
			return there;
		return byId.get(job.id);
	});
}
function changeLines(changes, isFirst, format) {
	const isNew = ({ before, depth }) => before === undefined && depth > 0;
	const found = changes.filter(isNew);
	const show = (change) => changeText(change, format);
	if (found.length <= MAX_NEW_SUB_JOBS)
		return limited(changes, show, 'more change');
	const others = limited(changes.filter((change) => !isNew(change)), show, 'more change');
	const own = changes[0]?.depth === 0 ? 1 : 0;
	return [...others.slice(0, own), countLine(found, isFirst), ...others.slice(own)];
}
function treeLines(root, now, format) {
	return limited(changesBetween(undefined, root), (change) => changes_stateText(change, now, format), 'more job');
}
function limited(changes, show, noun) {
	if (changes.length <= MAX_CHANGE_LINES)
		return changes.map(show);
	const isFailure = ({ job }) => job.phase === 'Failed';
	const failures = changes.filter(isFailure).length;
	let space = Math.max(0, MAX_CHANGE_LINES - failures);
	let failureSpace = MAX_CHANGE_LINES;
	const shown = changes.filter((change) => (isFailure(change) ? failureSpace-- > 0 : space-- > 0));
	const hidden = Math.max(0, failures - MAX_CHANGE_LINES);
	const of = hidden === 0 ? '' : `, ${formatCount(hidden)} of them Failed`;
	const rest = changes.length - shown.length;
	return [...shown.map(show), `… and ${counted(rest, noun)}${of}`];
}
function countLine(found, isFirst) {
	const phaseOf = ({ job }) => (job.status === undefined ? 'without a status' : job.phase);
	const phases = ['Failed', 'Unknown', 'Running', 'Initializing', 'Success', 'without a status'];
	const counts = phases
		.map((phase) => ({ phase, count: found.filter((change) => phaseOf(change) === phase).length }))
		.filter(({ count }) => count > 0)
		.map(({ phase, count }) => `${formatCount(count)} ${phase}`);
	return `  ${counted(found.length, isFirst ? 'sub-job' : 'new sub-job')}: ${counts.join(', ')}`;
}
function changeText({ job, depth, before }, format) {
	const wordOf = depth === 0 ? phaseWord : subJobPhaseWord;
	const from = before === undefined ? '–' : wordOf(before, format);
	const to = phaseLabel(job, depth, format);
	return format.paint(`${nameText(job, depth, format)}  ${from} → ${to}${detailsText(job, depth, format)}`, toneOf(job, depth));
}
function changes_stateText({ job, depth }, now, format) {
	const lasted = runTimeText(runTimeOf(job, now), format);
	const text = `${nameText(job, depth, format)}  ${phaseLabel(job, depth, format)}${lasted === '' ? '' : ` · ${lasted}`}${detailsText(job, depth, format)}`;
	return format.paint(text, toneOf(job, depth));
}
function nameText(job, depth, format) {
	const level = Math.min(depth, MAX_INDENT);
	const deep = depth > MAX_INDENT ? `(depth ${formatCount(depth)}) ` : '';
	const name = depth === 0 ? jobTitle(job, job.id, format) : subJobTitle(job, format);
	return `${'  '.repeat(level)}${deep}${name}`.padEnd(NAME_WIDTH);
}
function detailsText(job, depth, format) {
	const reason = reasonText(job.reason, job.errorCode, format);
	const counts = depth === 0 ? endedText(subJobCounts(job)) : '';
	const details = [counts, percentText(job)].filter((part) => part !== '').map((part) => ` · ${part}`);
	return `${details.join('')}${reason === '' ? '' : `: ${reason}`}`;
}
function toneOf(job, depth) {
	if (job.phase === 'Failed' || (depth === 0 && subJobCounts(job).failed > 0))
		return 'bad';
	if (job.phase === 'Success')
		return 'good';
	return job.phase === 'Unknown' && job.status !== undefined ? 'warning' : undefined;
}
;// src/report/log/ending.ts
const TONES = {
	success: 'good',
	failed: 'bad',
	error: 'bad',
	'timed-out': 'bad',
	running: 'strong',
	cancelled: 'warning',
};
function groupsOf({ jobs }, { task }, format) {
	return jobs.length === 1 && task !== 'status'
		? []
		: worstFirst(jobs)
			.slice(0, MAX_GROUPS)
			.map((job) => groupOf(job, format));
}
function groupOf({ job, jobId, result, now }, format) {
	const title = `${endingLabel(result.ending)}: ${jobTitle(job, jobId, format)}`;
	return { title, lines: job === undefined ? ['It never gave a usable answer.'] : treeLines(job, now, format) };
}
function endingLines(facts, context, format) {
	const problems = problemsOf(facts);
	const note = earlyEndText(facts, format);
	const space = note === '' ? MAX_PROBLEMS : MAX_PROBLEMS - 1;
	const shown = problems.slice(0, problems.length > space ? space - 1 : space);
	const [first] = shown;
	const more = problems.length - shown.length;
	const why = first === undefined && facts.result.outcome !== 'success' ? endSentence(whyText(facts, format)) : '';
	return [
		'',
		format.paint(verdictText(facts, format), TONES[facts.result.outcome]),
		...line('Why', why),
		...shown.flatMap((problem) => problemLines(problem, problem === first, facts, context, format)),
		...(more === 0 ? [] : [`  … and ${counted(more, first?.kind === 'cause' ? 'more cause' : 'more job')}`]),
		...line('Note', note),
		...line('Note', stillRunningText(facts, format)),
		...line('Help', helpUrl(context, topicOf(facts))),
	];
}
function problemLines(problem, isFirst, { jobs }, context, format) {
	switch (problem.kind) {
		case 'cause': {
			const { first } = problem.cause;
			return [
				...line('Cause', causeLine(problem.cause, format)),
				...(isFirst && (jobs.length > 1 || first.visit.depth > 0) ? line('Path', pathText(first.visit, format)) : []),
				...(isFirst ? line('Hint', hintOf(first, format)) : []),
			];
		}
		case 'error':
			return [
				...line('Why', problemText(problem, jobs.length > 1, format)),
				...(isFirst ? line('Hint', format.say(problem.error.advice)) : []),
			];
		case 'open': {
			const timedOut = problem.job.result.ending.kind === 'timed-out';
			return [
				...line('Why', openText(problem.job, format)),
				...(isFirst && timedOut ? line('Hint', timeoutHint(context, format)) : []),
			];
		}
	}
}
function placeLines({ summary, report }, format) {
	return [...line('Summary', format.plain(summary)), ...line('Report', format.plain(report))];
}
function line(label, text) {
	return text === '' ? [] : [`  ${label.padEnd(7)}  ${text}`];
}
;// src/report/log/heartbeat.ts
const EACH_MINUTE_FOR_MS = 600_000;
const THEN_EVERY_MS = 300_000;
const TOLERANCE_MS = 5000;
class HeartbeatSchedule {
	#changedAt = 0;
	#printedAt = 0;
	changed(waitedMs) {
		this.#changedAt = waitedMs;
		this.#printedAt = waitedMs;
	}
	isDue(waitedMs) {
		const often = waitedMs - this.#changedAt <= EACH_MINUTE_FOR_MS + TOLERANCE_MS;
		if (!often && waitedMs - this.#printedAt < THEN_EVERY_MS - TOLERANCE_MS)
			return false;
		this.#printedAt = waitedMs;
		return true;
	}
}
function heartbeatText({ jobs, remainingMs, pausedMs }, total) {
	const paused = pausedMs === 0 ? '' : `, asking again in ${formatDuration(pausedMs)}`;
	const left = `${formatDuration(remainingMs)} left${paused}`;
	const [only] = jobs;
	const state = total === 1 && only !== undefined
		? heartbeat_stateText(only.job)
		: `${formatCount(total - jobs.length)} of ${counted(total, 'job')} ended`;
	return `${state}, ${left}`;
}
function heartbeat_stateText(job) {
	if (job === undefined)
		return 'no usable answer yet';
	const parts = [endedText(subJobCounts(job)), percentText(job)].filter((part) => part !== '');
	return parts.length === 0 ? `still ${job.phase}` : parts.join(', ');
}
;// src/report/log/log.ts
const TIME_WIDTH = 7;
function createLog(context, format) {
	const labels = shortLabels(context.jobIds);
	const several = context.jobIds.length > 1;
	const schedule = new HeartbeatSchedule();
	const whose = (jobId) => (several ? `${labels.get(jobId) ?? format.plain(jobId)}  ` : '');
	const line = (waitedMs, prefix, text) => {
		schedule.changed(waitedMs);
		return `${format.paint(time(waitedMs), 'quiet')}  ${prefix}${text}`.trimEnd();
	};
	return {
		header: () => headerLines(context, labels, format),
		event: (event) => {
			const { waitedMs } = event;
			switch (event.kind) {
				case 'watch':
					return watchLines(event.event, format).map((text) => line(waitedMs, whose(event.jobId), text));
				case 'ended':
					return endedLines(event, several, format).map((text) => line(waitedMs, whose(event.jobId), text));
				case 'outage-started':
					return [line(waitedMs, '', format.paint(outageText(event.error, format), 'warning'))];
				case 'outage-paused':
					return [line(waitedMs, '', format.paint(pauseText(event.error), 'warning'))];
				case 'outage-ended':
					return [line(waitedMs, '', format.paint(recoveryText(event), 'good'))];
				case 'credentials':
					return [line(waitedMs, '', credentialsText(event.event, format))];
				case 'heartbeat':
					if (!schedule.isDue(waitedMs))
						return [];
					return [format.paint(`${time(waitedMs)}  ${heartbeatText(event, context.jobIds.length)}`, 'quiet')];
			}
		},
		groups: (facts) => groupsOf(facts, context, format),
		ending: (facts, places = { summary: '', report: '' }) => [
			...endingLines(facts, context, format),
			...placeLines(places, format),
		],
	};
}
function time(waitedMs) {
	return formatDuration(waitedMs < 1000 ? 0 : waitedMs).padStart(TIME_WIDTH);
}
function headerLines(context, labels, format) {
	const { jobIds, pollInterval, timeoutMs } = context;
	const isOnce = context.task === 'status';
	const verb = isOnce ? 'Asking' : 'Waiting';
	const service = format.plain(context.service);
	const [first = ''] = jobIds;
	const jobs = jobIds.length === 1
		? [format.paint(`${verb} for ${service} job ${format.plain(first)}`, 'strong')]
		: [
			format.paint(`${verb} for ${counted(jobIds.length, `${service} job`)}`, 'strong'),
			...jobIds.map((id) => `  job       ${format.plain(labels.get(id) ?? id)} = ${format.plain(id)}`),
		];
	const often = pollInterval === 'auto' ? 'automatically' : `every ${exactly(pollInterval)}`;
	return [
		...jobs,
		`  project   ${format.plain(context.projectId)}`,
		`  endpoint  ${format.plain(context.endpoint)}`,
		...(context.sources.length === 0 ? [] : [`  from      ${format.plain(context.sources.join('; '))}`]),
		`  until     ${formatTime(context.startedAt + timeoutMs)}, ${formatDuration(timeoutMs)} at most`,
		...(isOnce ? [] : [`  polled    ${often}`]),
	];
}
function exactly(milliseconds) {
	return milliseconds % 1000 === 0 ? formatDuration(milliseconds) : `${milliseconds}ms`;
}
function watchLines(event, format) {
	if (event.kind === 'answer')
		return changeLines(changesBetween(event.previous, event.job), event.previous === undefined, format);
	return [format.paint(remark(event, format), 'warning')];
}
function outageText(error, format) {
	return `No usable answer: ${errorText(error, format)} ${againText(error)}`;
}
function pauseText(error) {
	return `Still no usable answer (HTTP ${error.status ?? ''}). ${againText(error)}`;
}
function againText({ retryAfterMs }) {
	return `Asking again${retryAfterMs === undefined ? '' : ` in ${formatDuration(retryAfterMs)}`}.`;
}
function recoveryText({ lastedMs, failedRequests }) {
	return `The API answers again after ${formatDuration(lastedMs)} and ${counted(failedRequests, 'failed request')}.`;
}
function remark(event, format) {
	switch (event.kind) {
		case 'not-visible': {
			const knows = event.seenBefore ? 'no longer knows the job' : 'does not know the job (yet)';
			return `The service ${knows}: ${errorText(event.error, format)} Asking again.`;
		}
		case 'unknown-phase': {
			const { job, depth } = event.visit;
			const name = depth === 0 ? jobTitle(job, job.id, format) : subJobTitle(job, format);
			return `Warning: ${name} is ${phaseWord(job, format)}: no known phase, so it is never taken for a success.`;
		}
		case 'look-up': {
			const { job } = event.visit;
			return `${subJobTitle(job, format)} gives no reason: asking for it by its own ID, ${format.plain(job.id)}.`;
		}
		case 'look-up-failed':
			return `No answer about it: ${errorText(event.error, format)}`;
	}
}
function endedLines({ result }, several, format) {
	const { ending } = result;
	const error = ending.kind === 'error' || ending.kind === 'failed' ? ending.error : undefined;
	return several && error !== undefined ? [format.paint(`❗ Error: ${errorText(error, format)}`, 'bad')] : [];
}
const EXCHANGED = {
	first: 'Exchanged the OIDC token for credentials',
	due: 'Renewed the credentials ahead of their end',
	refused: 'Renewed the credentials after a 401',
};
function credentialsText(event, format) {
	switch (event.kind) {
		case 'exchanged': {
			const { why, lifetimeMs } = event;
			return `${EXCHANGED[why]}${lifetimeMs === undefined ? '' : `, good for ${formatDuration(lifetimeMs)}`}.`;
		}
		case 'exchange-failed':
			return `The credentials could not be renewed yet: ${errorText(event.error, format)} They are still valid.`;
		case 'clock-corrected': {
			const { offsetMs } = event;
			return `This machine's clock is ${formatDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead of'} the server's: signing by the server's from now on.`;
		}
	}
}
;// src/report/summary/head.ts
const MAX_HEADING_NAME_LENGTH = 60;
function head_headLines(facts, context, size, format) {
	const heading = `## ${verdictText(facts, shortened(format, MAX_HEADING_NAME_LENGTH))}`;
	const box = facts.result.outcome === 'success' ? [] : [...boxLines(facts, context, size, format), ''];
	return [heading, '', ...box, factsLine(facts, context, format), ''];
}
function boxLines(facts, context, size, full) {
	const format = shortened(full, size.text);
	const problems = problemsOf(facts);
	const shown = problems.slice(0, problems.length > size.problems ? size.problems - 1 : size.problems);
	const [first, ...others] = shown;
	const more = problems.length - shown.length;
	const several = facts.jobs.length > 1;
	const why = first === undefined ? [format.strong(endSentence(whyText(facts, format)))] : [];
	const rest = others.map((problem) => problemLine(problem, several, format));
	const paragraphs = [
		[...why, ...(first === undefined ? [] : head_problemLines(first, several, context, format))],
		[earlyEndText(facts, format, false), stillRunningText(facts, format)]
			.filter((note) => note !== '')
			.map((note) => `⚠️ ${note}`),
		[...rest, ...(more === 0 ? [] : [`… and ${counted(more, first?.kind === 'cause' ? 'more cause' : 'more job')}`])],
		helpLines(facts, context),
	].filter((lines) => lines.length > 0);
	const severe = facts.result.outcome !== 'cancelled' && facts.result.outcome !== 'running';
	return [
		`> [!${severe ? 'CAUTION' : 'WARNING'}]`,
		paragraphs.map((lines) => lines.map((line) => `> ${line}`).join('<br>\n')).join('\n>\n'),
	];
}
function head_problemLines(problem, several, context, format) {
	switch (problem.kind) {
		case 'cause': {
			const { first } = problem.cause;
			const hint = hintOf(first, format);
			const path = several || first.visit.depth > 0 ? pathText(first.visit, format) : '';
			return [
				causeText(problem.cause, format),
				causeNames(problem.cause, format),
				path === '' ? '' : `Path: ${path}`,
				hint === '' ? '' : `💡 ${hint}`,
			].filter((line) => line !== '');
		}
		case 'error': {
			const advice = format.say(problem.error.advice);
			return [problemLine(problem, several, format), ...(advice === '' ? [] : [`💡 ${advice}`])];
		}
		case 'open': {
			const { ending } = problem.job.result;
			const advice = `💡 ${timeoutHint(context, format)}`;
			return [problemLine(problem, several, format), ...(ending.kind === 'timed-out' ? [advice] : [])];
		}
	}
}
function problemLine(problem, several, format) {
	switch (problem.kind) {
		case 'cause': {
			const names = causeNames(problem.cause, format);
			return `${causeText(problem.cause, format)}${names === '' ? '' : ` — ${names}`}`;
		}
		case 'error':
			return problemText(problem, several, format, false);
		case 'open':
			return endSentence(openText(problem.job, format, false));
	}
}
function helpLines(facts, context) {
	const url = helpUrl(context, topicOf(facts));
	return url === '' ? [] : [`[What this means and what to do](${url})`];
}
function factsLine({ jobs, result, open }, context, format) {
	const [only] = jobs;
	const region = format.quote(context.region);
	const time = jobs.length === 1 && only?.job !== undefined ? runTimeOf(only.job, only.now) : undefined;
	const ended = `${formatCount(jobs.length - open.length)} of ${counted(jobs.length, 'job')} ended`;
	return [
		`${format.quote(context.service)}${region === '' ? '' : ` in ${region}`}`,
		jobs.length === 1 ? '' : ended,
		endedText(sum(jobs.map(({ counts }) => counts))),
		time === undefined
			? ''
			: `the job ${time.soFar ? 'has run' : 'ran'} ${formatDuration(time.ms)}${time.soFar ? ' so far' : ''}`,
		`waited ${formatDuration(result.durationMs)} of ${formatDuration(context.timeoutMs)}`,
	]
		.filter((fact) => fact !== '')
		.join(' · ');
}
function sum(counts) {
	return counts.reduce((all, each) => ({
		ended: all.ended + each.ended,
		failed: all.failed + each.failed,
		total: all.total + each.total,
	}), { ended: 0, failed: 0, total: 0 });
}
;// src/report/summary/chart.ts
const SETTINGS = "%%{init: {'gantt': {'leftPadding': 16, 'rightPadding': 24}, 'themeVariables': {'doneTaskBkgColor': 'rgba(128,128,128,0.3)', 'activeTaskBkgColor': 'rgba(56,139,253,0.35)', 'sectionBkgColor': 'rgba(128,128,128,0.2)'}}}%%";
const MIN_PART = 1 / 200;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const TICKS = [
	...[1, 2, 5, 10, 15, 30].map((count) => ({ ms: count * MINUTE_MS, interval: `${count}minute` })),
	...[1, 2, 3, 6, 12].map((count) => ({ ms: count * HOUR_MS, interval: `${count}hour` })),
	...[1, 2, 7, 15].map((count) => ({ ms: count * DAY_MS, interval: `${count}day` })),
];
const MAX_TIME_TICKS = 4;
const MAX_DATE_TICKS = 3;
function chartLines({ job: root, now, rootCauses }, format) {
	if (root === undefined)
		return [];
	const all = barsOf(root, new Set(rootCauses.map(({ visit }) => visit.job)), now);
	const bars = mostTelling(all);
	if (bars.length === 0)
		return [];
	const span = Math.max(...bars.map(({ end }) => end)) - Math.min(...bars.map(({ start }) => start));
	const axis = axisOf(span);
	if (axis === undefined)
		return [];
	const left = all.length - bars.length;
	return [
		'```mermaid',
		SETTINGS,
		'gantt',
		'  title When each sub-job ran (UTC)',
		'  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
		...axis,
		...bars.map((bar) => barLine(bar, span, format)),
		'```',
		'',
		...(left === 0 ? [] : [`The chart leaves out ${formatCount(left)} of ${formatCount(all.length)} sub-jobs.`, '']),
	];
}
function barsOf(root, causes, now) {
	return [...walk(root)].flatMap(({ job, depth }) => {
		const start = job.startedAt;
		const end = isEnded(job) || job.status === undefined ? (job.endedAt ?? job.updatedAt) : now;
		return depth > 0 && isDrawable(start) && isDrawable(end) && end >= start
			? [{ job, start, end, isCause: causes.has(job) }]
			: [];
	});
}
function mostTelling(bars) {
	const rank = ({ job, isCause }) => isCause ? 0 : job.phase === 'Failed' ? 1 : job.phase === 'Success' ? 3 : 2;
	const kept = new Set([0, 1, 2, 3].flatMap((each) => bars.filter((bar) => rank(bar) === each)).slice(0, MAX_BARS));
	return bars.filter((bar) => kept.has(bar));
}
function barLine({ job, start, end, isCause }, span, format) {
	const name = `${phaseIcon(job, 1)} ${label(job, format)}`;
	const tag = isCause ? 'crit, ' : isEnded(job) || job.status === undefined ? 'done, ' : 'active, ';
	return `  ${name} :${tag}${mermaidTime(start)}, ${mermaidTime(Math.max(end, start + span * MIN_PART, start + 1))}`;
}
function label(job, format) {
	const full = safe(subJobTitle(job, format)) || 'sub-job';
	if (full.length <= MAX_BAR_LABEL_LENGTH)
		return full;
	const name = Array.from(safe(firstShown(format, job.resourceName, job.resourceId)));
	const type = cut(safe(firstShown(format, job.type)), MAX_BAR_LABEL_LENGTH / 2);
	if (type === '' || name.length === 0)
		return cut(full, MAX_BAR_LABEL_LENGTH);
	const left = MAX_BAR_LABEL_LENGTH - type.length - 1;
	return `${type} ${name.length <= left ? name.join('') : `…${name.slice(1 - left).join('')}`}`;
}
function safe(text) {
	return text
		.replace(/[^\p{L}\p{N} ._/-]+/gu, ' ')
		.replace(/ {2,}/g, ' ')
		.trim();
}
function axisOf(span) {
	const isLong = span >= DAY_MS;
	const max = isLong ? MAX_DATE_TICKS : MAX_TIME_TICKS;
	const tick = TICKS.find(({ ms }) => span / ms <= max);
	if (tick === undefined)
		return undefined;
	const format = tick.ms >= DAY_MS ? '%m-%d' : isLong ? '%m-%d %H:%M' : '%H:%M';
	return [`  axisFormat ${format}`, `  tickInterval ${tick.interval}`];
}
function isDrawable(instant) {
	return instant !== undefined && instant >= 0 && instant < Date.UTC(10_000, 0);
}
function mermaidTime(instant) {
	return (isoTime(instant) ?? '').replace('T', ' ').replace('Z', '');
}
;// src/report/summary/details.ts
function factsTable(facts) {
	return table(['Fact', 'Value'], facts.filter(([, value]) => value !== ''));
}
function gateFacts(context, { cell }) {
	return [
		['Project ID', cell.quote(context.projectId)],
		['Endpoint', cell.quote(context.endpoint)],
		['Waited from', formatTime(context.startedAt)],
	];
}
function jobFacts(facts, { cell }) {
	const { job, jobId, result } = facts;
	const { made, failed, requestId } = result.requests;
	const own = job === undefined
		? [['Phase', '❔ Unknown (never answered)']]
		: [
			['Phase', phaseFact(facts, cell)],
			['Progress', percentText(job)],
			['Resource ID', cell.quote(job.resourceId)],
			['Cluster ID', cell.quote(job.clusterId)],
			['Started', formatTime(job.startedAt)],
			['Ended', isEnded(job) ? formatTime(job.endedAt ?? job.updatedAt) : ''],
		];
	return [
		['Job ID', cell.quote(jobId)],
		...own,
		['Requests', `${formatCount(made)}${failed === 0 ? '' : ` (${formatCount(failed)} failed)`}`],
		['Request ID', cell.quote((errorOf(facts)?.requestId ?? '') || (requestId ?? ''))],
	];
}
function phaseFact({ phase, job, result }, cell) {
	const last = result.job ?? job;
	if (last === undefined)
		return '';
	const own = phaseLabel(last, 0, cell);
	return phase === last.phase ? own : `❌ Failed (the job itself: ${own})`;
}
function errorOf({ result: { ending } }) {
	return ending.kind === 'error' || ending.kind === 'timed-out' ? ending.error : undefined;
}
;// src/report/summary/tree.ts
const REASON_LENGTHS = [MAX_TEXT_LENGTH, 200, 80];
const MIN_REASON_LENGTH = 80;
const TREE_OVERHEAD_BYTES = 400;
function treeOf({ job: root, now }, format) {
	if (root === undefined)
		return { head: [], rows: [] };
	const failing = withAbove(root, (job) => job.phase === 'Failed');
	const open = withAbove(root, (job) => rankOf(job) === 1);
	const rankIn = (job) => (failing.has(job) ? 0 : open.has(job) ? 1 : 2);
	const order = (subJobs) => subJobs.length < 2 ? subJobs : [0, 1, 2].flatMap((rank) => subJobs.filter((job) => rankIn(job) === rank));
	const visits = [...walk(root, order)].slice(1);
	const timed = visits.some(({ job }) => runTimeOf(job, now) !== undefined);
	const cells = ['Sub-job', 'Phase', ...(timed ? ['Duration'] : [])];
	return {
		head: [tableRow(cells), tableRow(cells.map(() => '---'))],
		rows: visits.map((visit) => tree_rowOf(visit, timed, now, format)),
	};
}
function withAbove(root, isSo) {
	const found = new Set();
	for (const visit of walk(root)) {
		if (!isSo(visit.job))
			continue;
		for (let at = visit; at !== undefined && !found.has(at.job); at = at.parent)
			found.add(at.job);
	}
	return found;
}
function tree_rowOf({ job, depth }, timed, now, format) {
	let texts;
	return {
		phase: job.phase,
		rank: rankOf(job),
		line: (maxReason) => {
			texts ??= {
				name: `${indent(depth)}${subJobTitle(job, format.cell)}`,
				others: [format.together(phaseLabel(job, depth, format.cell)), ...(timed ? [timeText(job, now, format)] : [])],
				reason: format.plain(job.reason),
				code: format.plain(job.errorCode, MAX_CODE_LENGTH),
			};
			const reason = reasonOfWords(cut(texts.reason, maxReason), texts.code, format.cell);
			const below = reason === '' ? '' : `<br>${'&emsp;'.repeat(levelOf(depth))}${reason}`;
			return tableRow([`${texts.name}${below}`, ...texts.others]);
		},
	};
}
function timeText(job, now, format) {
	return runTimeText(runTimeOf(job, now), format);
}
function levelOf(depth) {
	return Math.min(depth - 1, MAX_INDENT);
}
function indent(depth) {
	const level = levelOf(depth);
	const deep = depth - 1 > MAX_INDENT ? `(depth ${formatCount(depth)}) ` : '';
	return `${level === 0 ? '' : `${'&emsp;'.repeat(level)}↳ `}${deep}`;
}
function rankOf(job) {
	if (job.phase === 'Failed')
		return 0;
	return job.phase === 'Success' || job.status === undefined ? 2 : 1;
}
function fitRows(trees, space) {
	const wanted = new Set(trees.flatMap(worthShowing));
	const length = REASON_LENGTHS.find((each) => fits(wanted, each, space));
	const shown = length === undefined ? thatFit(wanted, space) : wanted;
	return trees.map((rows) => [
		...rows.filter((row) => shown.has(row)).map((row) => row.line(length ?? MIN_REASON_LENGTH)),
		...omissionLine(rows.filter((row) => !shown.has(row))),
	]);
}
function worthShowing(rows) {
	const others = [...ofRank(rows, 1), ...ofRank(rows, 2)];
	return [...ofRank(rows, 0), ...others.slice(0, MAX_OTHER_ROWS)];
}
function thatFit(wanted, space) {
	const fitting = new Set();
	let left = space;
	for (const row of [0, 1, 2].flatMap((rank) => ofRank([...wanted], rank))) {
		left -= bytesOf(row.line(MIN_REASON_LENGTH));
		if (left < 0)
			break;
		fitting.add(row);
	}
	return fitting;
}
function ofRank(rows, rank) {
	return rows.filter((row) => row.rank === rank);
}
function fits(rows, maxReason, space) {
	let left = space;
	for (const row of rows) {
		left -= bytesOf(row.line(maxReason));
		if (left < 0)
			return false;
	}
	return true;
}
function bytesOf(line) {
	return Buffer.byteLength(line) + 1;
}
function omissionLine(omitted) {
	if (omitted.length === 0)
		return [];
	const phases = ['Failed', 'Unknown', 'Running', 'Initializing', 'Success'];
	const counts = phases
		.map((phase) => ({ phase, count: omitted.filter((row) => row.phase === phase).length }))
		.filter(({ count }) => count > 0);
	const [only] = counts;
	const what = counts.length === 1 && only !== undefined
		? `, all ${only.phase}`
		: `: ${counts.map(({ phase, count }) => `${formatCount(count)} ${phase}`).join(', ')}`;
	return ['', `… and ${formatCount(omitted.length)} more${what}`];
}
;// src/report/summary/sections.ts
const MAX_LISTED_LENGTH = 120;
function sections_sectionsOf(facts, context, breadth, layout, format) {
	const [only] = facts.jobs;
	const gate = gateFacts(context, format);
	if (facts.jobs.length === 1 && only !== undefined) {
		const chart = breadth.charts === 0 ? [] : chartLines(only, format);
		const ids = factsTable([...jobFacts(only, format), ...gate]);
		return [
			{ before: [], tree: treeOf(only, format), after: chart },
			{ before: part(layout, 'IDs and requests', ids), after: [] },
		];
	}
	const ordered = worstFirst(facts.jobs);
	const bad = ordered.filter(({ result }) => result.ending.kind !== 'success');
	const good = ordered.filter(({ result }) => result.ending.kind === 'success');
	const goodBreadth = {
		...breadth,
		listed: breadth.listed - Math.min(bad.length, breadth.listed),
		detailed: breadth.detailed - Math.min(bad.length, breadth.detailed),
	};
	return [
		...badSections(bad, facts, breadth, layout, format),
		...goodSections(good, goodBreadth, layout, format),
		{ before: part(layout, 'Project and endpoint', factsTable(gate)), after: [] },
	];
}
function badSections(jobs, facts, { listed, detailed, charts }, layout, format) {
	if (jobs.length === 0)
		return [];
	const cell = { ...shortened(format.cell, MAX_LISTED_LENGTH), strong: (text) => text };
	const rows = jobs.slice(0, listed).map((job) => {
		const why = whyOf(job, facts, cell);
		return [
			`${jobTitle(job.job, job.jobId, cell)}${why === '' ? '' : `<br>${why}`}`,
			format.together(endingLabel(job.result.ending)),
			timeOf(job, format),
		];
	});
	const list = [...table(['Job', 'Result', 'Duration'], rows), '', ...more(jobs.length - rows.length, 'more job')];
	const sections = jobs.slice(0, detailed).map((job, index) => {
		const isOpen = index < charts && job.job !== undefined && job.result.ending.kind !== 'stopped';
		return jobSection(job, isOpen ? chartLines(job, format) : [], isOpen, layout, format);
	});
	const hidden = jobs.length - Math.max(sections.length, 1);
	const left = hidden > 0 && detailed > 0 ? [`The details of ${counted(hidden, 'more job')} are left out.`, ''] : [];
	return [{ before: list, after: [] }, ...sections, { before: left, after: [] }];
}
function goodSections(jobs, { listed, detailed }, layout, format) {
	if (jobs.length === 0)
		return [];
	const { cell } = format;
	const rows = jobs
		.slice(0, listed)
		.map((job) => [
		jobTitle(job.job, job.jobId, cell),
		timeOf(job, format),
		endedText(job.counts),
		cell.quote(job.jobId),
	]);
	const list = [
		...(rows.length === 0 ? [] : [...table(['Job', 'Duration', 'Sub-jobs', 'Job ID'], rows), '']),
		...more(jobs.length - rows.length, rows.length === 0 ? 'job' : 'more job'),
	];
	const title = `✅ ${counted(jobs.length, 'job')} succeeded`;
	if (layout === 'flat')
		return [{ before: part(layout, title, list), after: [] }];
	const sections = jobs.slice(0, detailed).map((job) => jobSection(job, [], false, layout, format));
	return [
		{ before: ['<details>', `<summary>${title}</summary>`, '', ...list], after: [] },
		...sections,
		{ before: ['</details>', ''], after: [] },
	];
}
function jobSection(job, chart, isOpen, layout, format) {
	const ids = factsTable(jobFacts(job, format));
	const title = (own) => `${endingLabel(job.result.ending)}: ${jobTitle(job.job, job.jobId, own)}`;
	const tree = treeOf(job, format);
	if (layout === 'flat')
		return { before: [`#### ${title(format)}`, ''], tree, after: [...ids, ''] };
	return {
		before: [`<details${isOpen ? ' open' : ''}>`, `<summary>${title(format.html)}</summary>`, ''],
		tree,
		after: [...chart, ...formatter_folded('IDs and requests', ids), '</details>', ''],
	};
}
function whyOf(job, { causes }, format) {
	const { ending } = job.result;
	switch (ending.kind) {
		case 'success':
		case 'stopped':
			return '';
		case 'failed': {
			const cause = causes.find(({ jobIds }) => jobIds.includes(job.jobId));
			return cause === undefined ? '' : causeLine(cause, format);
		}
		case 'error':
			return errorFacts(ending.error, format, false);
		case 'timed-out':
		case 'running':
			return stateText(job, format, false);
	}
}
function timeOf({ job, now }, format) {
	return job === undefined ? '' : runTimeText(runTimeOf(job, now), format);
}
function more(count, noun) {
	return count === 0 ? [] : [`… and ${counted(count, noun)}`, ''];
}
function part(layout, title, lines) {
	return layout === 'folded' ? formatter_folded(title, lines) : [`#### ${title}`, '', ...lines, ''];
}
;// src/report/summary/summary.ts
const BREADTHS = [
	{ problems: MAX_PROBLEMS, text: MAX_TEXT_LENGTH, listed: 500, detailed: 100, charts: 5 },
	{ problems: MAX_PROBLEMS, text: MAX_TEXT_LENGTH, listed: 100, detailed: 20, charts: 5 },
	{ problems: MAX_PROBLEMS, text: 200, listed: 20, detailed: 0, charts: 0 },
	{ problems: MAX_PROBLEMS, text: 80, listed: 5, detailed: 0, charts: 0 },
];
function summaryOf(facts, context, sanitize, limit = MAX_SUMMARY_BYTES) {
	const format = formatter_markdownFormatter(sanitize);
	return firstFitting(facts, (breadth) => {
		const head = head_headLines(facts, context, breadth, format);
		const body = withinSpace(sections_sectionsOf(facts, context, breadth, 'folded', format), limit - sizeOf(head));
		return body === undefined ? undefined : [...head, ...body];
	});
}
function firstFitting({ result }, make) {
	for (const breadth of BREADTHS) {
		const lines = make(breadth);
		if (lines !== undefined)
			return `${lines.join('\n').trimEnd()}\n`;
	}
	return `## ${outcomeLabel(result.outcome)}\n`;
}
function withinSpace(sections, space) {
	const fixed = sections.flatMap(({ before, after }) => [...before, ...after]);
	const left = space - sizeOf(fixed) - sections.length * TREE_OVERHEAD_BYTES;
	if (left < 0)
		return undefined;
	const trees = fitRows(sections.map(({ tree }) => tree?.rows ?? []), left);
	return sections.flatMap(({ before, tree, after }, index) => [
		...before,
		...(tree === undefined || tree.rows.length === 0 ? [] : [...tree.head, ...(trees[index] ?? []), '']),
		...after,
	]);
}
function sizeOf(lines) {
	return lines.reduce((size, line) => size + bytesOf(line), 0);
}
;
const external_node_crypto_namespaceObject = require("node:crypto");
;// src/auth/sdk-hmac.ts
const ALGORITHM = 'SDK-HMAC-SHA256';
function sign(request, key, at) {
	const date = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
	const given = Object.entries({ ...request.headers, host: request.url.host, 'x-sdk-date': date })
		.map(([name, value]) => [name.toLowerCase(), value.trim()])
		.sort(([a], [b]) => compare(a, b));
	const names = given.map(([name]) => name).join(';');
	const canonicalRequest = [
		request.method,
		canonicalPath(request.url.pathname),
		canonicalQuery(request.url.searchParams),
		given.map(([name, value]) => `${name}:${value}\n`).join(''),
		names,
		sha256(request.body),
	].join('\n');
	const signature = (0,external_node_crypto_namespaceObject.createHmac)('sha256', key.secret)
		.update([ALGORITHM, date, sha256(canonicalRequest)].join('\n'))
		.digest('hex');
	return {
		...Object.fromEntries(given),
		authorization: `${ALGORITHM} Access=${key.id}, SignedHeaders=${names}, Signature=${signature}`,
	};
}
function canonicalPath(path) {
	return `${path.split('/').map(decoded).map(encoded).join('/')}/`.replace(/\/\/$/, '/');
}
function canonicalQuery(query) {
	return [...query]
		.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
		.map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
		.join('&');
}
function decoded(segment) {
	try {
		return decodeURIComponent(segment);
	}
	catch {
		return segment;
	}
}
function encoded(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
function sha256(text) {
	return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest('hex');
}
function compare(a, b) {
	return a < b ? -1 : Number(a > b);
}
const SKEW_MS = 5 * 60_000;
class Signer {
	#projectId;
	#dependencies;
	#offsetMs = 0;
	#isOnProbation = false;
	constructor(projectId, dependencies) {
		this.#projectId = projectId;
		this.#dependencies = dependencies;
	}
	sign(request, key) {
		const temporary = key.securityToken === '' ? {} : { 'x-security-token': key.securityToken };
		const headers = { 'x-project-id': this.#projectId, ...temporary };
		const offsetMs = this.#offsetMs;
		return {
			headers: sign({ ...request, headers }, key, this.#dependencies.clock.wallTime() + offsetMs),
			accepted: () => {
				if (offsetMs === this.#offsetMs)
					this.#isOnProbation = false;
			},
			blamesClock: (error, serverTime) => this.#blamesClock(error, serverTime, offsetMs),
		};
	}
	#blamesClock(error, serverTime, offsetMs) {
		const { clock, emit } = this.#dependencies;
		const refused = error.status === 401 || isSkewCode(error.code);
		if (refused && offsetMs !== this.#offsetMs)
			return true;
		if (!refused || this.#isOnProbation || serverTime === undefined)
			return false;
		const correctionMs = serverTime - clock.wallTime();
		if (!isSkewCode(error.code) && Math.abs(correctionMs - this.#offsetMs) <= SKEW_MS)
			return false;
		this.#isOnProbation = true;
		this.#offsetMs = correctionMs;
		emit({ kind: 'clock-corrected', offsetMs: correctionMs });
		return true;
	}
}
function isSkewCode(code) {
	return /^APIGW?\.0303$/.test(code);
}
;// src/auth/access-key.ts
function accessKeyCredentials(key, projectId, dependencies) {
	const signer = new Signer(projectId, dependencies);
	let refusal;
	return {
		authMethod: 'access-key',
		authorize: (request) => {
			if (refusal !== undefined)
				return Promise.resolve({ kind: 'error', error: refusal });
			const signed = signer.sign(request, key);
			return Promise.resolve({
				kind: 'authorized',
				headers: signed.headers,
				accepted: signed.accepted,
				refused: (error, serverTime) => {
					const again = signed.blamesClock(error, serverTime);
					if (!again && error.status === 401)
						refusal = error;
					return { error, again };
				},
			});
		},
	};
}
;// src/auth/renewal.ts
const AHEAD_MS = 10 * 60_000;
const RETRY_MS = 60_000;
class RenewedCredentials {
	authMethod;
	#exchange;
	#dependencies;
	#issued;
	#renewAt = Infinity;
	#endsAt = Infinity;
	#why = 'first';
	#renewedOnRefusal = false;
	#renewal;
	constructor(authMethod, exchange, dependencies) {
		this.authMethod = authMethod;
		this.#exchange = exchange;
		this.#dependencies = dependencies;
	}
	authorize = async (request, limits) => {
		for (;;) {
			let issued = this.#issued;
			if (issued !== undefined && this.#dependencies.clock.now() < this.#renewAt)
				return this.#authorized(issued, request);
			this.#renewal ??= this.#renew(limits).finally(() => {
				this.#renewal = undefined;
			});
			const error = await this.#renewal;
			issued = this.#issued;
			const holds = issued !== undefined && (error === undefined || this.#dependencies.clock.now() < this.#endsAt);
			if (issued !== undefined && holds)
				return this.#authorized(issued, request);
			if (error !== undefined)
				return { kind: 'error', error };
		}
	};
	#authorized(issued, request) {
		const { headers, accepted, excuses } = issued.headersFor(request);
		return {
			kind: 'authorized',
			headers,
			accepted: () => {
				accepted();
				if (issued === this.#issued)
					this.#renewedOnRefusal = false;
			},
			refused: (error, serverTime) => ({
				error,
				again: excuses(error, serverTime) || (error.status === 401 && this.#replaceable(issued)),
			}),
		};
	}
	#replaceable(refused) {
		if (refused !== this.#issued)
			return true;
		if (this.#renewedOnRefusal)
			return false;
		this.#renewedOnRefusal = true;
		this.#why = 'refused';
		this.#issued = undefined;
		return true;
	}
	async #renew(limits) {
		const { clock, emit } = this.#dependencies;
		const result = await this.#exchange(limits);
		const now = clock.now();
		if (result.kind === 'error') {
			if (this.#issued !== undefined && now < this.#endsAt) {
				this.#renewAt = Math.min(now + RETRY_MS, this.#endsAt);
				if (!limits.signal.aborted)
					emit({ kind: 'exchange-failed', error: result.error });
			}
			return result.error;
		}
		const lifetimeMs = result.lifetimeMs ?? Infinity;
		this.#endsAt = now + lifetimeMs;
		this.#renewAt = this.#endsAt - Math.min(AHEAD_MS, lifetimeMs / 2);
		this.#issued = result;
		emit({ kind: 'exchanged', why: this.#why, lifetimeMs: result.lifetimeMs });
		this.#why = 'due';
		return undefined;
	}
}
;// src/http/advice.ts
const NOT_ACCEPTED = {
	token: 'The token is wrong or incomplete, has expired (it lives 24 hours) or was issued by another region: get a new one in the region that {setting} leads to.',
	'access-key': 'Check {access_key} and {secret_key}, and {security_token} if they are temporary and may have expired. They are not tried again: five wrong tries lock a key for five minutes.',
	iam: 'A newly exchanged token was not accepted either: check that {iam_endpoint} and {endpoint} belong to one region, and that {project_id} is of it.',
	sts: 'A newly exchanged key was not accepted either: check that {sts_endpoint} and {endpoint} belong to one cloud, and that {project_id} is of the region.',
};
const EXPIRED_TOKEN = 'The token has expired (it lives 24 hours), is incomplete, or was issued by another region: get a new one in the region that {setting} leads to, or pass {identity_provider}, with which the gate renews its own.';
const GRANTEES = {
	token: 'the user',
	'access-key': 'the owner of the access key',
	iam: 'the user group that the conversion rules of {identity_provider} lead to',
	sts: 'the agency that {agency_urn} names',
};
const REDIRECT = 'Set {setting} to the URL that the service itself answers on: a redirect is never followed, since the credentials would travel with it.';
const STATUS_ADVICE = {
	400: 'Check {job_id} and {project_id}, and that {service} is the service that owns the job.',
	404: 'Check {job_id}, {project_id}, {service}, and {region} or {endpoint}. A service forgets a job some time after it has ended.',
	407: 'The proxy wants credentials: put them into https_proxy as http://user:password@host:port.',
	429: 'This project sends too many requests: raise {poll_interval}, or wait for fewer jobs at a time.',
};
const SERVER_TROUBLE = '{title} or its gateway is in trouble: run this again later, or raise {outage_tolerance}.';
const OTHER_STATUS = 'Check {service}, and {region} or {endpoint}.';
function adviceForGatewayCode(code, context) {
	switch (/^APIGW?\.(\d{4})$/.exec(code)?.[1] ?? '') {
		case '0101':
			return fill(`{host} has no such API: check ${endpointSetting(context)} and its path, and that {service} is the service that owns the job.`, context);
		case '0303':
			return 'The gateway refused the kind of authentication, or the clock of this machine is off by more than 15 minutes.';
		case '0301':
			return fill(NOT_ACCEPTED[context.authMethod], context);
		case '0307':
			return fill(context.authMethod === 'token' ? EXPIRED_TOKEN : NOT_ACCEPTED[context.authMethod], context);
		default:
			return undefined;
	}
}
function adviceForStatus(status, context) {
	return fill(templateForStatus(status, context), context);
}
function templateForStatus(status, { authMethod, permission, hasParent }) {
	if (status >= 300 && status < 400)
		return REDIRECT;
	if (status === 401)
		return NOT_ACCEPTED[authMethod];
	if (status === 403) {
		const what = permission === '' ? 'the permission to query jobs of {title}' : permission;
		return `Grant ${GRANTEES[authMethod]} ${what} in the project, and check that {project_id} is the project that owns the job.`;
	}
	const isTrouble = status >= 500 || status === 408 || status === 425;
	const template = STATUS_ADVICE[status] ?? (isTrouble ? SERVER_TROUBLE : OTHER_STATUS);
	return hasParent ? template.replace('{job_id}', '{job_id}, {parent_id}') : template;
}
const INTERLOPER_ADVICE = 'Something between this machine and the API may have answered: check the endpoint, and the proxy that https_proxy and no_proxy lead to.';
function adviceForAnotherForm(context) {
	return fill(`Check {service}, and ${endpointSetting(context)}: this is not how {title} answers about a job. If both are right, please report it with a log in which debugging is on.`, context);
}
const ENCODED_MESSAGE_ADVICE = 'The answer has an encoded_authorization_message, which an administrator can decode to see the policy that denied it.';
function isCertificateError(code) {
	return /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/.test(code);
}
function adviceForNetworkError(code, context) {
	return fill(templateForNetworkError(code, endpointSetting(context)), context);
}
function templateForNetworkError(code, setting) {
	if (isCertificateError(code))
		return certificateTemplate(code, '{host}', setting);
	if (code.startsWith('PROXY_')) {
		const reason = code.slice('PROXY_'.length);
		if (isCertificateError(reason))
			return certificateTemplate(reason, 'the proxy', 'https_proxy');
		return 'Check the proxy that https_proxy names, and that it lets this machine reach {host}; hosts in no_proxy go without it.';
	}
	switch (code) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `Check ${setting}, and that this machine can resolve the host name {host}.`;
		case 'ERR_SSL_WRONG_VERSION_NUMBER':
			return `{host} does not speak TLS at this port, perhaps plain HTTP: check the port in ${setting}.`;
		case 'ECONNREFUSED':
			return `Nothing listens at {host}: check ${setting}, and the firewall in between.`;
		case 'TIMEOUT':
		case 'ETIMEDOUT':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return 'Check that this machine can reach {host}, directly or through https_proxy, and raise {request_timeout} if it is slow.';
		default:
			return 'Check the network between this machine and {host}, its proxy included.';
	}
}
function certificateTemplate(code, host, setting) {
	switch (code) {
		case 'CERT_HAS_EXPIRED':
		case 'CERT_NOT_YET_VALID':
			return `The certificate of ${host} is not valid today: have it renewed, and check the clock of this machine.`;
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return `The certificate belongs to another host than ${host}: check the host name in ${setting}.`;
		default:
			return `This machine does not know who signed the certificate of ${host}: if that is a CA of your own, point NODE_EXTRA_CA_CERTS to its certificate.`;
	}
}
function endpointSetting({ setting }) {
	return setting.endsWith('endpoint') ? '{region} or {setting}' : '{setting}';
}
function fill(template, context) {
	const { host, title, setting } = context;
	const facts = { host, title, setting };
	return template.replace(/\{(\w+)\}/g, (whole, name) => {
		return isSettingName(name) ? context.nameOf(name) : (facts[name] ?? whole);
	});
}
const CREDENTIALS_TOPICS = {
	token: 'token',
	'access-key': 'access-key',
	iam: 'exchange',
	sts: 'exchange',
};
function topicOfStatus(status, code, authMethod) {
	if (status >= 300 && status < 400)
		return 'redirect';
	const gatewayCode = /^APIGW?\.(\d{4})$/.exec(code)?.[1];
	if (gatewayCode === '0101')
		return 'no-such-api';
	if (gatewayCode === '0301' || gatewayCode === '0303' || gatewayCode === '0307')
		return CREDENTIALS_TOPICS[authMethod];
	switch (status) {
		case 400:
		case 404:
			return 'no-such-job';
		case 401:
			return CREDENTIALS_TOPICS[authMethod];
		case 403:
			return 'permission';
		case 407:
			return 'proxy-credentials';
		case 429:
			return 'throttled';
		default:
			return status >= 500 || status === 408 || status === 425 ? 'trouble' : 'no-such-api';
	}
}
function topicOfNetworkError(code) {
	if (code === 'PROXY_407')
		return 'proxy-credentials';
	if (isCertificateError(code.replace(/^PROXY_/, '')))
		return 'certificate';
	return code.startsWith('PROXY_') ? 'proxy' : 'network';
}
;// src/http/response.ts
const HTML_BODY = 'its body is HTML, not JSON';
const ENCODED_MESSAGE = 'encoded_authorization_message';
function parseResponse(result, context, wallTime, notFoundCodes = []) {
	if (result.kind === 'no-answer')
		return { kind: 'error', error: networkError(result, context) };
	const { status, headers, body } = result;
	const json = parse(body);
	if (status >= 200 && status < 300 && status !== 206) {
		return typeof json === 'string'
			? { kind: 'error', error: unusableResponse(status, json, requestIdOf(headers)) }
			: { kind: 'json', status, json, requestId: requestIdOf(headers) };
	}
	const words = typeof json === 'string' ? { code: '', message: '', requestId: '' } : errorWords(json);
	const isMissing = status >= 400 && status !== 401 && status !== 407 && notFoundCodes.includes(words.code);
	const meant = isMissing ? 404 : status;
	const kind = kindOf(meant, words.code);
	const error = {
		kind,
		status,
		code: words.code === String(status) ? '' : words.code,
		message: status >= 300 && status < 400 ? redirectWords(headers, context.host) : words.message || bodyWords(status, json),
		requestId: requestIdOf(headers) || words.requestId,
		advice: adviceFor(meant, words.code, json, context),
		topic: topicOfStatus(meant, words.code, context.authMethod),
		retryAfterMs: kind === 'throttled' ? retryAfterMs(headers, wallTime) : undefined,
		concernsAllJobs: meant === 401 || meant === 403,
	};
	return { kind: 'error', error };
}
function adviceFor(status, code, json, context) {
	const advice = adviceForGatewayCode(code, context) ?? adviceForStatus(status, context);
	if (typeof json === 'string') {
		return status >= 400 && json === HTML_BODY ? `${INTERLOPER_ADVICE} ${advice}` : advice;
	}
	const encoded = [json, objectAt(json, 'error')].some((each) => textAt(each, ENCODED_MESSAGE) !== '');
	return encoded ? `${advice} ${ENCODED_MESSAGE_ADVICE}` : advice;
}
function unusableResponse(status, why, requestId, advice = INTERLOPER_ADVICE) {
	return {
		kind: 'outage',
		status,
		code: '',
		message: `the answer is not usable: ${why}`,
		requestId,
		advice,
		topic: 'unusable',
		retryAfterMs: undefined,
		concernsAllJobs: false,
	};
}
function notFoundResponse({ status, json, requestId }, why, context) {
	const { code, message } = errorWords(json);
	return {
		kind: 'not-found',
		status,
		code,
		message: message || why,
		requestId,
		advice: adviceForStatus(404, context),
		topic: topicOfStatus(404, '', context.authMethod),
		retryAfterMs: undefined,
		concernsAllJobs: false,
	};
}
function errorCodeOf(json) {
	return errorWords(json).code;
}
function networkError({ code, message }, context) {
	const wantsCredentials = code === 'PROXY_407';
	const isSettled = wantsCredentials || code === 'PROXY_INVALID' || isCertificateError(code.replace(/^PROXY_/, ''));
	return {
		kind: isSettled ? 'fatal' : 'outage',
		status: wantsCredentials ? 407 : undefined,
		code: code.startsWith('PROXY_') ? '' : code,
		message,
		requestId: '',
		advice: wantsCredentials ? adviceForStatus(407, context) : adviceForNetworkError(code, context),
		topic: topicOfNetworkError(code),
		retryAfterMs: undefined,
		concernsAllJobs: false,
	};
}
function kindOf(status, code) {
	if (status === 429 || status === 503)
		return 'throttled';
	if (status === 404)
		return /^APIGW?\./.test(code) ? 'fatal' : 'not-found';
	if (status === 408 || status === 425 || status === 206)
		return 'outage';
	return status >= 300 && status < 500 ? 'fatal' : 'outage';
}
function parse(body) {
	if (body.kind === 'unusable')
		return body.why;
	if (body.bytes.length === 0)
		return 'its body is empty';
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(body.bytes);
		const value = JSON.parse(text);
		if (!isJsonObject(value))
			return 'its body is JSON, but not an object';
		return hasDuplicateKeys(text) ? 'its body has a duplicate key, and so says two things at once' : value;
	}
	catch {
		return /^\s*</.test(body.bytes.toString('latin1', 0, 256)) ? HTML_BODY : 'its body is not JSON';
	}
}
function errorWords(json) {
	const nested = objectAt(json, 'error');
	const first = (...names) => names.map((name) => textAt(json, name)).find((text) => text !== '') ?? '';
	return {
		code: first('error_code', 'errorCode', 'errCode') || textAt(nested, 'code') || first('code'),
		message: first('error_msg', 'errorMessage', 'errMsg') || textAt(nested, 'message') || first('message', 'reason'),
		requestId: first('request_id'),
	};
}
function bodyWords(status, json) {
	return typeof json === 'string' ? `HTTP ${status}; ${json}` : `HTTP ${status} without an error message`;
}
function redirectWords(headers, host) {
	const { location } = headers;
	const base = `https://${host}`;
	if (location === undefined || !URL.canParse(location, base))
		return 'a redirect without a usable target';
	const target = new URL(location, base);
	return target.host === host ? `a redirect within ${host}` : `a redirect to ${target.host}`;
}
function requestIdOf(headers) {
	const id = headers['x-request-id'] ?? headers['x-iam-trace-id'] ?? headers['x-github-request-id'] ?? '';
	return Array.isArray(id) ? id.join(', ') : id;
}
const MAX_RETRY_AFTER_MS = 5 * 60_000;
function retryAfterMs(headers, wallTime) {
	const value = headers['retry-after']?.trim() ?? '';
	const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : dateOf(value) - (dateOf(headers.date) || wallTime);
	return milliseconds > 0 && Number.isFinite(milliseconds) ? Math.min(milliseconds, MAX_RETRY_AFTER_MS) : undefined;
}
function dateOf(text) {
	return text !== undefined && /^[A-Za-z]{3,9}, /.test(text) ? Date.parse(text) : Number.NaN;
}
;// src/auth/token-service.ts
const COMMON_HEADERS = {
	accept: 'application/json',
	'accept-encoding': 'identity',
	'content-type': 'application/json',
};
function createTokenServiceClient(service, { clock, newTransport, nameOf }) {
	const transport = newTransport();
	return async (url, headers, { timeoutMs, until, signal }, content) => {
		const result = await transport({
			url,
			headers: { ...COMMON_HEADERS, ...headers },
			...(content === undefined ? {} : { method: 'POST', body: JSON.stringify(content) }),
			timeoutMs: Math.max(1, Math.min(timeoutMs, until - clock.now())),
			signal,
		});
		const context = { ...service, nameOf, permission: '', hasParent: false, host: url.host };
		const parsed = parseResponse(result, context, clock.wallTime());
		if (parsed.kind === 'error')
			return { kind: 'error', error: inExchange(parsed.error, service) };
		return { ...parsed, kind: 'response', headers: result.kind === 'answer' ? result.headers : {} };
	};
}
function inExchange(error, { title, advice, topic }) {
	const refused = error.kind === 'fatal' || error.kind === 'not-found';
	const { status = 0 } = error;
	const isItsOwn = refused && status >= 400 && status !== 407;
	return {
		...error,
		kind: refused ? 'fatal' : error.kind,
		message: `${title}: ${error.message}`,
		advice: isItsOwn ? advice : error.advice,
		topic: isItsOwn ? topic : error.topic,
		concernsAllJobs: refused,
	};
}
function unusable({ status }, why) {
	return { kind: 'error', error: unusableResponse(status, why, '') };
}
function isSendable(text) {
	return /^[\x21-\x7e]+$/.test(text);
}
function lifetimeOf(end, headers, clock) {
	const left = (parseInstant(end) ?? Number.NaN) - (dateOf(headers.date) || clock.wallTime());
	return left > 0 ? left : undefined;
}
;// src/auth/iam-oidc.ts
function iamCredentials(options, projectId, dependencies) {
	return new RenewedCredentials('iam', iamExchange(options, projectId, dependencies), dependencies);
}
function iamExchange(options, projectId, dependencies) {
	const { nameOf, addSecret, clock } = dependencies;
	const fetchIdToken = dependencies.idTokens(options.audience, dependencies);
	const send = createTokenServiceClient({
		title: 'IAM',
		setting: nameOf('iam_endpoint'),
		advice: `Check ${nameOf('identity_provider')} and ${nameOf('project_id')}, and in IAM the provider: its issuer, its client ID (the audience), its signing keys (the issuer may have new ones) and its conversion rules.`,
		topic: 'exchange',
		authMethod: 'iam',
	}, dependencies);
	return async (limits) => {
		const idToken = await fetchIdToken(limits);
		if (typeof idToken !== 'string')
			return idToken;
		const response = await send(joinPath(options.endpoint, '/v3.0/OS-AUTH/id-token/tokens'), { 'x-idp-id': options.identityProvider }, limits, { auth: { id_token: { id: idToken }, scope: { project: { id: projectId } } } });
		if (response.kind === 'error')
			return response;
		const token = String(response.headers['x-subject-token'] ?? '');
		if (!isSendable(token))
			return unusable(response, 'IAM: it has no usable X-Subject-Token');
		addSecret(token);
		const headers = { 'x-auth-token': token };
		return {
			kind: 'issued',
			lifetimeMs: lifetimeOf(textAt(objectAt(response.json, 'token'), 'expires_at'), response.headers, clock),
			headersFor: () => ({ headers, accepted: () => undefined, excuses: () => false }),
		};
	};
}
;// src/auth/sts-oidc.ts
function stsCredentials(options, projectId, dependencies) {
	const exchange = stsExchange(options, new Signer(projectId, dependencies), dependencies);
	return new RenewedCredentials('sts', exchange, dependencies);
}
function stsExchange(options, signer, dependencies) {
	const { nameOf, addSecret, clock } = dependencies;
	const fetchIdToken = dependencies.idTokens(options.audience, dependencies);
	const service = {
		title: 'STS',
		setting: nameOf('sts_endpoint'),
		advice: `Check ${nameOf('provider_urn')} and ${nameOf('agency_urn')}, the provider's issuer and client IDs (the audience), and the trust policy of the agency.`,
		topic: 'exchange',
		authMethod: 'sts',
	};
	const send = createTokenServiceClient(service, dependencies);
	return async (limits) => {
		const idToken = await fetchIdToken(limits);
		if (typeof idToken !== 'string')
			return idToken;
		const response = await send(joinPath(options.endpoint, '/v5/agencies/assume-with-oidc'), {}, limits, {
			provider_urn: options.providerUrn,
			agency_urn: options.agencyUrn,
			agency_session_name: 'cloud-job-gate',
			id_token: idToken,
		});
		if (response.kind === 'error')
			return response;
		const credentials = objectAt(response.json, 'credentials');
		const key = temporaryKey(credentials);
		if (key === undefined)
			return unusable(response, 'STS: it has no usable key');
		addSecret(key.secret);
		addSecret(key.securityToken);
		return {
			kind: 'issued',
			lifetimeMs: lifetimeOf(textAt(credentials, 'expiration'), response.headers, clock),
			headersFor: (request) => {
				const { headers, accepted, blamesClock } = signer.sign(request, key);
				return { headers, accepted, excuses: blamesClock };
			},
		};
	};
}
function temporaryKey(credentials) {
	const key = {
		id: textAt(credentials, 'access_key_id'),
		secret: textAt(credentials, 'secret_access_key'),
		securityToken: textAt(credentials, 'security_token'),
	};
	return Object.values(key).every(isSendable) ? key : undefined;
}
;// src/auth/token.ts
function tokenCredentials(token, { clock, nameOf }) {
	const startedAt = clock.now();
	let proved = false;
	return {
		authMethod: 'token',
		authorize: () => Promise.resolve({
			kind: 'authorized',
			headers: { 'x-auth-token': token },
			accepted: () => {
				proved = true;
			},
			refused: (error) => {
				if (!proved || error.status !== 401)
					return { error, again: false };
				const waited = formatDuration(clock.now() - startedAt);
				const advice = `The token expired after ${waited} (or was revoked): pass a newer one, or let the gate renew its own with ${nameOf('identity_provider')}.`;
				return { error: { ...error, advice }, again: false };
			},
		}),
	};
}
;// src/auth/create-credentials.ts
function createCredentials(options, projectId, dependencies) {
	switch (options.kind) {
		case 'token':
			return tokenCredentials(options.token, dependencies);
		case 'access-key':
			return accessKeyCredentials(options.key, projectId, dependencies);
		case 'iam':
			return iamCredentials(options, projectId, dependencies);
		case 'sts':
			return stsCredentials(options, projectId, dependencies);
	}
}
;// src/base/form-index.ts
const BASE = 0x01000193;
const SPREAD = 0x9e3779b1;
const MIN_SLOTS = 256;
const BETWEEN = 0;
class FormIndex {
	#hashed;
	#step;
	#outgoing;
	#forms = new Uint8Array(1024);
	#size = 1;
	#ends = new Uint32Array(MIN_SLOTS);
	#lengths = new Uint8Array(MIN_SLOTS);
	#rows = 0;
	constructor(hashed, step) {
		this.#hashed = hashed;
		this.#step = step;
		let power = 1;
		for (let count = 0; count < hashed; count += 1)
			power = Math.imul(power, BASE);
		this.#outgoing = power;
	}
	addWhole(form) {
		const end = this.#append(form) + form.length;
		this.#insert(end, form.length, this.#hashOf(end));
	}
	addParts(form) {
		const start = this.#append(form);
		const hashed = this.#hashed;
		this.#reserve(Math.ceil(form.length / this.#step));
		let hash = 0;
		for (let at = 0; at < form.length; at += 1) {
			hash = (Math.imul(hash, BASE) + (form[at] ?? 0)) | 0;
			if (at >= hashed)
				hash = (hash - Math.imul(form[at - hashed] ?? 0, this.#outgoing)) | 0;
			if (at + 1 >= hashed && (at + 1 - hashed) % this.#step === 0)
				this.#insert(start + at + 1, hashed, hash);
		}
	}
	search({ codes, count }, found) {
		if (this.#rows === 0)
			return;
		const [ends, hashed, outgoing, shift] = [this.#ends, this.#hashed, this.#outgoing, this.#shift];
		let hash = 0;
		let next = 0;
		for (let at = 0; at < count; at += 1) {
			hash = (Math.imul(hash, BASE) + (codes[at] ?? 0)) | 0;
			if (at >= hashed)
				hash = (hash - Math.imul(codes[at - hashed] ?? 0, outgoing)) | 0;
			if (at < next || ends[Math.imul(hash, SPREAD) >>> shift] === 0)
				continue;
			const row = this.#longestRowAt(codes, at + 1, hash);
			if (row === undefined)
				continue;
			next = at + 1 + this.#alikeAfter(row.end, codes, at + 1, count);
			found(at + 1 - row.length - this.#alikeBefore(row.end - row.length, codes, at + 1 - row.length), next - 1);
		}
	}
	#longestRowAt(codes, endOfText, hash) {
		let longest;
		const mask = this.#ends.length - 1;
		for (let slot = this.#slotOf(hash); this.#ends[slot] !== 0; slot = (slot + 1) & mask) {
			const [end, length] = [this.#ends[slot] ?? 0, this.#lengths[slot] ?? 0];
			if (length <= (longest?.length ?? 0) || length > endOfText)
				continue;
			if (endAlike(this.#forms, end, codes, endOfText, length))
				longest = { end, length };
		}
		return longest;
	}
	#alikeAfter(end, codes, endOfText, count) {
		let length = 0;
		while (endOfText + length < count && this.#forms[end + length] === codes[endOfText + length])
			length += 1;
		return length;
	}
	#alikeBefore(start, codes, startInText) {
		let length = 0;
		while (length < this.#step && this.#forms[start - 1 - length] === codes[startInText - 1 - length])
			length += 1;
		return length;
	}
	#append(form) {
		const start = this.#size;
		this.#size += form.length + 1;
		if (this.#size > this.#forms.length) {
			const forms = new Uint8Array(2 * this.#size);
			forms.set(this.#forms);
			this.#forms = forms;
		}
		this.#forms.set(form, start);
		this.#forms[this.#size - 1] = BETWEEN;
		return start;
	}
	#insert(end, length, hash) {
		this.#reserve(1);
		let slot = this.#slotOf(hash);
		const mask = this.#ends.length - 1;
		for (; this.#ends[slot] !== 0; slot = (slot + 1) & mask) {
			const isKnown = this.#lengths[slot] === length;
			if (isKnown && endAlike(this.#forms, this.#ends[slot] ?? 0, this.#forms, end, length))
				return;
		}
		this.#ends[slot] = end;
		this.#lengths[slot] = length;
		this.#rows += 1;
	}
	#reserve(rows) {
		const [ends, lengths] = [this.#ends, this.#lengths];
		let slots = ends.length;
		while (4 * (this.#rows + rows) > slots)
			slots *= 2;
		if (slots === ends.length)
			return;
		this.#ends = new Uint32Array(slots);
		this.#lengths = new Uint8Array(slots);
		this.#rows = 0;
		ends.forEach((end, slot) => {
			if (end !== 0)
				this.#insert(end, lengths[slot] ?? 0, this.#hashOf(end));
		});
	}
	#hashOf(end) {
		let hash = 0;
		for (let at = end - this.#hashed; at < end; at += 1)
			hash = (Math.imul(hash, BASE) + (this.#forms[at] ?? 0)) | 0;
		return hash;
	}
	#slotOf(hash) {
		return Math.imul(hash, SPREAD) >>> this.#shift;
	}
	get #shift() {
		return Math.clz32(this.#ends.length) + 1;
	}
}
function endAlike(a, endOfA, b, endOfB, length) {
	for (let back = 1; back <= length; back += 1) {
		if (a[endOfA - back] !== b[endOfB - back])
			return false;
	}
	return true;
}
;// src/base/symbols.ts
const NO_SYMBOL = 0;
const MAY_ESCAPE = 1;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const symbols_BACKSLASH = 0x5c;
const WIDE_HASH = 0xff03;
const WIDE_COLON = 0xff1a;
const SYMBOLS = Uint8Array.from({ length: 128 }, (_, code) => {
	if (code <= 0x20 || code === 0x7f)
		return NO_SYMBOL;
	if (code === PERCENT || code === AMPERSAND || code === symbols_BACKSLASH)
		return MAY_ESCAPE;
	return String.fromCharCode(code).toLowerCase().replace('-', '+').replace('_', '/').charCodeAt(0);
});
const NAMED = {
	amp: '&',
	apos: "'",
	ast: '*',
	bsol: '\\',
	colon: ':',
	comma: ',',
	commat: '@',
	dollar: '$',
	equals: '=',
	excl: '!',
	grave: '`',
	gt: '>',
	Hat: '^',
	lbrace: '{',
	lbrack: '[',
	lcub: '{',
	lowbar: '_',
	lpar: '(',
	lsqb: '[',
	lt: '<',
	num: '#',
	percnt: '%',
	period: '.',
	plus: '+',
	quest: '?',
	quot: '"',
	rbrace: '}',
	rbrack: ']',
	rcub: '}',
	rpar: ')',
	rsqb: ']',
	semi: ';',
	sol: '/',
	verbar: '|',
	vert: '|',
};
const HEX_PAIR = /[\da-f]{2}/iy;
const BACKSLASH_ESCAPE = /u([\da-f]{4})|x([\da-f]{2})|[nrtbfv]/iy;
const REFERENCE = /#x([\da-f]{1,8});?|#(\d{1,8});?|([a-z]{2,6});/iy;
class SymbolReader {
	#codes = new Uint8Array(1024);
	#starts = new Uint32Array(1024);
	#ends = new Uint32Array(1024);
	read(text) {
		if (text.length > this.#codes.length) {
			this.#codes = new Uint8Array(2 * text.length);
			this.#starts = new Uint32Array(2 * text.length);
			this.#ends = new Uint32Array(2 * text.length);
		}
		const [codes, starts, ends] = [this.#codes, this.#starts, this.#ends];
		let count = 0;
		for (let at = 0, end = 1; at < text.length; at = end, end += 1) {
			const character = text.charCodeAt(at);
			let code = character < 128 ? (SYMBOLS[character] ?? NO_SYMBOL) : beyondAscii(character);
			if (code === MAY_ESCAPE)
				({ code, end } = escapeAt(text, at, character));
			if (code === NO_SYMBOL)
				continue;
			codes[count] = code;
			starts[count] = at;
			ends[count] = end;
			count += 1;
		}
		return { count, codes, starts, ends };
	}
}
function symbolsOf(text) {
	const { codes, count } = new SymbolReader().read(text);
	return codes.slice(0, count);
}
function plainSymbolsOf(text) {
	const codes = new Uint8Array(text.length);
	let count = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = symbolOf(text.charCodeAt(at));
		if (code !== NO_SYMBOL)
			codes[count++] = code;
	}
	return codes.subarray(0, count);
}
function beyondAscii(character) {
	return character === WIDE_HASH ? 0x23 : character === WIDE_COLON ? 0x3a : NO_SYMBOL;
}
function escapeAt(text, at, character) {
	if (character === PERCENT)
		return percentEscape(text, at + 1);
	return character === AMPERSAND ? reference(text, at + 1) : backslashEscape(text, at + 1);
}
function percentEscape(text, from) {
	const at = behind('25', text, from);
	const [pair] = matchAt(HEX_PAIR, text, at);
	return pair === undefined ? { code: PERCENT, end: at } : { code: symbolOf(Number.parseInt(pair, 16)), end: at + 2 };
}
function reference(text, from) {
	const at = behind('amp;', text, from);
	const [all, hex, decimal, name = ''] = matchAt(REFERENCE, text, at);
	const number = hex === undefined ? decimal : `0x${hex}`;
	const code = number === undefined ? NAMED[name]?.charCodeAt(0) : Number(number);
	if (all === undefined || code === undefined)
		return { code: AMPERSAND, end: at };
	return { code: symbolOf(code), end: at + all.length };
}
function backslashEscape(text, from) {
	const at = behind('\\', text, from);
	const [all = '', utf16, latin1] = matchAt(BACKSLASH_ESCAPE, text, at);
	const hex = utf16 ?? latin1;
	return { code: hex === undefined ? NO_SYMBOL : symbolOf(Number.parseInt(hex, 16)), end: at + all.length };
}
function behind(part, text, from) {
	let at = from;
	while (text.startsWith(part, at))
		at += part.length;
	return at;
}
function matchAt(expression, text, at) {
	expression.lastIndex = at;
	return expression.exec(text) ?? [];
}
function symbolOf(character) {
	if (character === symbols_BACKSLASH)
		return NO_SYMBOL;
	const code = SYMBOLS[character] ?? NO_SYMBOL;
	return code === MAY_ESCAPE ? character : code;
}
;// src/base/secrets.ts
const PART_STEP = 4;
const MASK = '***';
class Secrets {
	#known = new Set();
	#announce;
	#literals = new Set();
	#wholes = new FormIndex(MIN_FORM_LENGTH, MIN_FORM_LENGTH);
	#parts = new FormIndex(PART_LENGTH + 1 - PART_STEP, PART_STEP);
	#reader = new SymbolReader();
	constructor(announce) {
		this.#announce = announce;
	}
	add(secret) {
		if (secret === '' || this.#known.has(secret))
			return;
		this.#announce(secret);
		this.#known.add(secret);
		const { length } = symbolsOf(secret);
		if (length < PART_LENGTH)
			this.#literals.add(secret);
		if (length < MIN_FORM_LENGTH) {
			const encoded = encodeURIComponent(Buffer.from(secret).toString());
			this.#literals.add(encoded).add(encoded.replace(/%../g, (escape) => escape.toLowerCase()));
		}
		for (const form of formsOf(secret)) {
			if (form.length < PART_LENGTH)
				this.#wholes.addWhole(form);
			else
				this.#parts.addParts(form);
		}
	}
	redact(text) {
		const spans = [...this.#literalSpans(text), ...this.#formSpans(text)];
		if (spans.length === 0)
			return text;
		let redacted = '';
		let at = 0;
		for (const { start, end } of united(spans)) {
			redacted += text.slice(at, start) + MASK;
			at = end;
		}
		return redacted + text.slice(at);
	}
	#literalSpans(text) {
		const spans = [];
		for (const literal of this.#literals) {
			for (let start = text.indexOf(literal); start !== -1; start = text.indexOf(literal, start + literal.length)) {
				spans.push({ start, end: start + literal.length });
			}
		}
		return spans;
	}
	#formSpans(text) {
		const spans = [];
		if (text.length < MIN_FORM_LENGTH)
			return spans;
		const symbols = this.#reader.read(text);
		for (const index of [this.#parts, this.#wholes]) {
			const own = [];
			index.search(symbols, (first, last) => {
				add(own, { start: symbols.starts[first] ?? 0, end: symbols.ends[last] ?? 0 });
			});
			spans.push(...own);
		}
		return spans;
	}
}
function add(spans, span) {
	let { start } = span;
	for (let last = spans.at(-1); last !== undefined && last.end > start; last = spans.at(-1)) {
		start = Math.min(start, last.start);
		spans.pop();
	}
	spans.push({ start, end: span.end });
}
function united(spans) {
	const result = [];
	for (const span of [...spans].sort((a, b) => a.start - b.start)) {
		const last = result.at(-1);
		if (last === undefined || span.start >= last.end)
			result.push(span);
		else if (span.end > last.end)
			result[result.length - 1] = { start: last.start, end: span.end };
	}
	return result;
}
const PART_LENGTH = 15;
const MIN_FORM_LENGTH = 8;
function formsOf(secret) {
	const bytes = Buffer.from(secret, 'utf8');
	const encoded = [0, 1, 2].flatMap((offset) => base64Forms(bytes, offset));
	const hex = bytes.toString('hex');
	const looksEscaped = /[%&\\]/.test(secret);
	const plain = looksEscaped ? [symbolsOf(secret), plainSymbolsOf(secret)] : [plainSymbolsOf(secret)];
	const forms = [...plain, ...[...encoded, hex].map(plainSymbolsOf)];
	return forms.filter(({ length }) => length >= MIN_FORM_LENGTH);
}
function base64Forms(bytes, offset) {
	const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
		.toString('base64')
		.slice([0, 2, 3][offset]);
	const unpadded = encoded.replace(/={1,2}$/, '');
	const certain = (bytes.length + offset) % 3 === 0 ? unpadded : unpadded.slice(0, -1);
	return certain.length < PART_LENGTH ? [encoded, unpadded, certain] : [encoded];
}
;// src/services/values.ts
function values_pathOf(place) {
	return place.split('.');
}
function valueAtPath(object, path) {
	let value = object;
	for (const name of path) {
		if (Array.isArray(value))
			value = value[Number(name)];
		else if (isJsonObject(value))
			value = valueAt(value, name);
		else
			return undefined;
	}
	return value;
}
function textsAt(object, paths) {
	return paths.map((path) => textOf(valueAtPath(object, path)));
}
function firstTextAt(object, paths) {
	for (const path of paths) {
		const text = textOf(valueAtPath(object, path));
		if (text !== '')
			return text;
	}
	return '';
}
function statusAt(object, path) {
	let value = object;
	for (const name of path) {
		if (!isJsonObject(value))
			return value;
		value = valueAt(value, name);
	}
	return value;
}
const ALWAYS_FAILED = ['fail', 'failed'];
function statusWord(value) {
	if (value === undefined || value === null)
		return undefined;
	if (typeof value === 'object')
		return 'not a word';
	const word = textOf(value);
	return word === '' ? undefined : word;
}
function phaseOf(status, words) {
	const word = status?.toLowerCase() ?? '';
	if (ALWAYS_FAILED.includes(word))
		return 'Failed';
	return Object.hasOwn(words, word) ? (words[word] ?? 'Unknown') : 'Unknown';
}
function progressOf(value) {
	const fraction = typeof value === 'string' ? fractionOf(value) : value;
	if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 100))
		return undefined;
	return fraction <= 1 ? fraction : fraction / 100;
}
function fractionOf(text) {
	const digits = /^(\d{1,3}(?:\.\d{1,9})?) ?%?$/.exec(text.trim())?.[1];
	return digits === undefined || Number(digits) > 100 ? undefined : Number(digits) / 100;
}
function joinDistinct(texts) {
	return [...new Set(texts.filter((text) => text !== ''))].join(': ');
}
const values_MAX_JSON_LENGTH = 65_536;
const MAX_JSON_LAYERS = 3;
const MESSAGES = ['message', 'error_msg', 'errorMessage', 'errMsg', 'fail_reason', 'reason', 'msg', 'detail', 'error'];
const CODES = ['code', 'error_code', 'errorCode', 'errCode'];
function wordsOf(reason) {
	let words = { message: reason, code: '' };
	for (let layer = 0; layer < MAX_JSON_LAYERS; layer += 1) {
		const inner = innerWords(parsedObject(words.message));
		if (inner === undefined)
			break;
		words = { message: inner.message, code: inner.code || words.code };
	}
	return words;
}
function parsedObject(text) {
	if (!text.startsWith('{') || text.length > values_MAX_JSON_LENGTH)
		return undefined;
	try {
		const value = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	}
	catch {
		return undefined;
	}
}
const MAX_INNER_OBJECTS = 8;
function innerWords(object) {
	if (object === undefined)
		return undefined;
	return [object, ...Object.values(object).filter(isJsonObject).slice(0, MAX_INNER_OBJECTS)]
		.map((each) => ({ message: firstText(each, MESSAGES), code: firstText(each, CODES) }))
		.find(({ message }) => message !== '');
}
function firstText(object, names) {
	return names.map((name) => textOf(valueAt(object, name))).find((text) => text !== '') ?? '';
}
;// src/services/sub-jobs.ts
function createSubJobsReader(format) {
	const places = format.subJobs.map(({ at, holds }) => ({ path: values_pathOf(at), holds }));
	const containers = [...new Set(places.filter(({ path }) => path.length > 1).map(({ path: [name = ''] }) => name))];
	const readListed = createListedJobsReader(format);
	return (job) => {
		for (const name of containers)
			checkContainer(job, name, format.entitiesAreResources === true);
		const objects = [];
		const leaves = [];
		for (const { path, holds } of places) {
			const list = listAt(job, path);
			if (list.length === 0)
				continue;
			if (holds === 'job IDs')
				readListed(list, path, objects, leaves);
			else if (holds === 'jobs')
				for (const entry of list)
					objects.push(requireObject(entry, path));
			else
				for (const entry of list)
					addResult(requireObject(entry, path), format, leaves);
		}
		return objects.length + leaves.length === 0 ? undefined : { objects, leaves };
	};
}
function createListedJobsReader({ id: idPlace, status: statusPlaces }) {
	const id = values_pathOf(idPlace);
	const status = statusPlaces.map(values_pathOf);
	const isJob = (entry) => textOf(valueAtPath(entry, id)) !== '' || status.some((path) => statusWord(statusAt(entry, path)) !== undefined);
	return (list, path, objects, leaves) => {
		const shown = new Set(objects.map((each) => textOf(valueAtPath(each, id))));
		for (const entry of list) {
			if (isJsonObject(entry) && isJob(entry))
				objects.push(entry);
			else if (typeof entry !== 'string') {
				throw new UnusableResponse(`its ${nameOf(path)} has an entry that is not the ID of a job`);
			}
			else if (!shown.has(entry))
				leaves.push({ ...EMPTY_JOB, id: entry });
		}
	};
}
function checkContainer(job, name, mayBeList) {
	const value = valueAt(job, name);
	if (value === undefined || value === null || isJsonObject(value))
		return;
	if (Array.isArray(value) && (mayBeList || value.length === 0))
		return;
	throw new UnusableResponse(`its ${name} is not an object`);
}
function listAt(job, path) {
	const value = valueAtPath(job, path);
	if (value === undefined || value === null)
		return [];
	if (!Array.isArray(value))
		throw new UnusableResponse(`its ${nameOf(path)} is not a list`);
	return value;
}
function requireObject(entry, path) {
	if (!isJsonObject(entry))
		throw new UnusableResponse(`its ${nameOf(path)} has an entry that is not an object`);
	return entry;
}
function nameOf(path) {
	return path.at(-1) ?? '';
}
function addResult(result, { words }, leaves) {
	const status = statusWord(valueAt(result, 'status'));
	const phase = phaseOf(status, words);
	if (status === undefined || (phase !== 'Failed' && phase !== 'Unknown'))
		return;
	leaves.push({ ...EMPTY_JOB, type: 'image', phase, status, resourceId: textAt(result, 'image_id') });
}
;// src/services/decoder.ts
const MAX_SUB_JOBS = 100_000;
function createDecoder({ format, parent }) {
	const id = values_pathOf(format.id);
	const readJob = createJobReader(format);
	const readSubJobs = createSubJobsReader(format);
	return (response, jobId, parentId) => {
		const object = jobIn(response, format, id, jobId);
		requireJobId(textOf(valueAtPath(object, id)), jobId, format.alwaysHasId);
		const job = buildTree(object, readJob, readSubJobs);
		return {
			...job,
			id: jobId,
			resourceId: job.resourceId || parentId,
			clusterId: job.clusterId || (parent?.kind === 'cluster' ? parentId : ''),
		};
	};
}
function jobIn(response, { envelope }, id, jobId) {
	if (envelope === undefined)
		return response;
	const { name, holds } = envelope;
	const value = valueAt(response, name);
	if (holds === 'job') {
		if (!isJsonObject(value))
			throw new UnusableResponse(`it has no ${name}`);
		return value;
	}
	if (!Array.isArray(value))
		throw new UnusableResponse(`it has no list of ${name}`);
	const jobs = value.filter(isJsonObject);
	const [job, another] = jobs.filter((each) => textOf(valueAtPath(each, id)) === jobId);
	if (another !== undefined)
		throw new UnusableResponse(`its ${name} have job ${jobId} twice`);
	if (value.length === 0)
		throw new NoSuchJob(`its list of ${name} is empty`);
	return job ?? jobs[0] ?? {};
}
function requireJobId(found, asked, alwaysHasId) {
	if (found === asked || (found === '' && !alwaysHasId))
		return;
	throw new UnusableResponse(found === '' ? 'it does not say which job it is about' : `it is about job ${found}`);
}
function createJobReader(format) {
	const id = values_pathOf(format.id);
	const type = values_pathOf(format.type);
	const paths = {
		reason: format.reason.map(values_pathOf),
		code: format.code.map(values_pathOf),
		startedAt: format.startedAt.map(values_pathOf),
		updatedAt: format.updatedAt.map(values_pathOf),
		endedAt: format.endedAt.map(values_pathOf),
		progress: format.progress.map(values_pathOf),
		resourceId: format.resourceId.map(values_pathOf),
		resourceName: format.resourceName.map(values_pathOf),
		clusterId: format.clusterId.map(values_pathOf),
	};
	const readStatus = createStatusReader(format);
	return (job, subJobs) => {
		const { phase, status } = readStatus(job);
		const words = textsAt(job, paths.reason).map(wordsOf);
		const reason = joinDistinct(words.map(({ message }) => message));
		return {
			id: textOf(valueAtPath(job, id)),
			type: textOf(valueAtPath(job, type)),
			phase,
			status,
			reason: withRemark(status, reason, format),
			errorCode: firstTextAt(job, paths.code) || (words.find(({ code }) => code !== '')?.code ?? ''),
			resourceId: firstTextAt(job, paths.resourceId),
			resourceName: firstTextAt(job, paths.resourceName),
			clusterId: firstTextAt(job, paths.clusterId),
			startedAt: parseInstant(firstTextAt(job, paths.startedAt)),
			updatedAt: parseInstant(firstTextAt(job, paths.updatedAt)),
			endedAt: parseInstant(firstTextAt(job, paths.endedAt)),
			progress: paths.progress.map((path) => progressOf(valueAtPath(job, path))).find((each) => each !== undefined),
			subJobs,
		};
	};
}
function createStatusReader({ status, words }) {
	const paths = status.map(values_pathOf);
	return (job) => {
		const found = paths.map((path) => statusWord(statusAt(job, path))).filter((word) => word !== undefined);
		const [phase = 'Unknown', ...others] = found.map((word) => phaseOf(word, words));
		if (others.some((other) => other !== phase)) {
			throw new UnusableResponse(`its status says ${found.join(' and ')} at once`);
		}
		return { phase, status: found[0] };
	};
}
function withRemark(status, reason, { remarks }) {
	const word = status?.toLowerCase() ?? '';
	if (status === undefined || !Object.hasOwn(remarks, word))
		return reason;
	return `${status}: ${reason || (remarks[word] ?? '')}`;
}
function buildTree(object, readJob, readSubJobs) {
	const pending = [];
	const read = (each) => {
		const subJobs = [];
		const found = readSubJobs(each);
		if (found !== undefined)
			pending.push({ into: subJobs, found });
		return readJob(each, subJobs);
	};
	const root = read(object);
	let count = 0;
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { objects, leaves } = next.found;
		count += objects.length + leaves.length;
		if (count > MAX_SUB_JOBS)
			throw new UnusableResponse(`it has more than ${MAX_SUB_JOBS} sub-jobs`);
		for (const each of objects)
			next.into.push(read(each));
		for (const leaf of leaves)
			next.into.push(leaf);
	}
	return root;
}
;// src/engine/job-client.ts
const HEADERS = { 'content-type': 'application/json', accept: 'application/json', 'accept-encoding': 'identity' };
function createJobClient(api) {
	const { service, endpoint, projectId, parentId, credentials, clock } = api;
	const read = readerOf(api);
	const askOnce = async (jobId, limits) => {
		const { timeoutMs, until, signal } = limits;
		const { method, url } = requestFor(service, endpoint, { projectId, jobId, parentId });
		const authorized = await credentials.authorize({ method, url, headers: {}, body: '' }, limits);
		if (authorized.kind === 'error')
			return { answer: authorized, again: false };
		const left = Math.max(1, Math.min(timeoutMs, until - clock.now()));
		const result = await api.transport({
			url,
			headers: { ...HEADERS, ...authorized.headers },
			timeoutMs: left,
			signal,
		});
		const answer = read(result, jobId);
		const parsedDate = result.kind === 'answer' ? dateOf(result.headers.date) : Number.NaN;
		const date = Number.isNaN(parsedDate) ? undefined : parsedDate;
		if (answer.kind === 'job' || answer.error.kind === 'not-found') {
			authorized.accepted();
			return { answer: answer.kind === 'job' ? { ...answer, date } : answer, again: false };
		}
		const { error, again } = authorized.refused(answer.error, date);
		return { answer: { kind: 'error', error }, again };
	};
	return async (jobId, limits) => {
		const { answer, again } = await askOnce(jobId, limits);
		return again ? (await askOnce(jobId, limits)).answer : answer;
	};
}
function readerOf(api) {
	const { service, endpoint, parentId, credentials, clock, nameOf } = api;
	const { title, permission, notFoundCodes } = service;
	const decode = createDecoder(service);
	const { authMethod } = credentials;
	const hasParent = service.parent !== undefined;
	const context = {
		title,
		permission,
		host: endpoint.host,
		setting: nameOf('endpoint'),
		hasParent,
		authMethod,
		nameOf,
	};
	const last = new Map();
	return (result, jobId) => {
		const known = last.get(jobId);
		if (known !== undefined && isUnchanged(result, known)) {
			return { kind: 'job', job: known.job, requestId: requestIdOf(result.headers) };
		}
		const outcome = parseResponse(result, context, clock.wallTime(), notFoundCodes);
		if (outcome.kind === 'error')
			return outcome;
		const { status, json, requestId } = outcome;
		try {
			const job = decode(json, jobId, parentId);
			if (result.kind === 'answer' && result.body.kind === 'complete') {
				last.set(jobId, { status, bytes: result.body.bytes, job });
			}
			return { kind: 'job', job, requestId };
		}
		catch (refusal) {
			if (!(refusal instanceof UnusableResponse))
				throw refusal;
			const isMissing = refusal instanceof NoSuchJob || notFoundCodes.includes(errorCodeOf(json));
			const error = isMissing
				? notFoundResponse(outcome, refusal.message, context)
				: unusableResponse(status, refusal.message, requestId, adviceForAnotherForm(context));
			return { kind: 'error', error };
		}
	};
}
function isUnchanged(result, { status, bytes }) {
	if (result.kind !== 'answer' || result.status !== status || result.body.kind !== 'complete')
		return false;
	return result.body.bytes.equals(bytes);
}
;// src/http/logged-transport.ts
function loggedTransport(transport, { now, emit, ...dependencies }) {
	return async (request) => {
		const sentAt = now();
		const result = await transport(request);
		const lastedMs = Math.round(now() - sentAt);
		emit({ summary: logged_transport_summaryOf(request, result, lastedMs), body: bodyOf(result, dependencies) });
		return result;
	};
}
function logged_transport_summaryOf({ method = 'GET', url }, result, lastedMs) {
	if (result.kind === 'no-answer') {
		return `${method} ${url.href} → no answer in ${lastedMs} ms: ${result.code} ${result.message}`;
	}
	const id = requestIdOf(result.headers);
	return `${method} ${url.href} → ${result.status} in ${lastedMs} ms${id === '' ? '' : `, request ID ${id}`}`;
}
function bodyOf(result, { sanitize, maxBodyLength }) {
	if (result.kind === 'no-answer')
		return '';
	if (result.body.kind === 'unusable')
		return `(no usable body: ${result.body.why})`;
	try {
		return describeJson(JSON.parse(result.body.bytes.toString('utf8')), sanitize, maxBodyLength);
	}
	catch {
		return `(${result.body.bytes.length} bytes that are no JSON)`;
	}
}
const SECRET_NAME = /token|secret|passw|credential|authorization|signature|cookie|private/i;
const JWT = /(?<![\w-])eyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g;
const MAX_DEPTH = 100;
const logged_transport_MASK = '"***"';
function describeJson(value, sanitize, maxLength) {
	const description = new Description(sanitize, maxLength);
	description.add(value, 0, false);
	return description.json;
}
class Description {
	sanitize;
	maxLength;
	json = '';
	constructor(sanitize, maxLength) {
		this.sanitize = sanitize;
		this.maxLength = maxLength;
	}
	add(value, depth, isSecret) {
		if (depth > MAX_DEPTH)
			this.json += '"…"';
		else if (Array.isArray(value))
			this.#addList(value, depth, isSecret);
		else if (isJsonObject(value))
			this.#addObject(value, depth);
		else if (isSecret && (typeof value === 'string' || typeof value === 'number'))
			this.json += logged_transport_MASK;
		else if (typeof value === 'string')
			this.#addText(value);
		else
			this.json += String(value);
	}
	#addList(items, depth, isSecret) {
		this.json += '[';
		for (const [index, item] of items.entries()) {
			if (this.#isFull)
				break;
			if (index > 0)
				this.json += ',';
			this.add(item, depth + 1, isSecret);
		}
		this.json += ']';
	}
	#addObject(object, depth) {
		this.json += '{';
		for (const [index, name] of Object.keys(object).entries()) {
			if (this.#isFull)
				break;
			if (index > 0)
				this.json += ',';
			this.#addText(name);
			this.json += ':';
			this.add(object[name], depth + 1, SECRET_NAME.test(name));
		}
		this.json += '}';
	}
	#addText(text) {
		this.json += JSON.stringify(this.sanitize(text, this.maxLength).replace(JWT, '***'));
	}
	get #isFull() {
		return this.json.length >= this.maxLength;
	}
}
;// src/setup.ts
const MAX_DEBUG_LINE_LENGTH = 20_000;
function setUp(host) {
	const { settings, environment } = host;
	const secrets = new Secrets(host.announceSecret);
	const known = [
		...host.secrets,
		...settings.layers.flatMap(({ read }) => SECRET_SETTINGS.map(read)),
		...SECRET_VARIABLES.map(settings.variable),
	];
	for (const secret of known)
		if (secret !== SETTING_DEFAULTS.github_token)
			secrets.add(secret);
	addProxySecrets(environment, secrets);
	const sanitize = createSanitizer(secrets);
	const parsed = parseConfig(settings, sanitize);
	const given = settings.problems ?? [];
	if (parsed.kind === 'problems')
		return { kind: 'usage-error', problems: [...given, ...parsed.problems], sanitize };
	const problems = [...given, ...proxyProblems(environment, parsed.config)];
	if (problems.length > 0)
		return { kind: 'usage-error', problems, sanitize };
	return { kind: 'ready', config: parsed.config, secrets, sanitize };
}
function proxyProblems(environment, { access: { endpoint, credentials } }) {
	const targets = 'endpoint' in credentials ? [endpoint, credentials.endpoint] : [endpoint];
	return checkProxy(environment, targets).map((message) => ({ setting: undefined, message }));
}
function connect(host, { config, secrets, sanitize }, emit) {
	const { clock, settings, newTransport } = host;
	const { access, service } = config;
	const startedAt = clock.now();
	const credentials = createCredentials(access.credentials, access.projectId, {
		clock,
		newTransport,
		idTokens: host.idTokens,
		nameOf: settings.nameOf,
		addSecret: (secret) => {
			secrets.add(secret);
		},
		emit: (event) => {
			emit({ kind: 'credentials', waitedMs: clock.now() - startedAt, event });
		},
	});
	const transport = transportOf(host, sanitize);
	return createJobClient({ ...access, service, credentials, transport, clock, nameOf: settings.nameOf });
}
function transportOf({ clock, debug, newTransport, isDebugging }, sanitize) {
	if (!isDebugging)
		return newTransport();
	return loggedTransport(newTransport(), {
		now: () => clock.now(),
		sanitize,
		maxBodyLength: MAX_DEBUG_LINE_LENGTH,
		emit: ({ summary, body }) => {
			debug(sanitize(summary, MAX_DEBUG_LINE_LENGTH));
			if (body !== '')
				debug(sanitize(body, MAX_DEBUG_LINE_LENGTH));
		},
	});
}
function gateOptionsOf({ task }, { gate }) {
	return task === 'wait' ? gate : { ...gate, pollsOnce: true, failFast: false, outageToleranceMs: gate.timeoutMs };
}
function contextOf({ task, clock, startedAt, settings, helpPage }, { gate, access, service }) {
	return {
		task,
		jobIds: gate.jobIds,
		service: service.name,
		projectId: access.projectId,
		region: regionOf(access.endpoint)?.name ?? '',
		endpoint: access.endpoint.href,
		sources: access.sources,
		timeoutMs: gate.timeoutMs,
		pollInterval: gate.pollInterval,
		startedAt: clock.wallTime() - (clock.now() - startedAt),
		nameOf: settings.nameOf,
		helpPage,
	};
}
;// src/run.ts
const BROKEN_REPORT_MS = 5000;
function startRun(host) {
	const setup = setUp(host);
	const warn = (title, message) => {
		host.warn(title, setup.sanitize(message));
	};
	for (const warning of host.settings.warnings)
		warn('Unknown input', warning);
	if (setup.kind === 'usage-error') {
		const messages = setup.problems.map(({ message }) => message);
		host.reportUsageError(setup.problems, usageErrorOutputs(messages, setup.sanitize));
		return { exitStatus: Promise.resolve(exit_status_USAGE_ERROR_STATUS), fail: () => undefined };
	}
	const insecureTls = ignoreInsecureTls(host.environment);
	if (insecureTls !== undefined)
		warn('Certificates are checked', insecureTls);
	for (const warning of setup.config.warnings)
		warn('Check the settings', warning);
	const run = new Run(host, setup);
	return {
		exitStatus: run.toEnd(),
		fail: (error) => {
			run.fail(error);
		},
	};
}
class Run {
	#host;
	#setup;
	#context;
	#format;
	#log;
	#gate;
	#status = ERROR_STATUS;
	#isReporting = false;
	#hasFailed = false;
	#end = () => undefined;
	#ended = new Promise((resolve) => {
		this.#end = resolve;
	});
	constructor(host, setup) {
		this.#host = host;
		this.#setup = setup;
		this.#context = contextOf(host, setup.config);
		this.#format = textFormatter(setup.sanitize);
		this.#log = createLog(this.#context, textFormatter(setup.sanitize, host.colour));
	}
	toEnd() {
		void this.#wait().catch((error) => {
			this.fail(error);
		});
		return this.#ended;
	}
	fail(error) {
		const { sanitize, config } = this.#setup;
		if (this.#host.isDebugging)
			this.#host.debug(sanitize(error instanceof Error ? (error.stack ?? error.message) : String(error), 4000));
		if (this.#isReporting) {
			this.#failWhileReporting(error);
			return;
		}
		this.#hasFailed = true;
		const result = this.#gate?.abandon(error) ?? resultOfInternalError(error, config.gate.jobIds);
		void this.#report(result);
	}
	#failWhileReporting(error) {
		if (this.#hasFailed)
			return;
		this.#hasFailed = true;
		this.#warn(`The gate broke off: ${String(error)}`);
		void this.#host.clock.sleep(BROKEN_REPORT_MS, this.#host.cancellation.signal).then(() => {
			this.#end(this.#status);
		});
	}
	async #wait() {
		const { clock, startedAt, random, cancellation, printHeader, notReady } = this.#host;
		const [title = '', ...lines] = this.#log.header();
		printHeader({ title, lines });
		const emit = (event) => {
			this.#emit(event);
		};
		const fetchJob = notReady === undefined
			? connect(this.#host, this.#setup, emit)
			: () => Promise.resolve({ kind: 'error', error: notReady });
		const dependencies = { fetchJob, clock, startedAt, random, signal: cancellation.signal, emit };
		this.#gate = startGate(gateOptionsOf(this.#host, this.#setup.config), dependencies);
		const result = await this.#gate.result;
		if (!this.#isReporting)
			await this.#report(result);
	}
	#emit(event) {
		const isShownLater = this.#host.task === 'status' && (event.kind === 'ended' || isAnswer(event));
		if (!isShownLater)
			this.#host.print(this.#log.event(event));
		const warning = warningOf(event, this.#format);
		if (warning !== undefined)
			this.#host.annotate(warning);
		this.#host.onEvent(event, this.#setup.sanitize);
	}
	async #report(result) {
		this.#isReporting = true;
		const { cancellation, printEnding, printGroup, annotate, maxAnnotations, writeReports, afterVerdict } = this.#host;
		this.#status = exitStatus(result.outcome, cancellation.cause());
		const reports = this.#reportsOn(result);
		const { attempt, facts } = reports;
		let places = { summary: '', report: '' };
		await attempt('The reports', async () => {
			places = await writeReports(reports);
		});
		await attempt('The log', () => {
			this.#log.groups(facts()).forEach(printGroup);
		});
		await attempt('The annotations', () => {
			annotationsOf(facts(), this.#context, this.#format, maxAnnotations).forEach(annotate);
		});
		await attempt('The end of the log', () => {
			printEnding(this.#log.ending(facts(), places));
		});
		await attempt('What follows', () => afterVerdict(reports));
		this.#end(this.#status);
	}
	#reportsOn(result) {
		const { config, sanitize } = this.#setup;
		let known;
		const facts = () => (known ??= factsOf(result));
		const made = new Map();
		return {
			result,
			facts,
			exitStatus: this.#status,
			config,
			context: this.#context,
			sanitize,
			newTransport: () => transportOf(this.#host, sanitize),
			outputs: () => outputsOf(facts(), sanitize),
			markdown: (maxBytes) => {
				const markdown = made.get(maxBytes) ?? summaryOf(facts(), this.#context, sanitize, maxBytes);
				made.set(maxBytes, markdown);
				return markdown;
			},
			attempt: async (what, write) => {
				try {
					await write();
				}
				catch (error) {
					this.#warn(`${what} could not be written: ${messageOf(error)}. The result of the wait is unchanged.`);
				}
			},
		};
	}
	#warn(message) {
		this.#host.warn('', this.#setup.sanitize(message));
	}
}
function isAnswer(event) {
	return event.kind === 'watch' && event.event.kind === 'answer';
}
;
const external_node_util_namespaceObject = require("node:util");
;// src/hosts/cli/options.ts
const SECRETS = SECRET_SETTINGS.filter((name) => name !== 'github_token');
const OPTIONS = [
	setting('project_id', 'ID'),
	setting('service', 'NAME'),
	setting('region', 'NAME'),
	setting('endpoint', 'URL'),
	setting('parent_id', 'ID'),
	{ name: 'token-file', sets: 'token-file', value: 'FILE' },
	setting('access_key', 'ID'),
	setting('identity_provider', 'NAME'),
	setting('provider_urn', 'URN'),
	setting('agency_urn', 'URN'),
	setting('audience', 'AUDIENCE'),
	{ name: 'id-token-env', sets: 'id-token-env', value: 'NAME' },
	{ name: 'id-token-file', sets: 'id-token-file', value: 'FILE' },
	setting('iam_endpoint', 'URL'),
	setting('sts_endpoint', 'URL'),
	setting('timeout', 'DURATION'),
	{ ...setting('poll_interval', 'DURATION'), waitOnly: true },
	setting('request_timeout', 'DURATION'),
	{ ...setting('outage_tolerance', 'DURATION'), waitOnly: true },
	{ name: 'fail-fast', sets: 'fail_fast', value: undefined, flag: 'true', waitOnly: true },
	{ name: 'no-fail-fast', sets: 'fail_fast', value: undefined, flag: 'false', waitOnly: true },
	{ name: 'output', sets: 'output', value: 'FORMAT' },
	{ name: 'dotenv', sets: 'dotenv', value: 'FILE' },
	{ name: 'junit', sets: 'junit', value: 'FILE' },
	{ name: 'report', sets: 'report', value: 'FILE' },
	{ name: 'quiet', sets: 'quiet', value: undefined, flag: 'true' },
];
function setting(name, value) {
	return { name: dashed(name), sets: name, value };
}
function dashed(name) {
	return name.replaceAll('_', '-');
}
const PREFIX = 'CLOUD_JOB_GATE_';
const ID_TOKEN_VARIABLE = `${PREFIX}ID_TOKEN`;
function variableOf(target) {
	return `${PREFIX}${target.replaceAll('-', '_').toUpperCase()}`;
}
function options_nameOf(name) {
	if (name === 'job_id')
		return 'JOB_ID';
	return isSecret(name) ? variableOf(name) : `--${dashed(name)}`;
}
function isSecret(name) {
	return SECRETS.some((secret) => secret === name);
}
;// src/hosts/cli/arguments.ts
const TASKS = ['wait', 'status'];
const SECRET_OPTIONS = new Map([
	...SECRETS.map((name) => [dashed(name), `use the environment variable ${variableOf(name)}`]),
	['token', `use --token-file FILE, or the environment variable ${variableOf('token')}`],
	['id-token', 'use --id-token-file FILE or --id-token-env NAME'],
	['github-token', 'leave it out, the command line has no use for it'],
]);
const KNOWN = new Map(OPTIONS.map((option) => [option.name, option]));
const SYNTAX = {
	help: { type: 'boolean', short: 'h' },
	version: { type: 'boolean' },
	...Object.fromEntries(OPTIONS.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }])),
	...Object.fromEntries([...SECRET_OPTIONS.keys()].map((name) => [name, { type: 'string' }])),
};
function parseArguments(words) {
	const parser = new ArgumentsParser(words);
	const { tokens } = (0,external_node_util_namespaceObject.parseArgs)({
		args: [...words],
		options: SYNTAX,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	for (const token of tokens) {
		if (token.kind === 'option')
			parser.takeOption(token);
		else if (token.kind === 'positional')
			parser.takePositional(token);
	}
	return parser.result();
}
function asksForJson(words) {
	const end = words.indexOf('--');
	const before = end === -1 ? words : words.slice(0, end);
	return before.some((word, at) => {
		const value = word === '--output' ? before[at + 1] : /^--output=(.*)$/s.exec(word)?.[1];
		return value?.trim().toLowerCase() === 'json';
	});
}
class ArgumentsParser {
	#words;
	#problems = [];
	#values = new Map();
	#positionals = [];
	#asksFor;
	#withheld = -1;
	#shortAt = -1;
	#last;
	constructor(words) {
		this.#words = words;
	}
	takePositional({ index, value }) {
		const problem = this.#last?.next === index ? strayValue(this.#last.option, this.#last.value, value) : undefined;
		if (problem !== undefined)
			this.#refuse(problem);
		else if (index !== this.#withheld)
			this.#positionals.push(value);
	}
	takeOption(token) {
		const { name, rawName, value } = token;
		const option = KNOWN.get(name);
		const isShort = !rawName.startsWith('--') && this.#words[token.index] !== '-h';
		if (isShort) {
			this.#refuseShort(token);
		}
		else if (name === 'help' || name === 'version') {
			if (value === undefined)
				this.#asksFor ??= name;
			else
				this.#refuse(`option --${name} takes no value`);
		}
		else if (option === undefined) {
			this.#refuseUnknown(token);
		}
		else {
			this.#takeKnown(option, token);
		}
	}
	result() {
		const task = this.#takeTask();
		if (task === 'status')
			this.#refuseWaitOptions();
		const isEmpty = (id) => id.trim() === '';
		if (this.#positionals.some(isEmpty) && !this.#positionals.every(isEmpty)) {
			this.#refuse('argument JOB_ID is empty once: did the step before set its output?');
		}
		return {
			task,
			asksFor: this.#asksFor,
			jobIds: this.#positionals,
			values: this.#values,
			problems: this.#problems,
		};
	}
	#takeKnown(option, { value, inlineValue, index }) {
		const { name, sets, flag } = option;
		const given = flag ?? value?.trim();
		if (flag !== undefined && value !== undefined) {
			this.#refuse(valueless(option));
		}
		else if (given === undefined) {
			this.#refuse(`option --${name} has no value`);
		}
		else if (inlineValue === false && /^-./.test(given)) {
			this.#withheld = index + 2;
			this.#refuse(`option --${name} has no value (one that begins with a dash is passed as --${name}=…)`);
		}
		else if (this.#values.has(sets)) {
			const both = sets === 'fail_fast' ? 'options --fail-fast and --no-fail-fast are' : `option --${name} is`;
			this.#refuse(`${both} given more than once`);
		}
		else {
			this.#values.set(sets, given);
			this.#last = { option, value: given, next: index + (inlineValue === false ? 2 : 1) };
		}
	}
	#refuseShort({ name, index }) {
		if (index !== this.#shortAt)
			this.#refuse(`unknown option -${/^[a-z]$/i.test(name) ? name : '…'}`);
		this.#shortAt = index;
		this.#withheld = index + 1;
	}
	#refuseUnknown({ name, value, index }) {
		if (value === undefined)
			this.#withheld = index + 1;
		const given = dashed(name.toLowerCase());
		const isWord = /^[a-z]{1,20}(?:-[a-z]{1,20}){0,3}$/.test(name);
		const known = [...KNOWN.keys(), ...SECRET_OPTIONS.keys(), 'help', 'version'];
		const end = isWord ? known.find((each) => given.endsWith(`-${each}`) && !given.startsWith('no-')) : undefined;
		const close = nearest(given, known) ?? end;
		const shown = close !== undefined || isWord ? ` --${name}` : '';
		const instead = SECRET_OPTIONS.get(close ?? '');
		if (/^job-?ids?$/.test(given)) {
			this.#refuse('a job ID is no option: pass it as a word of its own, as in wait JOB_ID');
		}
		else if (instead !== undefined) {
			this.#refuse(`${shown.trim()} is no option, since every process of a machine could read the secret: ${instead}`);
		}
		else {
			this.#refuse(`unknown option${shown}${close === undefined ? '' : `: did you mean --${close}?`}`);
		}
	}
	#takeTask() {
		const word = this.#positionals.shift();
		const task = TASKS.find((each) => each === word);
		if (task !== undefined || this.#asksFor !== undefined)
			return task;
		const known = `the commands are ${TASKS.join(' and ')}`;
		const close = nearest((word ?? '').toLowerCase(), TASKS);
		const what = word === undefined ? 'no command' : 'unknown command';
		this.#refuse(`${what}: ${close === undefined ? known : `did you mean ${close}?`}`);
		return undefined;
	}
	#refuseWaitOptions() {
		for (const { name, sets, flag, waitOnly = false } of OPTIONS) {
			const value = this.#values.get(sets);
			if (!waitOnly || value === undefined || value !== (flag ?? value))
				continue;
			this.#refuse(`option --${name} is for wait alone: status asks once`);
			this.#values.delete(sets);
		}
	}
	#refuse(what) {
		this.#problems.push(`${capitalized(what)}${what.endsWith('?') ? '' : '.'}`);
	}
}
function valueless({ name, sets }) {
	const opposite = sets === 'fail_fast' ? ': say --fail-fast or --no-fail-fast' : '';
	return `option --${name} takes no value${opposite}`;
}
function strayValue(option, value, word) {
	if (option.value === undefined)
		return /^(?:true|false|yes|no|on|off)$/i.test(word) ? valueless(option) : undefined;
	if (option.value !== 'DURATION')
		return undefined;
	const meant = suggestDuration(`${value} ${word}`);
	return meant === undefined ? undefined : `option --${option.name} is two words: did you mean ${meant}?`;
}
;// src/hosts/cli/settings.ts
const STATUS_TIMEOUT = '30s';
const NAMES_A_METHOD = ['access_key', 'identity_provider', 'provider_urn', 'agency_urn'];
function ownOption(name, { values }, variable) {
	const option = values.get(name) ?? '';
	if (option !== '')
		return { value: option, from: `option --${name}` };
	return { value: variable(variableOf(name)), from: `environment variable ${variableOf(name)}` };
}
function tokenFileOf(given, variable) {
	const file = ownOption('token-file', given, variable);
	if (file.value === '')
		return undefined;
	if (file.from.startsWith('option '))
		return { ...file, layer: 'option' };
	const isOtherMethod = NAMES_A_METHOD.some((name) => (given.values.get(name) ?? '') !== '');
	return isOtherMethod ? undefined : { ...file, layer: 'variable' };
}
function layersOf(task, given, variable, tokens) {
	const others = [variablesLayer(task, variable, tokens.variable)];
	return [optionsLayer(given, tokens.option), ...others, ...(task === 'status' ? [STATUS_DEFAULTS] : [])];
}
function optionsLayer({ values, jobIds }, token) {
	return {
		read: (name) => {
			if (name === 'job_id')
				return jobIds.join(' ').trim();
			return name === 'token' ? token : (values.get(name) ?? '');
		},
		describe: (name) => {
			if (name === 'job_id')
				return 'argument JOB_ID';
			if (name === 'token')
				return 'option --token-file';
			return isSecret(name) ? `environment variable ${variableOf(name)}` : `option ${options_nameOf(name)}`;
		},
		explicit: true,
	};
}
function variablesLayer(task, variable, token) {
	const unused = new Set(task === 'wait' ? [] : ['timeout', ...OPTIONS.filter(({ waitOnly }) => waitOnly).map(({ sets }) => sets)]);
	const isKnown = (name) => name === 'job_id' || isSecret(name) || OPTIONS.some(({ sets }) => sets === name);
	return {
		read: (name) => {
			if (!isKnown(name) || unused.has(name))
				return '';
			return name === 'token' && token !== '' ? token : variable(variableOf(name));
		},
		describe: (name) => `environment variable ${variableOf(name === 'token' && token !== '' ? 'token-file' : name)}`,
		explicit: false,
	};
}
const STATUS_DEFAULTS = {
	read: (name) => (name === 'timeout' ? STATUS_TIMEOUT : ''),
	describe: () => 'the default of status',
	explicit: false,
};
function outputOptionsOf(given, variable, problems) {
	const choice = (name, choices) => {
		const { value, from } = ownOption(name, given, variable);
		const index = choices.indexOf(value.toLowerCase());
		if (value !== '' && index === -1) {
			problems.push(`${capitalized(from)} is neither ${choices.join(' nor ')}.`);
		}
		return index === 1;
	};
	const paths = new Map();
	const path = (name) => {
		const { value, from } = ownOption(name, given, variable);
		const other = paths.get(value);
		if (other !== undefined && !value.startsWith('/dev/'))
			problems.push(`${capitalized(from)} and ${other} name one file.`);
		if (value !== '')
			paths.set(value, from);
		return value;
	};
	return {
		json: choice('output', ['text', 'json']),
		quiet: choice('quiet', ['false', 'true']),
		dotenv: path('dotenv'),
		junit: path('junit'),
		report: path('report'),
	};
}
;
const external_node_net_namespaceObject = require("node:net");
;// src/hosts/cli/token-file.ts
const MAX_BYTES = 16_384 + 3;
async function readTokenFile(path, signal) {
	try {
		if (path === '-') {
			if (process.stdin.isTTY)
				return problem('is -, and standard input is a terminal: pipe the token in');
			return await fromStream(process.stdin, signal);
		}
		const file = (0,external_node_fs_namespaceObject.openSync)(path, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NONBLOCK);
		const stats = (0,external_node_fs_namespaceObject.fstatSync)(file);
		if (stats.isFIFO() || stats.isSocket()) {
			return await fromStream(new external_node_net_namespaceObject.Socket({ fd: file, readable: true, writable: false }), signal);
		}
		try {
			if (!stats.isFile())
				return problem(stats.isDirectory() ? 'names a folder' : 'names no file');
			const buffer = Buffer.alloc(MAX_BYTES);
			return tokenIn(buffer.subarray(0, (0,external_node_fs_namespaceObject.readSync)(file, buffer)));
		}
		finally {
			(0,external_node_fs_namespaceObject.closeSync)(file);
		}
	}
	catch (error) {
		return problem(`names a file that cannot be read (${codeOf(error)})`);
	}
}
async function fromStream(stream, signal) {
	const chunks = [];
	const stop = () => {
		stream.destroy();
	};
	signal.addEventListener('abort', stop);
	if (signal.aborted)
		stop();
	try {
		let size = 0;
		for await (const chunk of stream) {
			if (!Buffer.isBuffer(chunk))
				continue;
			chunks.push(chunk);
			size += chunk.length;
			if (size >= MAX_BYTES)
				break;
		}
	}
	catch (error) {
		if (!signal.aborted)
			throw error;
	}
	finally {
		signal.removeEventListener('abort', stop);
		stream.destroy();
	}
	return signal.aborted ? { kind: 'interrupted' } : tokenIn(Buffer.concat(chunks));
}
function tokenIn(bytes) {
	const token = bytes.toString('utf8').replace(/\r?\n$/, '');
	if (bytes.length >= MAX_BYTES)
		return problem('holds more than the 16384 characters that a token has at most');
	if (token.trim() === '')
		return problem('is empty: write the token to it first');
	if (/[\r\n]/.test(token))
		return problem('holds more than one line: a token is one line');
	return { kind: 'token', token };
}
function problem(why) {
	return { kind: 'problem', why };
}
function codeOf(error) {
	return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
;// src/hosts/cli/credentials-sources.ts
const NO_TOKEN = 'no-token-could-be-read';
const NO_TOKENS = { option: '', variable: '' };
function assumedTokens(given, variable) {
	const file = tokenFileOf(given, variable);
	return { ...NO_TOKENS, ...(file === undefined ? {} : { [file.layer]: NO_TOKEN }) };
}
async function readTokens(given, variable, timeoutMs, cancelled) {
	const file = tokenFileOf(given, variable);
	if (file === undefined)
		return { tokens: NO_TOKENS, problems: [], notReady: undefined };
	const done = new AbortController();
	const late = new AbortController();
	void systemClock.sleep(timeoutMs, AbortSignal.any([done.signal, cancelled])).then(() => {
		late.abort();
	});
	const result = await readTokenFile(file.value, late.signal);
	done.abort();
	const token = result.kind === 'token' ? result.token : NO_TOKEN;
	const isLate = result.kind === 'interrupted' && !cancelled.aborted;
	return {
		tokens: { ...NO_TOKENS, [file.layer]: token },
		problems: result.kind === 'problem' ? [`${capitalized(file.from)} ${result.why}.`] : [],
		notReady: isLate ? tokenDidNotCome(file.from, timeoutMs) : undefined,
	};
}
function idTokenSourceOf(given, variable, problems) {
	const [file, name] = [ownOption('id-token-file', given, variable), ownOption('id-token-env', given, variable)];
	const isOption = ({ from }) => from.startsWith('option ');
	if (file.value !== '' && name.value !== '' && isOption(file) === isOption(name)) {
		problems.push(`${capitalized(file.from)} and ${name.from} name two OIDC tokens: pass one of them.`);
	}
	if (file.value !== '' && (name.value === '' || isOption(file))) {
		return { kind: 'file', path: file.value, from: file.from };
	}
	const isName = /^[A-Z_]\w{0,127}$/i.test(name.value);
	if (name.value !== '' && !isName)
		problems.push(`${capitalized(name.from)} is no name of a variable.`);
	return { kind: 'variable', name: isName ? name.value : ID_TOKEN_VARIABLE };
}
function tokenDidNotCome(from, timeoutMs) {
	return ownError({
		kind: 'outage',
		message: `${from} gave no token within ${formatDuration(timeoutMs)}`,
		advice: 'Check what writes it: the token is complete at the end of the input.',
		topic: 'timed-out',
		concernsAllJobs: true,
	});
}
;// src/hosts/cli/environment.ts
function variable(name) {
	return (process.env[name] ?? '').trim();
}
function isGitLab() {
	return !['', 'false'].includes(variable('GITLAB_CI').toLowerCase());
}
function isDebugging() {
	return [variable('CI_DEBUG_TRACE'), variable('SYSTEM_DEBUG')].some((value) => value.toLowerCase() === 'true');
}
function showsColour(stream, variable) {
	if (variable('NO_COLOR') !== '' || variable('TERM') === 'dumb')
		return false;
	const forced = variable('FORCE_COLOR');
	return forced === '' ? stream.isTTY === true : forced !== '0';
}
function canRewrite(stream, variable) {
	return stream.isTTY === true && variable('TERM') !== 'dumb';
}
function misspeltVariables(environment) {
	const known = [...OPTIONS.map(({ sets }) => sets), ...SECRETS, 'job_id'].map(variableOf);
	const names = [...new Set([...known, ID_TOKEN_VARIABLE])];
	return Object.keys(environment)
		.filter((name) => name.startsWith(PREFIX) && !names.includes(name))
		.flatMap((name) => {
		const meant = nearest(name.slice(PREFIX.length), names.map((each) => each.slice(PREFIX.length)));
		return meant === undefined
			? []
			: [`Environment variable ${name} is read by nothing. Did you mean ${PREFIX}${meant}?`];
	});
}
function whyNoSecrets(variable) {
	if (!isGitLab() || variable('CI_COMMIT_REF_PROTECTED') !== 'false')
		return '';
	return 'GitLab passes protected variables on to protected branches and tags alone, and this runs for another one.';
}
;
const external_node_path_namespaceObject = require("node:path");
;// src/hosts/cli/junit.ts
const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
function junit_element(name, attributes = {}, content = []) {
	const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${junit_escape(String(value))}"`);
	const start = `<${name}${given.join('')}`;
	if (content.length === 0)
		return `${start}/>`;
	if (typeof content === 'string')
		return `${start}>${junit_escape(content)}</${name}>`;
	return `${start}>\n${content.join('\n')}\n</${name}>`;
}
function junit_escape(text) {
	return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
const junit_MAX_SUB_JOBS = 5000;
function junitOf({ facts, context, sanitize }) {
	const format = textFormatter(sanitize);
	const { jobs, result } = facts();
	const { service } = context;
	const common = {
		package: service,
		hostname: 'localhost',
		timestamp: new Date(context.startedAt).toISOString().slice(0, 19),
		time: secondsText(result.durationMs),
	};
	const suites = jobs.map((job, id) => {
		const cases = casesOf(job, format);
		const attributes = { name: `${service} job ${job.jobId}`, id, ...common, ...countsOf(cases) };
		const children = cases.map((each) => caseElement(each, `${service}.${job.jobId}`));
		return junit_element('testsuite', attributes, [junit_element('properties'), ...children, ...STREAMS]);
	});
	return `${XML_DECLARATION}\n${junit_element('testsuites', {}, suites)}\n`;
}
const STREAMS = [junit_element('system-out'), junit_element('system-err')];
function secondsText(milliseconds) {
	return (milliseconds / 1000).toFixed(3);
}
function countsOf(cases) {
	const count = (kind) => cases.filter((each) => each.kind === kind).length;
	return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}
function caseElement({ name, kind, why, ms }, classname) {
	const attributes = { name, classname, time: secondsText(ms) };
	switch (kind) {
		case 'passed':
			return junit_element('testcase', attributes);
		case 'skipped':
			return junit_element('testcase', attributes, [junit_element('skipped', { message: why })]);
		case 'failure':
		case 'error': {
			const type = kind === 'failure' ? 'Failed' : 'NoResult';
			return junit_element('testcase', attributes, [junit_element(kind, { message: why, type }, why)]);
		}
	}
}
function casesOf(facts, format) {
	const { kind } = facts.result.ending;
	const [root, ...visits] = facts.job === undefined ? [] : [...walk(facts.job)];
	const explain = explainerOf(facts, format);
	const kept = failuresFirst(visits);
	const subJobs = visits.filter((visit) => kept.has(visit)).map((visit) => subJobCase(visit, facts, explain, format));
	const isExplained = (kind === 'success' && subJobs.length > 0) ||
		(kind === 'failed' && subJobs.some((subJob) => subJob.kind === 'failure'));
	const own = isExplained ? [] : [jobCase(facts, root, explain, format)];
	return distinct([...own, ...subJobs, ...leftOut(visits.length - kept.size)]);
}
function failuresFirst(visits) {
	if (visits.length <= junit_MAX_SUB_JOBS)
		return new Set(visits);
	const isFailure = ({ job }) => job.phase === 'Failed';
	const ordered = [...visits.filter(isFailure), ...visits.filter((visit) => !isFailure(visit))];
	return new Set(ordered.slice(0, junit_MAX_SUB_JOBS));
}
function leftOut(count) {
	if (count === 0)
		return [];
	return [{ name: counted(count, 'more sub-job'), kind: 'skipped', why: 'There are too many to list.', ms: 0 }];
}
function explainerOf({ rootCauses, jobId }, format) {
	const causes = new Map(rootCauses.map((cause) => [cause.visit.job, cause]));
	return (visit) => {
		const { job } = visit;
		const own = { visit, errorCode: job.errorCode, reason: job.reason };
		const first = causes.get(job) ?? own;
		const resources = [job.resourceName || job.resourceId].filter((name) => name !== '');
		const sentence = endSentence(causeText({ first, count: 1, jobIds: [jobId], resources }, format));
		if (first === own)
			return sentence;
		const hint = hintOf(first, format);
		const path = visit.depth === 0 ? [] : [`Path: ${endSentence(pathText(visit, format))}`];
		return [sentence, ...path, ...(hint === '' ? [] : [`Hint: ${hint}`])].join(' ');
	};
}
function jobCase(facts, root, explain, format) {
	const { ending } = facts.result;
	const own = { name: jobTitle(facts.job, facts.jobId, format), ms: msOf(facts, root) };
	switch (ending.kind) {
		case 'success':
			return { ...own, kind: 'passed', why: '' };
		case 'failed':
			return { ...own, kind: 'failure', why: root === undefined ? 'It failed.' : explain(root) };
		case 'error':
			return { ...own, kind: 'error', why: errorText(ending.error, format) };
		case 'timed-out':
		case 'running':
		case 'stopped':
			return { ...own, kind: 'error', why: endSentence(openText(facts, format)) };
	}
}
function subJobCase(visit, facts, explain, format) {
	const { job } = visit;
	const { kind } = facts.result.ending;
	const hasVerdict = kind === 'failed' || kind === 'success';
	const own = { name: subJobTitle(job, format), ms: msOf(facts, visit) };
	if (job.phase === 'Success')
		return { ...own, kind: 'passed', why: '' };
	if (job.phase === 'Failed')
		return { ...own, kind: 'failure', why: explain(visit) };
	if (job.status === undefined)
		return { ...own, kind: 'skipped', why: 'It has no status.' };
	const reason = reasonText(job.reason, job.errorCode, format);
	const why = `It was ${phaseWord(job, format)}${reason === '' ? '' : ` (${reason})`} when it was last seen.`;
	return { ...own, kind: hasVerdict ? 'skipped' : 'error', why };
}
function msOf({ now }, visit) {
	return visit === undefined ? 0 : (runTimeOf(visit.job, now)?.ms ?? 0);
}
function distinct(cases) {
	const used = new Set();
	const next = new Map();
	return cases.map((each) => {
		let number = next.get(each.name) ?? 1;
		let name = each.name;
		while (used.has(name)) {
			number += 1;
			name = `${each.name} (${number})`;
		}
		used.add(name);
		next.set(each.name, number);
		return { ...each, name };
	});
}
;// src/hosts/cli/files.ts
async function writeReports(reports, options) {
	const { attempt, sanitize, result } = reports;
	let report = '';
	await attempt('The report', () => {
		if (options.report === '')
			return;
		writeWhole(options.report, reports.markdown());
		report = options.report;
	});
	await attempt('The JUnit file', () => {
		if (options.junit !== '')
			writeWhole(options.junit, junitOf(reports));
	});
	let outputs = outputsWithout(result.outcome, sanitize);
	await attempt('The outputs', () => {
		outputs = reports.outputs();
	});
	const values = valuesOf(outputs, sanitize(report, report.length), reports.exitStatus);
	await attempt('The dotenv file', () => {
		writeDotenv(options, values);
	});
	await attempt('The JSON object', () => {
		printJson(options, values);
	});
	return { summary: '', report };
}
function missingFolders(options) {
	return ['dotenv', 'junit', 'report']
		.map((name) => ({ name, folder: options[name] === '' ? '.' : (0,external_node_path_namespaceObject.dirname)(options[name]) }))
		.filter(({ folder }) => files_kindOf(folder) !== 'folder')
		.map(({ name, folder }) => `Option --${name} leads to the folder ${folder}, which does not exist or cannot be reached.`);
}
function writeDotenv({ dotenv }, values) {
	if (dotenv !== '')
		writeWhole(dotenv, dotenvOf(values));
}
function printJson({ json }, values) {
	if (!json)
		return;
	process.stdout.write(`${JSON.stringify(values)}\n`, (error) => {
		if (!(error instanceof Error))
			return;
		process.stderr.write(`Warning: The JSON object could not be written: ${error.message}. The exit status is unchanged.\n`);
	});
}
function writeWhole(path, text) {
	const isPipe = files_kindOf(path) === 'pipe';
	const probe = isPipe ? (0,external_node_fs_namespaceObject.openSync)(path, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_NONBLOCK) : undefined;
	try {
		(0,external_node_fs_namespaceObject.writeFileSync)(path, text);
	}
	catch (error) {
		if (files_kindOf(path) === 'file')
			(0,external_node_fs_namespaceObject.truncateSync)(path);
		throw error;
	}
	finally {
		if (probe !== undefined)
			(0,external_node_fs_namespaceObject.closeSync)(probe);
	}
}
function files_kindOf(path) {
	try {
		const stats = (0,external_node_fs_namespaceObject.statSync)(path);
		if (stats.isFile())
			return 'file';
		if (stats.isDirectory())
			return 'folder';
		return stats.isFIFO() ? 'pipe' : undefined;
	}
	catch {
		return undefined;
	}
}
const ARRAYS = new Set(['jobs', 'failed_jobs', 'resources']);
function valuesOf(outputs, report, exitStatus) {
	const values = Object.entries(outputs).map(([name, text]) => [name, files_valueOf(name, text)]);
	return { ...Object.fromEntries(values), report, exit_status: exitStatus };
}
function outputsWithout(outcome, sanitize) {
	return { ...usageErrorOutputs(['The outputs could not be made.'], sanitize), outcome };
}
function files_valueOf(name, text) {
	if (ARRAYS.has(name))
		return JSON.parse(text);
	return name === 'duration' ? Number(text) : text;
}
const files_MAX_BYTES = 5119;
const SHORTENED = ['reason', 'resource_name', 'report'];
function dotenvOf(values) {
	const scalars = new Map(Object.entries(values)
		.filter(([name, value]) => name !== 'exit_status' && !Array.isArray(value))
		.map(([name, value]) => [name, literal(String(value))]));
	for (const name of SHORTENED) {
		const value = scalars.get(name) ?? '';
		const others = bytes(linesOf(new Map(scalars).set(name, '')));
		scalars.set(name, cutToBytes(value, files_MAX_BYTES - others));
	}
	return linesOf(scalars);
}
function literal(value) {
	return value.replace(/\$(?=\S)|%(?=[a-z_])/gi, '$& ');
}
function linesOf(scalars) {
	return [...scalars].map(([name, value]) => `GATE_${name.toUpperCase()}=${value}\n`).join('');
}
function cutToBytes(text, most) {
	if (bytes(text) <= most)
		return text;
	let [fits, tooLong] = [0, text.length];
	while (tooLong - fits > 1) {
		const middle = Math.floor((fits + tooLong) / 2);
		if (bytes(cut(text, middle)) <= most)
			fits = middle;
		else
			tooLong = middle;
	}
	return cut(text, fits);
}
function bytes(text) {
	return Buffer.byteLength(text);
}
;// src/base/version.ts
const VERSION = '0.1.0';
const USER_AGENT = `cloud-job-gate/${VERSION}`;
;
const external_http_namespaceObject = require("http");
var external_http_namespaceObject_0 = __nccwpck_require__.t(external_http_namespaceObject, 2);
;
const external_https_namespaceObject = require("https");
var external_https_namespaceObject_0 = __nccwpck_require__.t(external_https_namespaceObject, 2);
;// stubs/tunnel/index.js
const NEVER_USED = {
  addRequest() {
	throw new Error('tunnel is not part of this bundle: requests go through an agent of its own');
  },
};
const makeAgent = () => NEVER_USED;
;
;// @actions/http-client/lib/index.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
	function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
	return new (P || (P = Promise))(function (resolve, reject) {
		function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
		function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
		function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
var HttpCodes;
(function (HttpCodes) {
	HttpCodes[HttpCodes["OK"] = 200] = "OK";
	HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
	HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
	HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
	HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
	HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
	HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
	HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
	HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
	HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
	HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
	HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
	HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
	HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
	HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
	HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
	HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
	HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
	HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
	HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
	HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
	HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
	HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
	HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
	HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
	HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
	HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
	Headers["Accept"] = "accept";
	Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
	MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
function lib_getProxyUrl(serverUrl) {
	const proxyUrl = getProxyUrl(new URL(serverUrl));
	return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
	HttpCodes.MovedPermanently,
	HttpCodes.ResourceMoved,
	HttpCodes.SeeOther,
	HttpCodes.TemporaryRedirect,
	HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
	HttpCodes.BadGateway,
	HttpCodes.ServiceUnavailable,
	HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
	constructor(message, statusCode) {
		super(message);
		this.name = 'HttpClientError';
		this.statusCode = statusCode;
		Object.setPrototypeOf(this, HttpClientError.prototype);
	}
}
class HttpClientResponse {
	constructor(message) {
		this.message = message;
	}
	readBody() {
		return __awaiter(this, void 0, void 0, function* () {
			return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
				let output = Buffer.alloc(0);
				this.message.on('data', (chunk) => {
					output = Buffer.concat([output, chunk]);
				});
				this.message.on('end', () => {
					resolve(output.toString());
				});
			}));
		});
	}
}
class HttpClient {
	constructor(userAgent, handlers, requestOptions) {
		this._ignoreSslError = false;
		this._allowRedirects = true;
		this._allowRedirectDowngrade = false;
		this._maxRedirects = 50;
		this._allowRetries = false;
		this._maxRetries = 1;
		this._keepAlive = false;
		this._disposed = false;
		this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
		this.handlers = handlers || [];
		this.requestOptions = requestOptions;
		if (requestOptions) {
			if (requestOptions.ignoreSslError != null) {
				this._ignoreSslError = requestOptions.ignoreSslError;
			}
			this._socketTimeout = requestOptions.socketTimeout;
			if (requestOptions.allowRedirects != null) {
				this._allowRedirects = requestOptions.allowRedirects;
			}
			if (requestOptions.allowRedirectDowngrade != null) {
				this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
			}
			if (requestOptions.maxRedirects != null) {
				this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
			}
			if (requestOptions.keepAlive != null) {
				this._keepAlive = requestOptions.keepAlive;
			}
			if (requestOptions.allowRetries != null) {
				this._allowRetries = requestOptions.allowRetries;
			}
			if (requestOptions.maxRetries != null) {
				this._maxRetries = requestOptions.maxRetries;
			}
		}
	}
	options(requestUrl, additionalHeaders) {
		return __awaiter(this, void 0, void 0, function* () {
			return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
		});
	}
	get(requestUrl, additionalHeaders) {
		return __awaiter(this, void 0, void 0, function* () {
			return this.request('GET', requestUrl, null, additionalHeaders || {});
		});
	}
	head(requestUrl, additionalHeaders) {
		return __awaiter(this, void 0, void 0, function* () {
			return this.request('HEAD', requestUrl, null, additionalHeaders || {});
		});
	}
	request(verb, requestUrl, data, headers) {
		return __awaiter(this, void 0, void 0, function* () {
			if (this._disposed) {
				throw new Error('Client has already been disposed.');
			}
			const parsedUrl = new URL(requestUrl);
			let info = this._prepareRequest(verb, parsedUrl, headers);
			const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
				? this._maxRetries + 1
				: 1;
			let numTries = 0;
			let response;
			do {
				response = yield this.requestRaw(info, data);
				if (response &&
					response.message &&
					response.message.statusCode === HttpCodes.Unauthorized) {
					let authenticationHandler;
					for (const handler of this.handlers) {
						if (handler.canHandleAuthentication(response)) {
							authenticationHandler = handler;
							break;
						}
					}
					if (authenticationHandler) {
						return authenticationHandler.handleAuthentication(this, info, data);
					}
					else {
						return response;
					}
				}
				let redirectsRemaining = this._maxRedirects;
				while (response.message.statusCode &&
					HttpRedirectCodes.includes(response.message.statusCode) &&
					this._allowRedirects &&
					redirectsRemaining > 0) {
					const redirectUrl = response.message.headers['location'];
					if (!redirectUrl) {
						break;
					}
					const parsedRedirectUrl = new URL(redirectUrl);
					if (parsedUrl.protocol === 'https:' &&
						parsedUrl.protocol !== parsedRedirectUrl.protocol &&
						!this._allowRedirectDowngrade) {
						throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
					}
					yield response.readBody();
					if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
						for (const header in headers) {
							if (header.toLowerCase() === 'authorization') {
								delete headers[header];
							}
						}
					}
					info = this._prepareRequest(verb, parsedRedirectUrl, headers);
					response = yield this.requestRaw(info, data);
					redirectsRemaining--;
				}
				if (!response.message.statusCode ||
					!HttpResponseRetryCodes.includes(response.message.statusCode)) {
					return response;
				}
				numTries += 1;
				if (numTries < maxTries) {
					yield response.readBody();
					yield this._performExponentialBackoff(numTries);
				}
			} while (numTries < maxTries);
			return response;
		});
	}
	requestRaw(info, data) {
		return __awaiter(this, void 0, void 0, function* () {
			return new Promise((resolve, reject) => {
				function callbackForResult(err, res) {
					if (err) {
						reject(err);
					}
					else if (!res) {
						reject(new Error('Unknown error'));
					}
					else {
						resolve(res);
					}
				}
				this.requestRawWithCallback(info, data, callbackForResult);
			});
		});
	}
	requestRawWithCallback(info, data, onResult) {
		if (typeof data === 'string') {
			if (!info.options.headers) {
				info.options.headers = {};
			}
			info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
		}
		let callbackCalled = false;
		function handleResult(err, res) {
			if (!callbackCalled) {
				callbackCalled = true;
				onResult(err, res);
			}
		}
		const req = info.httpModule.request(info.options, (msg) => {
			const res = new HttpClientResponse(msg);
			handleResult(undefined, res);
		});
		let socket;
		req.on('socket', sock => {
			socket = sock;
		});
		req.setTimeout(this._socketTimeout || 3 * 60000, () => {
			if (socket) {
				socket.end();
			}
			handleResult(new Error(`Request timeout: ${info.options.path}`));
		});
		req.on('error', function (err) {
			handleResult(err);
		});
		if (data && typeof data === 'string') {
			req.write(data, 'utf8');
		}
		if (data && typeof data !== 'string') {
			data.on('close', function () {
				req.end();
			});
			data.pipe(req);
		}
		else {
			req.end();
		}
	}
	_prepareRequest(method, requestUrl, headers) {
		const info = {};
		info.parsedUrl = requestUrl;
		const usingSsl = info.parsedUrl.protocol === 'https:';
		info.httpModule = usingSsl ? external_https_namespaceObject_0 : external_http_namespaceObject_0;
		const defaultPort = usingSsl ? 443 : 80;
		info.options = {};
		info.options.host = info.parsedUrl.hostname;
		info.options.port = info.parsedUrl.port
			? parseInt(info.parsedUrl.port)
			: defaultPort;
		info.options.path =
			(info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
		info.options.method = method;
		info.options.headers = this._mergeHeaders(headers);
		if (this.userAgent != null) {
			info.options.headers['user-agent'] = this.userAgent;
		}
		info.options.agent = this._getAgent(info.parsedUrl);
		if (this.handlers) {
			for (const handler of this.handlers) {
				handler.prepareRequest(info.options);
			}
		}
		return info;
	}
	_mergeHeaders(headers) {
		if (this.requestOptions && this.requestOptions.headers) {
			return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
		}
		return lowercaseKeys(headers || {});
	}
	_getAgent(parsedUrl) {
		let agent;
		const proxyUrl = getProxyUrl(parsedUrl);
		const useProxy = proxyUrl && proxyUrl.hostname;
		if (this._keepAlive && useProxy) {
			agent = this._proxyAgent;
		}
		if (!useProxy) {
			agent = this._agent;
		}
		if (agent) {
			return agent;
		}
		const usingSsl = parsedUrl.protocol === 'https:';
		let maxSockets = 100;
		if (this.requestOptions) {
			maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
		}
		if (proxyUrl && proxyUrl.hostname) {
			const agentOptions = {
				maxSockets,
				keepAlive: this._keepAlive,
				proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
					proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
				})), { host: proxyUrl.hostname, port: proxyUrl.port })
			};
			let tunnelAgent;
			const overHttps = proxyUrl.protocol === 'https:';
			if (usingSsl) {
				tunnelAgent = overHttps ? makeAgent : makeAgent;
			}
			else {
				tunnelAgent = overHttps ? makeAgent : makeAgent;
			}
			agent = tunnelAgent(agentOptions);
			this._proxyAgent = agent;
		}
		if (!agent) {
			const options = { keepAlive: this._keepAlive, maxSockets };
			agent = usingSsl ? new external_https_namespaceObject.Agent(options) : new external_http_namespaceObject.Agent(options);
			this._agent = agent;
		}
		if (usingSsl && this._ignoreSslError) {
			agent.options = Object.assign(agent.options || {}, {
				rejectUnauthorized: false
			});
		}
		return agent;
	}
	_getUserAgentWithOrchestrationId(userAgent) {
		const baseUserAgent = userAgent || 'actions/http-client';
		const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
		if (orchId) {
			const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
			return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
		}
		return baseUserAgent;
	}
	_performExponentialBackoff(retryNumber) {
		return __awaiter(this, void 0, void 0, function* () {
			retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
			const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
			return new Promise(resolve => setTimeout(() => resolve(), ms));
		});
	}
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
;// src/http/transport.ts
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const HEADERS_LIMIT_BYTES = 64 * 1024;
const IDLE_TIMEOUT_MS = 2 ** 31 - 1;
function createTransport(userAgent) {
	const preparation = new Preparation();
	const client = new HttpClient(userAgent, [preparation], {
		allowRedirects: false,
		allowRetries: false,
		keepAlive: true,
		socketTimeout: IDLE_TIMEOUT_MS,
	});
	return (request) => withinTime(request, async (signal, aborted) => {
		const { method = 'GET', url, body: content = null, headers } = request;
		preparation.signal = signal;
		const { message } = await Promise.race([client.request(method, url.href, content, headers), aborted]);
		const body = await Promise.race([readBody(message), aborted]).catch((error) => transport_unusable(describe(error).message));
		return { kind: 'answer', status: message.statusCode ?? 0, headers: message.headers, body };
	});
}
class Preparation {
	signal;
	#tunnels = new Map();
	prepareRequest(options) {
		if (this.signal !== undefined)
			options.signal = this.signal;
		const host = options.host ?? '';
		const proxy = options.port === undefined ? '' : lib_getProxyUrl(`https://${host}:${String(options.port)}`);
		if (proxy !== '') {
			options.agent = this.#tunnelThrough(proxy);
			options.tunnelSignal = this.signal;
		}
		options.rejectUnauthorized = true;
		options.maxHeaderSize = HEADERS_LIMIT_BYTES;
		options.host = host.replace(/^\[(.*)\]$/, '$1');
	}
	canHandleAuthentication() {
		return false;
	}
	handleAuthentication() {
		return Promise.reject(new Error('no request is repeated with other credentials'));
	}
	#tunnelThrough(proxy) {
		const known = this.#tunnels.get(proxy);
		if (known !== undefined)
			return known;
		const url = parseProxyUrl(proxy);
		if (url === undefined)
			throw new ProxyError('INVALID', 'the environment names a proxy that is not an HTTP proxy');
		const agent = new TunnelAgent(url);
		this.#tunnels.set(proxy, agent);
		return agent;
	}
}
async function withinTime(request, exchange) {
	const controller = new AbortController();
	const aborted = new Promise((_, reject) => {
		controller.signal.addEventListener('abort', () => {
			reject(abortReason(controller.signal));
		});
	});
	aborted.catch(() => undefined);
	const cancel = () => {
		controller.abort(new Interruption('CANCELLED', 'the request was cancelled'));
	};
	const timer = setTimeout(() => {
		controller.abort(new Interruption('TIMEOUT', `no complete answer within ${Math.round(request.timeoutMs)} ms`));
	}, request.timeoutMs);
	request.signal.addEventListener('abort', cancel);
	if (request.signal.aborted)
		cancel();
	try {
		return await exchange(controller.signal, aborted);
	}
	catch (error) {
		return { kind: 'no-answer', ...describe(controller.signal.aborted ? abortReason(controller.signal) : error) };
	}
	finally {
		clearTimeout(timer);
		request.signal.removeEventListener('abort', cancel);
	}
}
class Interruption extends Error {
	code;
	constructor(code, message) {
		super(message);
		this.code = code;
	}
}
function abortReason(signal) {
	const reason = signal.reason;
	return reason instanceof Error ? reason : new Interruption('CANCELLED', 'the request was cancelled');
}
async function readBody(message) {
	const encoding = message.headers['content-encoding'] ?? 'identity';
	const chunks = [];
	let size = 0;
	for await (const chunk of message) {
		if (!Buffer.isBuffer(chunk))
			return transport_unusable('its body is not made of bytes');
		size += chunk.length;
		if (size > MAX_BODY_BYTES)
			return transport_unusable(`its body is larger than ${MAX_BODY_BYTES} bytes`);
		chunks.push(chunk);
	}
	if (!message.complete)
		return transport_unusable('its body is cut short');
	if (encoding.toLowerCase() !== 'identity')
		return transport_unusable(`its body is encoded as ${encoding}, unasked`);
	return { kind: 'complete', bytes: Buffer.concat(chunks, size) };
}
function transport_unusable(why) {
	return { kind: 'unusable', why };
}
function describe(error) {
	if (!(error instanceof Error))
		return { code: '', message: String(error) };
	const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
	const tls = /SSL routines:[^:]*:(?<reason>[^:]*):/.exec(error.message)?.groups?.['reason'];
	if (code === 'EPROTO' && tls !== undefined) {
		const isPlain = tls === 'wrong version number' || tls === 'packet length too long';
		return { code: isPlain ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code, message: `the TLS handshake failed: ${tls}` };
	}
	const inner = error instanceof AggregateError ? error.errors : [];
	const message = [error.message, ...inner.map((each) => (each instanceof Error ? each.message : ''))];
	return { code, message: message.filter((text) => text !== '').join('; ') || code };
}
;// src/hosts/cli/terminal.ts
const ERASE_LINE = `\r${ESC}[K`;
const USUAL_COLUMNS = 80;
class Terminal {
	#stream;
	#live = '';
	constructor(stream) {
		this.#stream = stream;
	}
	print(lines) {
		if (lines.length === 0)
			return;
		const text = lines.map((line) => `${line}\n`).join('');
		this.#stream.write(this.#live === '' ? text : `${ERASE_LINE}${text}${this.#live}`);
	}
	show(text) {
		const columns = this.#stream.columns ?? 0;
		const live = cutToColumns(text, (columns > 0 ? columns : USUAL_COLUMNS) - 1);
		if (live === '' && this.#live === '')
			return;
		this.#live = live;
		this.#stream.write(`${ERASE_LINE}${live}`);
	}
}
const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;
const NONE = /\p{Mn}|\p{Me}/u;
function cutToColumns(text, columns) {
	let used = 0;
	let kept = '';
	let fits = '';
	for (const letter of text) {
		used += NONE.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
		if (used > columns)
			return columns < 1 ? '' : `${fits}…`;
		kept += letter;
		if (used < columns)
			fits = kept;
	}
	return kept;
}
;// src/hosts/cli/log.ts
const REWRITE_MS = 1000;
class RunLog {
	#terminal = new Terminal(process.stderr);
	#isQuiet;
	#startedAt;
	#isGitLab = isGitLab();
	#sections = 0;
	#isLive;
	#status;
	#timer;
	constructor(isQuiet, startedAt) {
		this.#isQuiet = isQuiet;
		this.#startedAt = startedAt;
		this.#isLive = !isQuiet && canRewrite(process.stderr, variable);
	}
	print(lines) {
		if (!this.#isQuiet)
			this.#terminal.print(lines);
	}
	printHeader(header) {
		this.print(this.#isGitLab ? this.#section(header) : [header.title, ...header.lines]);
	}
	printGroup(group) {
		this.print(this.#isGitLab ? this.#section(group) : indentedLines(group));
	}
	printAlways(lines) {
		this.#terminal.print(lines);
	}
	warn(title, sentence) {
		if (title === '' || !this.#isQuiet)
			this.#terminal.print([`Warning: ${sentence}`]);
	}
	follow(event, sanitize) {
		if (!this.#isLive)
			return;
		const status = (this.#status ??= new LiveStatus(systemClock, this.#startedAt, sanitize));
		status.onEvent(event);
		this.#terminal.show(status.text());
		this.#timer ??= setInterval(() => {
			this.#terminal.show(status.text());
		}, REWRITE_MS).unref();
	}
	#section(group) {
		this.#sections += 1;
		return gitLabSection(group, `cloud_job_gate_${this.#sections}`, Math.floor(systemClock.wallTime() / 1000));
	}
	endFollowing() {
		this.#isLive = false;
		clearInterval(this.#timer);
		this.#terminal.show('');
	}
}
class LiveStatus {
	#clock;
	#startedAt;
	#format;
	#jobs = new Map();
	#ended = new Set();
	#isOut = false;
	constructor(clock, startedAt, sanitize) {
		this.#clock = clock;
		this.#startedAt = startedAt;
		this.#format = textFormatter(sanitize);
	}
	onEvent(event) {
		if (event.kind === 'watch' && event.event.kind === 'answer')
			this.#jobs.set(event.jobId, event.event.job);
		else if (event.kind === 'ended')
			this.#ended.add(event.jobId);
		else if (event.kind === 'outage-started')
			this.#isOut = true;
		else if (event.kind === 'outage-ended')
			this.#isOut = false;
	}
	text() {
		const waited = formatDuration(Math.floor((this.#clock.now() - this.#startedAt) / 1000) * 1000);
		return [`${waited}  ${this.#subject()}`, ...(this.#isOut ? ['no usable answer, asking again'] : [])].join(' · ');
	}
	#subject() {
		const [only, ...others] = this.#jobs;
		if (only === undefined)
			return 'asking …';
		if (others.length > 0) {
			return `${formatCount(this.#ended.size)} of ${counted(this.#jobs.size, 'job')} ended`;
		}
		const [jobId, job] = only;
		const title = jobTitle(job, jobId, this.#format);
		const busy = listText(busySubJobs(job), limits_MAX_NAMED, (subJob) => subJobTitle(subJob, this.#format));
		const parts = [
			endedText(subJobCounts(job)),
			percentText(job),
			busy === '' ? '' : `at work: ${busy}`,
		].filter((part) => part !== '');
		return [`${title} ${phaseWord(job, this.#format)}`, ...parts].join(' · ');
	}
}
const ERASE = `\r${ESC}[0K`;
function indentedLines({ title, lines }) {
	return ['', title, ...lines.map((line) => `  ${line}`)];
}
function gitLabSection({ title, lines }, name, seconds) {
	return [
		`${ESC}[0Ksection_start:${seconds}:${name}[collapsed=true]${ERASE}${title}`,
		...lines,
		`${ESC}[0Ksection_end:${seconds}:${name}${ERASE}`,
	];
}
;// src/hosts/cli/host.ts
const host_UNUSED = {
	announceSecret: () => undefined,
	annotate: () => undefined,
	maxAnnotations: 0,
	helpPage: '',
	afterVerdict: () => Promise.resolve(),
};
function createCliHost(run, output, cancellation) {
	const log = new RunLog(output.quiet, run.startedAt);
	return {
		...run,
		...host_UNUSED,
		clock: systemClock,
		random: Math.random,
		environment: process.env,
		cancellation,
		colour: showsColour(process.stderr, variable),
		isDebugging: isDebugging(),
		newTransport: () => createTransport(USER_AGENT),
		printHeader: (header) => {
			log.printHeader(header);
		},
		print: (lines) => {
			log.print(lines);
		},
		printEnding: (lines) => {
			log.printAlways(lines);
		},
		printGroup: (group) => {
			log.printGroup(group);
		},
		debug: (line) => {
			log.print([`debug: ${line}`]);
		},
		warn: (title, sentence) => {
			log.warn(title, sentence);
		},
		onEvent: (event, sanitize) => {
			log.follow(event, sanitize);
		},
		writeReports: (reports) => {
			log.endFollowing();
			return writeReports(reports, output);
		},
	};
}
;// src/auth/credentials.ts
function isIdToken(text) {
	return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}
;// src/hosts/cli/id-token.ts
const CLOCK_TOLERANCE_MS = 60_000;
const id_token_MAX_BYTES = 64 * 1024;
class IdTokenReader {
	source;
	variable;
	wallTime;
	constructor(source, variable, wallTime) {
		this.source = source;
		this.variable = variable;
		this.wallTime = wallTime;
	}
	read() {
		const { source } = this;
		if (source.kind === 'variable')
			return this.variable(source.name);
		try {
			const stats = (0,external_node_fs_namespaceObject.statSync)(source.path);
			return stats.isFile() && stats.size <= id_token_MAX_BYTES ? (0,external_node_fs_namespaceObject.readFileSync)(source.path, 'utf8').trim() : '';
		}
		catch {
			return '';
		}
	}
	problems(audience) {
		const token = this.read();
		const where = this.#where();
		if (token === '')
			return [`There is no OIDC token to exchange: ${where} has none.`];
		const claims = claimsOf(token);
		if (claims === undefined)
			return [`${capitalized(where)} holds no OIDC token: one is three parts with dots between.`];
		const expired = this.#expiry(claims);
		const audiences = [claims['aud']].flat().map(String);
		const isOther = audience !== '' && !audiences.includes(audience);
		return [
			...(expired === undefined ? [] : [expired]),
			...(isOther
				? [`The OIDC token in ${where} is for another audience than --audience: have it issued for that.`]
				: []),
		];
	}
	fetcher({ addSecret }) {
		return () => {
			const token = this.read();
			addSecret(token);
			const [problem] = this.problems('');
			return Promise.resolve(problem === undefined ? token : { kind: 'error', error: noIdToken(problem) });
		};
	}
	#expiry({ exp }) {
		if (typeof exp !== 'number' || exp * 1000 + CLOCK_TOLERANCE_MS > this.wallTime())
			return undefined;
		const seconds = Math.round(this.wallTime() / 1000 - exp);
		return `The OIDC token in ${this.#where()} expired ${seconds} seconds ago: have a new one issued right before the wait.`;
	}
	#where() {
		const { source } = this;
		if (source.kind === 'file')
			return `the file of ${source.from}`;
		return `the environment variable ${source.name}`;
	}
}
function noIdToken(message) {
	return ownError({ kind: 'fatal', message, advice: '', topic: 'id-token', concernsAllJobs: true });
}
function claimsOf(token) {
	if (!isIdToken(token))
		return undefined;
	try {
		const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
		return isJsonObject(claims) ? claims : undefined;
	}
	catch {
		return undefined;
	}
}
;// src/config/descriptions.ts
const DESCRIPTIONS = {
	job_id: {
		text: 'The ID of the job, from the response of the call that started it. Several IDs are separated by commas, spaces or lines. Each consists of letters, digits, `-` and `_`, 128 at most. Duplicates count once.',
	},
	project_id: {
		text: 'The ID of the project that owns the job, not its name. By default `HUAWEI_CLOUD_PROJECT_ID`, `HUAWEICLOUD_SDK_PROJECT_ID` or `OS_PROJECT_ID` of the environment.',
	},
	service: {
		text: 'The service that owns the job: `cce`, `cce-autopilot`, `cce-upgrade`, `swr`, `ims`, `ecs`, `evs`, `bms`, `sdrs`, `deh`, `eip`, `rds`, `dds`, `gaussdb`, `taurusdb`, `geminidb`, `ddm`, `sfs-turbo`, `dcs`, `elb`, `dws` or `dms`.',
	},
	parent_id: {
		text: 'Only for `cce-upgrade` (the ID of the cluster) and `dms` (the ID of the instance). Other services take none.',
	},
	region: {
		text: 'The region, which sets the public endpoints: `eu-de`, `eu-nl` or `eu-ch2` (Open Telekom Cloud), `eu-west-0` (FlexibleEngine), or one of Huawei Cloud such as `ap-southeast-1`. By default `HUAWEI_CLOUD_REGION` or `OS_REGION_NAME` of the environment.',
	},
	endpoint: {
		text: 'The base URL of the service, e.g. `https://cce.eu-de.otc.t-systems.com`. It wins over {region}. Plain `http` is for loopback hosts alone. User info, a query and a fragment are refused. A base path is kept.',
	},
	token: {
		text: 'An IAM user token of the project, sent as `X-Auth-Token`. 16,384 characters at most.',
		action: 'Take it from a secret, or mask it in the step that got it: the runner prints all inputs before the action starts.',
	},
	access_key: {
		text: 'The ID of an access key (AK). Requests are signed with it (SDK-HMAC-SHA256). Needs {secret_key}.',
	},
	secret_key: { text: 'The secret of the access key (SK). It signs requests and is never sent.' },
	security_token: { text: 'The security token of a temporary access key.' },
	identity_provider: {
		text: 'Keyless, without a stored secret: the name of an identity provider in IAM, which exchanges the OIDC token for a token of the project.',
		action: 'The job needs the permission `id-token: write`.',
	},
	audience: {
		text: 'The audience of the OIDC token, which is the client ID of the identity provider.',
		action: "By default GitHub's own: the URL of the repository's owner.",
		commandLine: 'A token for another one is refused before anything is sent.',
	},
	provider_urn: {
		text: 'Keyless on Huawei Cloud: the URN of an OIDC provider in IAM. STS exchanges the OIDC token for a temporary access key. Needs {agency_urn}.',
		action: 'The job needs the permission `id-token: write`.',
	},
	agency_urn: {
		text: 'The URN of the trust agency whose permissions the temporary access key has. Needs {provider_urn}.',
	},
	iam_endpoint: {
		text: 'The base URL of IAM, for {identity_provider}. By default that of {region}. The rules are those of {endpoint}.',
	},
	sts_endpoint: {
		text: 'The base URL of STS, for {provider_urn}. By default that of {region}. The rules are those of {endpoint}.',
	},
	timeout: {
		text: 'How long the whole wait may take. Always write the unit: `45` is 45 seconds. For example `90s`, `15m`, `2h` or `1h30m`, and 24 days at most.',
		action: 'Keep the `timeout-minutes` of the job above it.',
	},
	poll_interval: {
		text: 'How often to poll. `auto` means every 1.25 s to 9 s, by how long it has waited. A fixed duration is `100ms` at least.',
	},
	request_timeout: { text: 'How long one request may take, from connecting to the end of the body.' },
	outage_tolerance: {
		text: 'How long the API may give no usable answer before the wait ends with `error`.',
	},
	fail_fast: {
		text: '`true`: end as soon as any job or sub-job has failed. `false`: wait until every job has ended, then fail.',
	},
	summary: {
		text: 'When to write the job summary: `always`, `on-failure` (whenever the outcome is not `success`) or `never`.',
	},
	comment: {
		text: 'When to write the report as a comment on the pull request: `always`, `on-failure` or `never`. It works only in runs for `pull_request` (or `pull_request_target`). Each step has one comment, which it updates. Needs the permission `pull-requests: write`.',
	},
	github_token: { text: 'The token that writes the comment. It is used for nothing else.' },
};
function descriptionOf(name, host, spell) {
	const { text, [host]: more } = DESCRIPTIONS[name];
	const all = more === undefined ? text : `${text} ${more}`;
	return all.replace(/\{(\w+)\}/g, (_, setting) => {
		if (!isSettingName(setting))
			throw new Error(`no setting is called ${setting}`);
		return spell(setting);
	});
}
;// src/hosts/cli/help.ts
const WIDTH = 100;
const INDENT = ' '.repeat(6);
const OWN = {
	'token-file': 'The file with the IAM user token, in one line; - is standard input. Or pass the token in CLOUD_JOB_GATE_TOKEN.',
	'id-token-env': 'The variable that holds the OIDC token that the CI system has issued (CLOUD_JOB_GATE_ID_TOKEN).',
	'id-token-file': 'The file that holds it instead; read again for each exchange.',
	output: 'json: one JSON object on standard output, with every output and the exit status. text: nothing there.',
	dotenv: "Write the outputs as GATE_OUTCOME=… and so on, one a line: for GitLab's artifacts:reports:dotenv.",
	junit: 'Write a JUnit file: a suite for each job, a case for each sub-job.',
	report: 'Write the report, in Markdown.',
	quiet: 'Print the ending alone.',
};
const USAGE = {
	wait: [
		'cloud-job-gate wait JOB_ID... [options]',
		'Waits until the jobs have ended; fails if one of them or of their sub-jobs failed, saying why.',
	],
	status: [
		'cloud-job-gate status JOB_ID... [options]',
		'Asks until the first usable answer (for 30s at most, or --timeout), and shows the tree.',
	],
};
const help_ENDINGS = [
	'Exit status:',
	'  0  success: every job succeeded, and no sub-job failed',
	'  1  a job or a sub-job failed',
	'  2  the call is wrong, and nothing was sent',
	'  3  it timed out; of status: it still runs',
	'  4  error: credentials, permissions, no such job, an outage',
	'  130, 143, 129  cancelled by SIGINT, SIGTERM, SIGHUP',
];
function helpText(task) {
	const tasks = task === undefined ? ['wait', 'status'] : [task];
	const options = OPTIONS.filter(({ waitOnly = false }) => task !== 'status' || !waitOnly);
	const lines = [
		...tasks.flatMap((each) => [...usageOf(each), '']),
		...about('JOB_ID', help_describe('job_id', task), variableOf('job_id')),
		'',
		'Options:',
		...options.flatMap((option) => optionLines(option, task)),
		...about('-h, --help', 'Print this.'),
		...about('--version', 'Print the version.'),
		'',
		'Secrets are variables, never options:',
		...SECRETS.flatMap((name) => about(variableOf(name), help_describe(name, task))),
		'',
		...help_ENDINGS,
	];
	return `${lines.join('\n')}\n`;
}
function versionText() {
	return `cloud-job-gate ${VERSION}\n`;
}
function usageOf(task) {
	const [call = '', ...text] = USAGE[task];
	return [call, ...text.map((line) => `  ${line}`)];
}
function optionLines({ name, sets, value, flag }, task) {
	const call = value === undefined ? `--${name}` : `--${name} ${value}`;
	if (flag === 'false')
		return about(call, 'Let every job end first, then fail.', `${variableOf(sets)}=false`);
	const isUnused = sets === 'timeout' && task === 'status';
	return about(call, help_describe(sets, task), isUnused ? undefined : variableOf(sets));
}
function help_describe(target, task) {
	if (isOwn(target))
		return OWN[target];
	const text = target === 'fail_fast'
		? 'End as soon as any job or sub-job has failed, which is the default.'
		: descriptionOf(target, 'commandLine', options_nameOf).replaceAll('`', '');
	const value = target === 'timeout' && task === 'status' ? '30s' : SETTING_DEFAULTS[target];
	return value === '' || target === 'fail_fast' ? text : `${text} Default: ${value}.`;
}
function about(what, text, variable) {
	const all = variable === undefined ? text : `${text} [${variable}]`;
	return [`  ${what}`, ...wrapped(all).map((line) => `${INDENT}${line}`)];
}
function wrapped(text) {
	const lines = [];
	let line = '';
	for (const word of text.split(' ')) {
		if (line !== '' && line.length + 1 + word.length > WIDTH - INDENT.length) {
			lines.push(line);
			line = word;
		}
		else {
			line = line === '' ? word : `${line} ${word}`;
		}
	}
	return [...lines, line];
}
function isOwn(target) {
	return Object.hasOwn(OWN, target);
}
;// src/hosts/cli/command.ts
async function main(words) {
	ignoreClosedStreams();
	const startedAt = systemClock.now();
	const cancellation = listenForSignals();
	const given = parseArguments(words);
	const problems = [...given.problems];
	if (given.asksFor !== undefined && problems.length === 0) {
		process.stdout.write(given.asksFor === 'help' ? helpText(given.task) : versionText());
		return exitWith(0, cancellation.signal);
	}
	const options = outputOptionsOf(given, variable, problems);
	const output = { ...options, json: options.json || asksForJson(words) };
	if (given.asksFor !== undefined || words.length === 0) {
		reportUsageError(output, problems, usageErrorOutputs(problems, sanitize));
		return exitWith(exit_status_USAGE_ERROR_STATUS, cancellation.signal);
	}
	const { task = 'wait' } = given;
	const host = createCliHost(await prepare(task, given, problems, { output, startedAt, cancellation }), output, cancellation);
	const run = startRun(host);
	onUncaughtException(run.fail);
	return exitWith(await run.exitStatus, cancellation.signal);
}
const USAGE_ERROR_MS = 200;
const sanitize = createSanitizer({ redact: (text) => text });
async function prepare(task, given, problems, { output, startedAt, cancellation }) {
	const source = idTokenSourceOf(given, variable, problems);
	const idTokens = new IdTokenReader(source, variable, () => systemClock.wallTime());
	const settingsWith = (tokens) => ({
		layers: layersOf(task, given, variable, tokens),
		variable: variable,
		nameOf: options_nameOf,
		problems: problems.map((message) => ({ setting: undefined, message })),
		idTokenProblems: (audience) => idTokens.problems(audience),
		whyNoSecrets: () => whyNoSecrets(variable),
		warnings: [...misspeltVariables(process.env), ...missingFolders(output)],
	});
	const assumed = settingsWith(assumedTokens(given, variable));
	const isWrong = problems.length > 0 || parseConfig(assumed, sanitize).kind === 'problems';
	const timeout = parseDuration(find(assumed, 'timeout').value || SETTING_DEFAULTS.timeout) ?? 0;
	const read = await readTokens(given, variable, isWrong ? USAGE_ERROR_MS : timeout, cancellation.signal);
	problems.push(...read.problems);
	return {
		task,
		startedAt,
		notReady: read.notReady,
		settings: settingsWith(read.tokens),
		secrets: [idTokens.read()],
		idTokens: (_, dependencies) => idTokens.fetcher(dependencies),
		reportUsageError: (all, outputs) => {
			const messages = all.map(({ message }) => message);
			reportUsageError(output, messages, outputs);
		},
	};
}
function reportUsageError(output, messages, outputs) {
	const errors = messages.map((message) => `Error: ${message}\n`);
	process.stderr.write(`${errors.join('')}Nothing was sent. cloud-job-gate --help lists the options.\n`);
	const values = valuesOf({ ...outputs, duration: '0' }, '', exit_status_USAGE_ERROR_STATUS);
	try {
		writeDotenv(output, values);
	}
	catch (error) {
		process.stderr.write(`Warning: The dotenv file could not be written: ${systemCode(error)}.\n`);
	}
	printJson(output, values);
}
function systemCode(error) {
	return error instanceof Error && 'code' in error ? String(error.code) : typeof error;
}
;// src/hosts/cli/main.ts
enter(() => main(process.argv.slice(2)), ERROR_STATUS);
module.exports = __webpack_exports__;
 })()
;