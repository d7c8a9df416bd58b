import type { Tap } from './link';

/** When a client's connection breaks: as soon as its request has been delivered, or when its answer comes. */
export type HttpFault = 'once_delivered' | 'when_answered' | null;

/** Breaks connections of HTTP clients around a POST; `decide` is asked at each. Requests have a Content-Length. */
export function loseHttpAnswers(decide: () => HttpFault): Tap {
  return (link) => {
    let request = '';
    let answerIsLost = false;
    return {
      toServer: (data) => {
        request += data.toString('latin1');
        if (!isComplete(request)) return data;
        const fault = request.startsWith('POST ') ? decide() : null;
        request = '';
        answerIsLost = fault === 'when_answered';
        if (fault === 'once_delivered') setImmediate(() => link.cut());
        return data;
      },
      toClient: (data) => {
        if (answerIsLost) link.cut();
        return answerIsLost ? null : data;
      },
    };
  };
}

function isComplete(request: string): boolean {
  const [head = '', ...body] = request.split('\r\n\r\n');
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? '0');
  return body.length > 0 && body.join('\r\n\r\n').length >= length;
}
