import { decodeUtf8, isUnsafeText } from '@holdpoint/kernel';
import { TREE_LIMITS, type CommitAction, type CommitRefusal } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { CommitActionDto, CreateCommitDto } from './create-commit.dto';
import { readBase64 } from './read-base64';

/** Reads the changes that a request asks for. */
export function toActions({ actions }: CreateCommitDto): readonly CommitAction[] {
  return actions.map((action, index) => toAction(action, `actions[${index}][content]`));
}

function toAction(input: CommitActionDto, param: string): CommitAction {
  const { action, file_path: filePath, content: given = '', encoding, last_commit_id: lastCommitId } = input;
  const known = { filePath, ...(lastCommitId === undefined ? {} : { lastCommitId }) };
  if (action === 'delete') return { action, ...known };
  const content = encoding === 'base64' ? decode(given, param) : given;
  return action === 'update' ? { action, content, ...known } : { action, content, filePath };
}

/** Only text can be kept: pipelines read nothing else. */
function decode(content: string, param: string): string {
  const bytes = readBase64(content);
  const text = bytes && decodeUtf8(bytes);
  if (typeof text === 'string' && !isUnsafeText(text)) return text;
  throw new ApiError('parameters_invalid', { problems: [`${param} is invalid`] });
}

/** The error that answers a refused commit, in GitLab's words. */
export function commitError(refusal: CommitRefusal, { branch, start_branch: startBranch = '', start_sha: startSha = '' }: CreateCommitDto): ApiError {
  switch (refusal.code) {
    case 'project_not_found':
      return new ApiError('project_not_found');
    case 'file_exists':
      return refused('A file with this name already exists');
    case 'directory_exists':
      return refused('A directory with this name already exists');
    case 'file_not_found':
      return refused("A file with this name doesn't exist");
    case 'file_changed':
      return refused('You are attempting to update a file that has changed since you started editing it.');
    case 'too_many_files':
      return refused(`A branch can have at most ${TREE_LIMITS.files} files`);
    case 'files_too_large':
      return refused(`The files of a branch can have at most ${TREE_LIMITS.bytes} bytes together, their paths included`);
    case 'branch_not_found':
      return refused('You can only create or edit files when you are on a branch');
    case 'branch_exists':
      return refused(`A branch called '${branch}' already exists. Switch to that branch in order to make changes`);
    case 'start_branch_not_found':
      return refused(`Cannot find start_branch '${startBranch}'`);
    case 'start_sha_not_found':
      return refused(`Cannot find start_sha '${startSha}'`);
  }
}

const refused = (problem: string): ApiError => new ApiError('commit_refused', { problem });
