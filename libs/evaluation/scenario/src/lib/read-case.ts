import { err, ok, type Result } from '@holdpoint/kernel';
import { parse, stringify } from 'yaml';
import type { ConformanceCase } from './conformance-case';
import { list, mapping } from './read-fields';
import { readTransition, readView } from './read-transition';

/** Reads a case from the text of its file; answers what is wrong with it otherwise. */
export function readCase(name: string, text: string): Result<ConformanceCase, string> {
  try {
    const { config, init, transitions = [] } = mapping(parse(text), 'the case', ['config', 'init', 'transitions']);
    return ok({
      name,
      config: stringify(mapping(config, 'config')),
      init: readView(mapping(init, 'init', ['expect'])['expect'], 'init'),
      transitions: list(transitions, 'transitions').map(readTransition),
    });
  } catch (error) {
    return err(`${name} is not a case: ${error instanceof Error ? error.message : String(error)}`);
  }
}
