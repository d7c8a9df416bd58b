import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CallOrders, CallReport, FromCallers, ToCallers } from './caller-messages';

/** What surrounds the measured part, such as reading CPU times just before and after. */
export interface Brackets {
  readonly begin: () => void;
  readonly end: () => void;
}

/** Runs callers in a process of their own. */
export async function callFromOutside(orders: CallOrders, { begin, end }: Brackets): Promise<CallReport> {
  const callers = fork(fileURLToPath(import.meta.url), ['callers'], { serialization: 'advanced' });
  const tell = (message: ToCallers): unknown => callers.send(message);
  try {
    return await new Promise<CallReport>((resolve, reject) => {
      callers.on('message', (message: FromCallers) => {
        if (message.type === 'done') return end(), resolve(message.report);
        begin();
        tell({ type: 'go' });
      });
      callers.on('error', reject);
      callers.on('exit', (code) => reject(new Error(`the callers ended with exit code ${code}`)));
      tell({ type: 'orders', orders });
    });
  } finally {
    callers.kill();
  }
}
