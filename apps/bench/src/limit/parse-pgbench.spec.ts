import { parseTps, parseTransactions } from './parse-pgbench';

const OUTPUT = `transaction type: limit.sql
scaling factor: 1
query mode: prepared
number of clients: 16
number of threads: 2
duration: 3 s
number of transactions actually processed: 23189
number of failed transactions: 0 (0.000%)
latency average = 2.066 ms
initial connection time = 21.104 ms
tps = 7742.553116 (without initial connection time)
`;

it('reads the rate and the number of transactions', () => {
  expect(parseTps(OUTPUT)).toBe(7742.553116);
  expect(parseTransactions(OUTPUT)).toBe(23189);
});

it('throws when there is none', () => {
  expect(() => parseTps('pgbench: error')).toThrow('pgbench printed no rate');
  expect(() => parseTransactions('pgbench: error')).toThrow('no number of transactions');
});
