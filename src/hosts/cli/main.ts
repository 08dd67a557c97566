#!/usr/bin/env node
/** The command line's entry. Nothing else is loaded before it is sure that this Node is new enough for it. */
import { enter } from '../../process/entry.js';

enter(async () => {
  const { main } = await import(/* webpackMode: "eager" */ './command.js');
  return main(process.argv.slice(2));
});
