/** The service table is held to the providers' models with no service left out, and the result is in the document. */
import { describe, expect, it } from '@jest/globals';

import { EXCEPTIONS } from '../../scripts/conformance/exceptions.js';
import { SOURCES, TOKEN_SERVICES } from '../../scripts/conformance/sources.js';
import { SERVICES } from '../../src/services/table.js';
import { textOf } from './support/documents.js';

const names = SERVICES.map(({ name }) => name);

describe('the conformance of the service table', () => {
  it('has one model for every service', () => {
    expect(SOURCES.map(({ service }) => service).sort()).toEqual([...names].sort());
  });

  it('has its results in the document, a row for each service', () => {
    const rows = textOf('docs/conformance.md')
      .split('\n')
      .map((line) => /^\| `([a-z-]+)` +\|/.exec(line)?.[1]);
    expect(rows.filter((name) => name !== undefined)).toEqual([...names, ...Object.keys(TOKEN_SERVICES)]);
  });

  it('names each package that it reads, in an exact version', () => {
    const sdks = textOf('scripts/conformance/requirements.txt').matchAll(
      /^huaweicloudsdk(\w+)==\d[\d.]+ --hash=sha256:[\da-f]{64}$/gm,
    );
    const crates = textOf('scripts/conformance/Cargo.toml').matchAll(
      /^huawei-cloud-api-definitions-(\w+) = "=\d[\d.]+"$/gm,
    );
    const sources = [...SOURCES.flatMap(({ sdks: own }) => own), ...Object.values(TOKEN_SERVICES)];
    const read = sources.map((source) => source.package);
    expect(new Set([...sdks].map(([, name]) => name))).toEqual(new Set(read));
    expect(new Set([...crates].map(([, name]) => name))).toEqual(
      new Set(SOURCES.flatMap(({ product, calls }) => [product, calls?.product ?? product])),
    );
  });

  it('makes exceptions for services that there are', () => {
    expect(
      EXCEPTIONS.flatMap(({ services }) => services).filter(
        (name) => !SOURCES.some(({ service }) => service === name) && !Object.hasOwn(TOKEN_SERVICES, name),
      ),
    ).toEqual([]);
  });
});
