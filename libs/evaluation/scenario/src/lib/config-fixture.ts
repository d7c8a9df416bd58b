import { err, ok, type Result } from '@holdpoint/kernel';
import { parseCiConfig } from '@holdpoint/pipeline-config';
import { parse, stringify } from 'yaml';
import { mapping } from './read-fields';
import type { CaseResult } from './run-case';

/** A configuration that must be taken, or must be refused; in the form of GitLab's fixtures of its CI schema. */
export interface ConfigFixture {
  readonly name: string;
  readonly config: string;
  readonly accepted: boolean;
}

/** In these files a key is only a caption, and its value the configuration. */
const CAPTIONED = /^workflow__auto_cancel__/;

/** Reads a file of fixtures: every top-level key is a configuration of its own. Answers what is wrong with it otherwise. */
export function readConfigFixtures(file: string, text: string, accepted: boolean): Result<readonly ConfigFixture[], string> {
  try {
    const entries = Object.entries(mapping(parse(text, { merge: true }), 'the file'));
    const configOf = (key: string, value: unknown): unknown => (CAPTIONED.test(file) ? value : { [key]: value });
    return ok(entries.map(([key, value]) => ({ name: `${file}: ${key}`, config: stringify(configOf(key, value)), accepted })));
  } catch (error) {
    return err(`${file} holds no fixtures: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Judges a fixture by its entries: it stands alone, so that the stages and jobs it names may not be there. */
export function runConfigFixture({ name, config, accepted }: ConfigFixture): CaseResult {
  const parsed = parseCiConfig(config);
  const messages = parsed.ok ? [] : parsed.error.map(({ message }) => message).filter(isOfEntry);
  if (accepted) return { name, failure: messages.length === 0 ? null : { step: 'refused', lines: messages } };
  return { name, failure: parsed.ok ? { step: 'accepted', lines: ['it must be refused'] } : null };
}

/** Not that a job, stage, script or file is missing. */
const LOGICAL = [/^Local file .* does not have project!$/, / job: /, /^jobs config should contain at least one visible job/, /config should implement/];

const isOfEntry = (message: string): boolean => !LOGICAL.some((pattern) => pattern.test(message));
