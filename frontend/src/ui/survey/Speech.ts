/** What a browser can say and hear. Each is null where it cannot. */
export type Speech = {
  /** Says *text* in place of what is being said. */
  readonly say: ((text: string) => void) | null;
  /** What the person says; null where nothing was understood, or listening is forbidden. */
  readonly listen: (() => Promise<string | null>) | null;
  readonly hush: () => void;
};

/** Speech recognition is not in the standard library of types: only what is used of it. */
interface Recognition {
  lang: string;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}

type SpeechWindow = Window &
  typeof globalThis & {
    SpeechRecognition?: new () => Recognition;
    webkitSpeechRecognition?: new () => Recognition;
  };

const LANGUAGE = "en";

/** What this browser offers; Firefox says and does not listen, some say nothing. */
export function browserSpeech(window: SpeechWindow): Speech {
  const synthesis = "speechSynthesis" in window ? window.speechSynthesis : null;
  const Recognizer = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  let current: Recognition | null = null;

  return {
    say:
      synthesis &&
      ((text) => {
        synthesis.cancel();
        const utterance = new SpeechSynthesisUtterance(text);
        utterance.lang = LANGUAGE;
        synthesis.speak(utterance);
      }),
    listen:
      Recognizer === undefined
        ? null
        : () =>
            new Promise((resolve) => {
              const recognition = new Recognizer();
              current?.abort();
              current = recognition;
              let heard: string | null = null;
              recognition.lang = LANGUAGE;
              recognition.onresult = ({ results }) => {
                heard = results[0]?.[0]?.transcript ?? null;
              };
              // Also after an error, and after a refusal of the microphone.
              recognition.onend = () => resolve(heard);
              recognition.start();
            }),
    hush() {
      synthesis?.cancel();
      current?.abort();
    },
  };
}
