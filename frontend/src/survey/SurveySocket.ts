/** What a survey needs of a WebSocket. After `close`, or once `onClose` was called, nothing more is heard. */
export interface SurveySocket {
  send(text: string): void;
  close(): void;
}

export type SurveySocketEvents = {
  onMessage: (text: string) => void;
  /** @param code as in RFC 6455, or of this service: 4401 nobody is signed in, 4404 it is somebody else's. */
  onClose: (code: number) => void;
};

export type OpenSurveySocket = (events: SurveySocketEvents) => SurveySocket;

/** A browser's own. @param address as in `wss://bench.example/ws/session/ada`. */
export function browserSocket(address: string): OpenSurveySocket {
  return ({ onMessage, onClose }) => {
    const socket = new WebSocket(address);
    const listening = new AbortController();
    const { signal } = listening;
    socket.addEventListener("message", ({ data }) => onMessage(String(data)), { signal });
    socket.addEventListener("close", ({ code }) => onClose(code), { signal });
    return {
      send: (text) => socket.send(text),
      close() {
        listening.abort();
        socket.close();
      },
    };
  };
}
