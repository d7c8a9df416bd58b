/** Keys of GitLab within a keyword: each is told apart from a misspelt one, for it may come. */
import { messagesOf } from '../testing/config.fixture';

it.each(['pipeline', 'project', 'ref'])('needs:%s', (key) => {
  expect(messagesOf(`a: { script: x }\nb: { script: x, needs: [{ job: a, ${key}: y }] }`)).toEqual([expect.stringContaining(`${key} is not supported yet`)]);
});

it.each(['artifact', 'cache', 'component', 'file', 'inputs', 'integrity', 'job', 'project', 'ref', 'remote', 'rules', 'template'])('trigger:include:%s', (key) => {
  expect(messagesOf(`b: { trigger: { include: [{ local: c.yml, ${key}: y }] } }`)).toEqual([expect.stringContaining(`${key} is not supported yet`)]);
});

it('a key that GitLab does not have is unknown', () => {
  expect(messagesOf('a: { script: x }\nb: { script: x, needs: [{ job: a, reff: y }] }')).toEqual([expect.stringContaining('unknown keys: reff')]);
});
