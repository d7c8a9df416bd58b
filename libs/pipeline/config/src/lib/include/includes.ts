import { CONFIG_LIMITS } from '../config-limits';
import type { EntryContext } from '../entry/entry-context';
import { mergeMaps } from '../extends/merge-nodes';
import { NOWHERE } from '../problem/source-text';
import { mapOf, type YamlMap } from '../yaml/yaml-node';
import type { IncludeEntry } from './include-entry';
import type { IncludeLocator } from './include-locator';
import { locationProblem } from './location-problem';
import { readIncludes } from './read-includes';

/** What the files that one configuration includes are taken from. */
export interface IncludeSources {
  /** The files that are known, by path, and the text that everything begins with as null. */
  readonly files: ReadonlyMap<string | null, YamlMap>;
  /** Null where there is no repository. */
  readonly locator: IncludeLocator | null;
  readonly context: EntryContext;
}

/** What a file includes, and what else is in it. */
interface OpenedFile {
  readonly entries: readonly IncludeEntry[];
  readonly own: YamlMap;
}

/**
 * Merges what a text includes, in order, and then the text itself over it, which so has the last word; each included file
 * is treated the same way before. Files that are not known yet are asked for and left out; what is wrong goes to the log.
 * Source: GitLab's `External::Processor`.
 */
export class Includes {
  private readonly opened = new Map<YamlMap, OpenedFile>();
  private readonly told = new Set<string>();
  private left: number = CONFIG_LIMITS.includes;
  private weightLeft: number = CONFIG_LIMITS.expandedBytes;

  constructor(private readonly sources: IncludeSources) {}

  /** A text with everything that it includes. */
  expand(text: YamlMap): YamlMap {
    return this.expandFile(text, []);
  }

  /** Files without a text that would include them. */
  all(paths: readonly string[]): YamlMap {
    return this.merge(this.filesOf(paths.map((local) => ({ local, rules: null, offset: NOWHERE })), []), NOWHERE);
  }

  private expandFile(file: YamlMap, within: readonly string[]): YamlMap {
    const { entries, own } = this.open(file);
    return entries.length === 0 ? own : this.merge([...this.filesOf(entries, within), own], file.offset);
  }

  /** Once, however often the file is included: it is told once what is wrong, and 150 copies of 60,000 keys took 400 MB. */
  private open(file: YamlMap): OpenedFile {
    const opened = this.opened.get(file) ?? { entries: readIncludes(file, this.sources.context), own: withoutInclude(file) };
    this.opened.set(file, opened);
    return opened;
  }

  private filesOf(entries: readonly IncludeEntry[], within: readonly string[]): readonly YamlMap[] {
    return entries.flatMap((entry) => this.pathsOf(entry).map((path) => this.one(path, entry, within))).filter((map) => map !== null);
  }

  private pathsOf(entry: IncludeEntry): readonly string[] {
    const { locator } = this.sources;
    if (this.left < 0) return [];
    if (locator === null) return [entry.local];
    const paths = locator.paths(entry);
    if (paths.ok) return paths.value;
    this.tell(paths.error, entry);
    return [];
  }

  private one(path: string, entry: IncludeEntry, within: readonly string[]): YamlMap | null {
    this.left -= 1;
    const problem = this.left < 0 ? TOO_MANY : locationProblem(path, within);
    if (problem !== null) return this.tell(problem, entry);
    const text = this.sources.locator === null ? NO_REPOSITORY : this.sources.locator.text(path);
    if (text === NO_REPOSITORY) return this.tell(`Local file \`${path}\` does not have project!`, entry);
    if (text === null) return this.tell(`Local file \`${path}\` does not exist!`, entry);
    const file = this.sources.files.get(path);
    return file === undefined ? null : this.expandFile(file, [...within, path]);
  }

  /** Weighed each time: the same big file may be included again and again. */
  private merge(maps: readonly YamlMap[], offset: number): YamlMap {
    for (const { weight } of maps) this.weightLeft -= weight;
    if (this.weightLeft >= 0) return maps.length === 0 ? mapOf(new Map(), offset) : mergeMaps(maps);
    this.tell('The parsed YAML is too big: the files together are too big', { offset });
    return mapOf(new Map(), offset);
  }

  /** Once each: the same file, or more of them than are read, would be told as often as it is met. */
  private tell(message: string, { offset }: Pick<IncludeEntry, 'offset'>): null {
    if (!this.told.has(message)) this.sources.context.log.add(message, 'include', offset);
    this.told.add(message);
    return null;
  }
}

const NO_REPOSITORY = Symbol('no repository');

const TOO_MANY = `Maximum of ${CONFIG_LIMITS.includes} nested includes are allowed!`;

function withoutInclude(file: YamlMap): YamlMap {
  if (!file.entries.has('include')) return file;
  return mapOf(new Map([...file.entries].filter(([key]) => key !== 'include')), file.offset);
}
