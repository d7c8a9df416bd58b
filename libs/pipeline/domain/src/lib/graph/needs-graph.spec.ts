/** The needs graph: orders and descendants, also of chains far deeper than a call stack. */
import { needsDescendants } from './needs-descendants';
import { needsOrder } from './needs-order';

const node = (name: string, ...needs: readonly string[]): { name: string; needs: { name: string }[] } => ({
  name,
  needs: needs.map((need) => ({ name: need })),
});
const namesOf = (nodes: Iterable<{ name: string }>): string[] => [...nodes].map(({ name }) => name);

describe('needsOrder', () => {
  it('puts needed jobs first and otherwise keeps the order', () => {
    expect(namesOf(needsOrder([node('c', 'b'), node('x'), node('b', 'a'), node('a')]))).toEqual(['a', 'b', 'c', 'x']);
  });

  it('finds what is needed beside needs outside the list, whatever comes first', () => {
    expect(namesOf(needsOrder([node('c', 'gone', 'b'), node('b')]))).toEqual(['b', 'c']);
    expect(namesOf(needsOrder([node('c', 'b', 'gone'), node('b', 'gone')]))).toEqual(['b', 'c']);
  });

  it('does not mind needs outside the list, or a cycle', () => {
    expect(namesOf(needsOrder([node('a', 'gone'), node('b', 'c'), node('c', 'b')]))).toHaveLength(3);
  });

  it('orders a chain of 20,000', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => node(`${index}`, `${index + 1}`));
    expect(namesOf(needsOrder(chain))[0]).toBe('19999');
  });
});

describe('needsDescendants', () => {
  it('finds each of several that need the same', () => {
    expect(namesOf(needsDescendants([node('b', 'a'), node('c', 'a'), node('d', 'a')], ['a']))).toEqual(['b', 'c', 'd']);
  });

  it('finds dependents at any distance, once each, and not the job itself', () => {
    const jobs = [node('a'), node('b', 'a'), node('c', 'a', 'b'), node('d', 'c'), node('e')];
    expect(namesOf(needsDescendants(jobs, ['a'])).sort()).toEqual(['b', 'c', 'd']);
  });
});
