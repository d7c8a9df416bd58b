/** GitLab's predefined variables, all of them, for a push, a tag and another source. */
import { PUSH } from '../testing/config.fixture';
import { predefinedVariables, userVariables } from './predefined-variables';

it('of a push to a branch', () => {
  expect(Object.fromEntries(predefinedVariables(PUSH))).toEqual({
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER: 'yes',
    CI_COMMIT_AUTHOR: 'Ann <Ann@holdpoint.invalid>',
    CI_COMMIT_BEFORE_SHA: '0'.repeat(40),
    CI_COMMIT_BRANCH: 'main',
    CI_COMMIT_DESCRIPTION: '\nBecause.',
    CI_COMMIT_MESSAGE: 'Add it\n\nBecause.',
    CI_COMMIT_MESSAGE_IS_TRUNCATED: 'false',
    CI_COMMIT_REF_NAME: 'main',
    CI_COMMIT_REF_PROTECTED: 'false',
    CI_COMMIT_REF_SLUG: 'main',
    CI_COMMIT_SHA: PUSH.sha,
    CI_COMMIT_SHORT_SHA: PUSH.sha.slice(0, 8),
    CI_COMMIT_TIMESTAMP: '2025-11-29T12:00:00Z',
    CI_COMMIT_TITLE: 'Add it',
    CI_CONFIG_PATH: '.gitlab-ci.yml',
    CI_DEFAULT_BRANCH: 'main',
    CI_PIPELINE_SOURCE: 'push',
    CI_PROJECT_ID: '7',
    CI_PROJECT_NAME: 'demo',
    CI_PROJECT_NAMESPACE: 'group',
    CI_PROJECT_PATH: 'group/demo',
    CI_PROJECT_PATH_SLUG: 'group-demo',
    CI_PROJECT_ROOT_NAMESPACE: 'group',
    CI_PROJECT_TITLE: 'The Demo',
  });
});

it('of a user', () => {
  expect(Object.fromEntries(userVariables(PUSH))).toEqual({
    GITLAB_USER_EMAIL: 'root@holdpoint.invalid',
    GITLAB_USER_ID: '1',
    GITLAB_USER_LOGIN: 'root',
    GITLAB_USER_NAME: 'Administrator',
  });
});

it('of a commit that is not there, and of a name that nobody has', () => {
  const context = { ...PUSH, commitAuthor: '', commitTimestamp: '', user: null };
  const variables = predefinedVariables(context);
  expect([variables.get('CI_COMMIT_AUTHOR'), variables.get('CI_COMMIT_TIMESTAMP')]).toEqual(['', '']);
  expect(userVariables(context)).toEqual(new Map([['GITLAB_USER_LOGIN', 'root'], ['GITLAB_USER_EMAIL', 'root@holdpoint.invalid']]));
});

it('of a tag, which is no branch', () => {
  const variables = predefinedVariables({ ...PUSH, ref: 'v1', refType: 'tag' });
  expect([variables.get('CI_COMMIT_TAG'), variables.get('CI_COMMIT_BRANCH')]).toEqual(['v1', undefined]);
});

it.each([
  ['Feature/ADD_it', 'feature-add-it'],
  ['-a-', 'a'],
  ['---', ''],
  ['x'.repeat(70), 'x'.repeat(63)],
  [`${'x'.repeat(62)}/y`, 'x'.repeat(62)],
])('the slug of %s is %s', (ref, slug) => {
  expect(predefinedVariables({ ...PUSH, ref }).get('CI_COMMIT_REF_SLUG')).toBe(slug);
});
