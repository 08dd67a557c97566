/** The action's entry. Nothing else is loaded before it is sure that this Node is new enough for it. */
import { enter } from './process/entry.js';

enter(async () => {
  const { main } = await import(/* webpackMode: "eager" */ './hosts/github/action.js');
  return main();
});
