/** Reads what the provider's models say of a service. */
import { join } from 'node:path';

import { isJsonObject, valueAt } from '../../src/base/json.js';
import { jobIdPlaces } from './calls.js';
import type { ProviderSide } from './compare.js';
import { readOperation, type Operation } from './definitions.js';
import type { Models } from './install.js';
import { hostsOf, requestOf, sdkWordsOf, type Sdk } from './sdk.js';
import type { SdkSource, Source } from './sources.js';
import type { DocumentedWord } from './words.js';

/**
 * Reads all models of a service.
 *
 * @throws where one of them, or the operation in it, is missing
 */
export function readProvider({ sdks: folder, definitions }: Models, source: Source): ProviderSide {
  const { sdks, operation, product, listed, wordsIn = [], calls = { product } } = source;
  const folders = sdks.map((sdk) => sdkIn(folder, sdk));
  const read = (name: string): Operation => readOperation(definitions, product, name);
  const main = read(listed?.operation ?? operation);
  const words = [main, ...wordsIn.map(read)].flatMap((each) => each.words);
  const requests = folders.map((sdk) => requestOf(sdk, operation));
  return {
    words: distinct([...words, ...folders.flatMap((sdk) => sdkWordsOf(sdk, operation))]),
    requests: [...new Set(listed === undefined ? [main.request, ...requests] : requests)],
    hosts: new Map(folders.slice(0, 1).flatMap((sdk) => [...hostsOf(sdk)])),
    examples: listed === undefined ? main.examples : main.examples.flatMap((each) => entriesOf(each, listed.property)),
    jobIdPlaces: jobIdPlaces(definitions, calls),
  };
}

/** The host of a service in each region, where nothing else of it is compared. */
export function readHosts({ sdks }: Models, source: SdkSource): ReadonlyMap<string, string> {
  return hostsOf(sdkIn(sdks, source));
}

function sdkIn(folder: string, { package: name, version }: SdkSource): Sdk {
  return { folder: join(folder, `huaweicloudsdk${name}`, version) };
}

/** Each word and meaning once: a word in more than one meaning is looked at in each. */
function distinct(words: readonly DocumentedWord[]): DocumentedWord[] {
  const explained = new Set(words.filter(({ meaning }) => meaning !== '').map(({ word }) => word));
  const useful = words.filter(({ word, meaning }) => meaning !== '' || !explained.has(word));
  return [...new Map(useful.map((each) => [`${each.word} ${each.meaning}`, each])).values()];
}

function entriesOf(example: unknown, property: string): unknown[] {
  const list = isJsonObject(example) ? valueAt(example, property) : undefined;
  return Array.isArray(list) ? list : [];
}
