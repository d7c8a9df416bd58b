/**
 * Makes a value once for each pair of a model and a key, and keeps it as long as the model: what a model says is asked
 * for every job of every pass. An ablated model is another object, with values of its own.
 */
export function madeOnce<M extends object, K, V extends object>(make: (model: M, key: K) => V): (model: M, key: K) => V {
  const made = new WeakMap<M, Map<K, V>>();
  const makeNow = (model: M, key: K): V => {
    const value = make(model, key);
    made.set(model, (made.get(model) ?? new Map<K, V>()).set(key, value));
    return value;
  };
  return (model, key) => made.get(model)?.get(key) ?? makeNow(model, key);
}

/** The same for what needs no key. */
export function madeOnceFor<M extends object, V extends object>(make: (model: M) => V): (model: M) => V {
  const once = madeOnce<M, null, V>(make);
  return (model) => once(model, null);
}
