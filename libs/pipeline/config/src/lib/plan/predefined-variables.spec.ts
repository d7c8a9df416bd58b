/** GitLab's predefined variables, all of them, for a push, a tag and another source. */
import { PUSH } from '../testing/config.fixture';
import { predefinedVariables } from './predefined-variables';

it('of a push to a branch', () => {
  expect(Object.fromEntries(predefinedVariables(PUSH))).toEqual({
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER: 'yes',
    CI_COMMIT_BEFORE_SHA: '0'.repeat(40),
    CI_COMMIT_BRANCH: 'main',
    CI_COMMIT_DESCRIPTION: 'Because.',
    CI_COMMIT_MESSAGE: 'Add it\n\nBecause.',
    CI_COMMIT_REF_NAME: 'main',
    CI_COMMIT_REF_PROTECTED: 'false',
    CI_COMMIT_REF_SLUG: 'main',
    CI_COMMIT_SHA: PUSH.sha,
    CI_COMMIT_SHORT_SHA: PUSH.sha.slice(0, 8),
    CI_COMMIT_TITLE: 'Add it',
    CI_DEFAULT_BRANCH: 'main',
    CI_PIPELINE_SOURCE: 'push',
    CI_PROJECT_ID: '7',
    CI_PROJECT_NAME: 'demo',
    CI_PROJECT_NAMESPACE: 'group',
    CI_PROJECT_PATH: 'group/demo',
    CI_PROJECT_PATH_SLUG: 'group-demo',
    GITLAB_USER_LOGIN: 'root',
  });
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
