import type { BranchResponse, CommitDetailResponse, CommitResponse, NamespaceResponse, ProjectDeletionResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import { CALLBACK_MATCH_POLICIES } from '@holdpoint/pipeline-domain';
import { boolean, integer, listOf, nullable, nullableRef, objectOf, ref, text, timestamp, words, type Schema } from '../schema';

const commit: Readonly<Record<keyof CommitResponse, Schema>> = {
  id: text,
  short_id: text,
  title: text,
  message: text,
  parent_ids: listOf(text),
  author_name: text,
  author_email: text,
  authored_date: timestamp,
  committer_name: text,
  committer_email: text,
  committed_date: timestamp,
  created_at: timestamp,
  web_url: text,
};

/** Schemas of projects and their repositories. */
export const PROJECT_SCHEMAS = {
  Namespace: objectOf<NamespaceResponse>({
    id: integer,
    name: text,
    path: text,
    kind: words('user'),
    full_path: text,
  }),
  ProjectDeletion: objectOf<ProjectDeletionResponse>({ message: words('202 Accepted') }),
  Project: objectOf<ProjectResponse>({
    id: integer,
    name: text,
    name_with_namespace: text,
    path: text,
    path_with_namespace: text,
    description: nullable(text),
    default_branch: text,
    visibility: words('private'),
    archived: boolean,
    build_timeout: integer,
    callback_match_policy: words(...CALLBACK_MATCH_POLICIES),
    callback_parking_ttl: integer,
    namespace: ref('Namespace'),
    created_at: timestamp,
    web_url: text,
  }),
  Commit: objectOf<CommitResponse>(commit),
  CommitDetail: objectOf<CommitDetailResponse>({
    ...commit,
    project_id: integer,
    status: nullableRef('Status'),
    last_pipeline: nullableRef('PipelineSummary'),
  }),
  Branch: objectOf<BranchResponse>({
    name: text,
    commit: ref('Commit'),
    default: boolean,
    merged: boolean,
    protected: boolean,
    can_push: boolean,
    web_url: text,
  }),
};
