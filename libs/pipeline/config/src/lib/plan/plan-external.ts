import { err, ok, type Result } from '@holdpoint/kernel';
import type { ExternalOptions, JobOptions, WatchedObject } from '@holdpoint/pipeline-domain';
import type { ExternalJobConfig } from '../ci-config';
import { matchTextProblem, type MatchText } from '../match/match-text';
import { watchedKind } from '../match/watched-kind';
import { expandName } from './expand-name';
import type { VariableScope } from './variable-scope';

/** Expands the variables of `match`; all that is wrong with what they make of it, one line each. */
export function planExternal({ name, external }: ExternalJobConfig, scope: VariableScope): Result<JobOptions, readonly string[]> {
  const texts = new MatchTexts(scope);
  const { matchKey, object, receiver, commitStatus } = external;
  const planned: ExternalOptions = {
    ...external,
    ...(matchKey === undefined ? {} : { matchKey: texts.expand('key', matchKey) }),
    ...(object === undefined ? {} : { object: planObject(object, texts) }),
    ...(receiver === undefined ? {} : { receiver: texts.expand('receiver', receiver) }),
    ...(commitStatus === undefined ? {} : { commitStatus: texts.expand('commit_status', commitStatus) }),
  };
  const { problems } = texts;
  return problems.length === 0 ? ok({ external: planned }) : err(problems.map((problem) => `'${name}' job: external:match:${problem}`));
}

function planObject(object: WatchedObject, texts: MatchTexts): WatchedObject {
  const kind = texts.expand('kind', object.kind);
  return {
    kind: watchedKind(kind) ?? kind,
    namespace: texts.expand('namespace', object.namespace),
    name: texts.expand('name', object.name),
  };
}

/** Expands texts, and collects what is wrong with them. */
class MatchTexts {
  readonly problems: string[] = [];

  constructor(private readonly scope: VariableScope) {}

  expand(key: MatchText, written: string): string {
    const text = expandName(written, this.scope, (name) => matchTextProblem(key, name));
    if (text.ok) return text.value;
    this.problems.push(`${key} ${text.error}`);
    return '';
  }
}
