/** Works by name. */
type Works = Readonly<Record<string, () => Promise<unknown>>>;

/** What works came to, by their names. */
type Outcomes<W extends Works> = { readonly [Name in keyof W]: Awaited<ReturnType<W[Name]>> };

/** Does works one after the other, each although one before it failed; rejects in the end when any did. */
export async function runEach<W extends Works>(works: W): Promise<Outcomes<W>> {
  const outcomes: Record<string, unknown> = {};
  const failures: unknown[] = [];
  for (const [name, work] of Object.entries(works)) {
    await work().then(
      (outcome) => (outcomes[name] = outcome),
      (failure: unknown) => failures.push(failure),
    );
  }
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures, `${failures.length} of several works failed`);
  return outcomes as Outcomes<W>;
}
