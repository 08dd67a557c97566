/** What a provider's description of a status says: which words there are, and what each means. */
import type { Phase } from '../../src/services/job.js';

/** A status word, and what the provider says that it means: Chinese text, `''` where nothing is said. */
export interface DocumentedWord {
  readonly word: string;
  readonly meaning: string;
}

/**
 * `SUCCESS:成功`, `- INIT：初始化。`, `值为“Running”，表示任务正在执行`, `“Running”为执行中`: a word, then what it means up to the
 * end of the sentence or the next word.
 */
const EXPLAINED = /\b([A-Za-z][A-Za-z_]{2,})["”]?\s*[:：,，为]\s*(\p{Script=Han}[^A-Za-z。;；>*-]*)/gu;

/** `JobPhaseRunning JobPhase = "Running"`: CCE's definitions quote their source. */
const QUOTED = /= "([A-Za-z_]+)"/g;

/** The words in a description and those that are listed beside it; each with its meaning where there is one. */
export function wordsOf(description: string, listed: readonly string[]): DocumentedWord[] {
  const explained = [...description.matchAll(EXPLAINED)].map(([, word = '', meaning = '']) => ({
    word,
    meaning: meaning.trim().replaceAll('，', ','),
  }));
  const names = [...[...description.matchAll(QUOTED)].map(([, word = '']) => word), ...listed];
  const known = new Set(explained.map(({ word }) => word));
  return [...explained, ...names.filter((word) => !known.has(word)).map((word) => ({ word, meaning: '' }))];
}

/** What has not ended may be called either: whether it is said to wait or to run differs from service to service. */
const NOT_ENDED: readonly Phase[] = ['Initializing', 'Running'];

/** What descriptions say, in order: the first that fits counts, as in "created successfully", which is no success. */
const MEANINGS: readonly { readonly said: RegExp; readonly phases: readonly Phase[] }[] = [
  // Rolled back, failed, cancelled, stopped, deleted.
  { said: /回退|失败|取消|停止|删除/u, phases: ['Failed'] },
  // Created, being created, initialised; waiting, not executed yet, delayed, queued, paused, not authorised yet.
  { said: /创建|初始|等待|未执行|待执行|延时|延迟|排队|暂停|待授权/u, phases: NOT_ENDED },
  // Succeeded, complete.
  { said: /成功|完成/u, phases: ['Success'] },
  // Runs, is executed, is processed.
  { said: /运行|执行|处理/u, phases: ['Running'] },
];

/** The same of words that nobody explains. */
const ROOTS: typeof MEANINGS = [
  { said: /rollback|fail|cancel|stop|delete/i, phases: ['Failed'] },
  { said: /creat|init|wait|pend|delay|queu|pause/i, phases: NOT_ENDED },
  { said: /success|complete/i, phases: ['Success'] },
  { said: /running|executing/i, phases: ['Running'] },
];

/** The phases that a word may have, by what is said of it or else by itself; none where that is not understood. */
export function phasesOf({ word, meaning }: DocumentedWord): readonly Phase[] {
  const [meanings, text] = meaning === '' ? [ROOTS, word] : [MEANINGS, meaning];
  return meanings.find(({ said }) => said.test(text))?.phases ?? [];
}
