import { Matches } from 'class-validator';
import { INVALID, TextField, WordField } from '../http/input/dto-fields';
import { FormField } from '../http/input/form-field';
import { ObjectListField } from '../http/input/object-list-field';
import { RefField } from '../http/input/ref-field';
import { BRANCH_NAME } from './branch-name';
import { SHA } from './sha';

/** The longest message and the largest file; both are far beyond what a configuration needs. */
const MESSAGE_MAX = 64 * 1024;
const CONTENT_MAX = 4 * 1024 * 1024;
const ACTIONS_MAX = 1_000;

/** Paths within the tree that git would keep: no step is empty, `.`, `..` or `.git`. */
const FILE_PATH = /^(?!.*(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$))\P{Cc}+$/isu;

/** One change of one file. */
export class CommitActionDto {
  @WordField({ description: 'What to do', required: true, words: ['create', 'update', 'delete'] })
  readonly action: 'create' | 'update' | 'delete';

  @Matches(FILE_PATH, INVALID)
  @TextField({ description: 'Path of the file', required: true, max: 1024, example: '.gitlab-ci.yml' })
  readonly file_path: string;

  @TextField({ description: 'Content of the file; text in UTF-8', max: CONTENT_MAX, empty: true })
  readonly content?: string;

  @WordField({ description: 'How `content` is written', words: ['text', 'base64'] })
  readonly encoding?: 'text' | 'base64';

  @TextField({ description: 'Last commit that has changed the file, as far as you know: an `update` or `delete` is refused when there is a newer one' })
  readonly last_commit_id?: string;
}

/** A commit to be made. */
export class CreateCommitDto {
  @Matches(BRANCH_NAME, INVALID)
  @TextField({
    description: 'Branch to commit to; it is made if the project has none yet',
    required: true,
    example: 'main',
  })
  readonly branch: string;

  @TextField({ description: 'Message', required: true, max: MESSAGE_MAX, example: 'Add pipeline' })
  readonly commit_message: string;

  @RefField({ description: 'Branch that a new branch starts from' })
  readonly start_branch?: string;

  @FormField({ description: 'Full sha that a new branch starts from, instead of `start_branch`', form: SHA })
  readonly start_sha?: string;

  @TextField({ description: 'Name of the author; the caller if not given' })
  readonly author_name?: string;

  @TextField({ description: 'Email address of the author; one that cannot be written to if not given' })
  readonly author_email?: string;

  @ObjectListField({
    description: 'Changes of files, in order',
    required: true,
    type: () => CommitActionDto,
    max: ACTIONS_MAX,
    noun: 'actions',
  })
  readonly actions: readonly CommitActionDto[];
}
