// A question to the person at the screen: native <dialog>, so focus, Escape and screen readers work.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface DialogProps {
  title: string;
  cancel: string;
  onCancel: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ComponentChildren;
}

/** A modal question with its answers as children and one way out. */
export function Dialog({ title, cancel, onCancel, onKeyDown, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={element} class="dialog" aria-labelledby="dialog-title" onCancel={onCancel} onKeyDown={onKeyDown}>
      <h2 id="dialog-title">{title}</h2>
      {children}
      <p class="dialog-out">
        <button type="button" class="quiet" onClick={onCancel}>
          {cancel}
        </button>
      </p>
    </dialog>
  );
}

interface ChoiceProps {
  other?: string; // what to call an answer in one's own words; without it there is none
  children?: ComponentChildren; // more to choose beside, such as the language
  title: string;
  cancel: string;
  choices: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
  onCancel: () => void;
}

/** One choice out of a few, also by the keys 1 to 9. */
export function Choice({ title, cancel, choices, other, children, onChoose, onCancel }: ChoiceProps) {
  function byNumber(event: KeyboardEvent) {
    const choice = choices[Number(event.key) - 1];
    if (choice && !(event.target instanceof HTMLInputElement && event.target.type === "text")) {
      event.preventDefault();
      onChoose(choice.value);
    }
  }
  return (
    <Dialog title={title} cancel={cancel} onCancel={onCancel} onKeyDown={byNumber}>
      {children}
      <ol class="choices">
        {choices.map(({ value, label }, index) => (
          <li key={value}>
            <button type="button" autofocus={index === 0} onClick={() => onChoose(value)}>
              {index < 9 && <kbd>{index + 1}</kbd>} {label}
            </button>
          </li>
        ))}
      </ol>
      {other !== undefined && <OwnWords label={other} onSay={onChoose} />}
    </Dialog>
  );
}

/** A sentence of one's own, when none of the choices says it. */
function OwnWords({ label, onSay }: { label: string; onSay: (words: string) => void }) {
  const [words, setWords] = useState("");
  function said(event: Event) {
    event.preventDefault();
    if (words.trim()) onSay(words.trim());
  }
  return (
    <form class="own-words" onSubmit={said}>
      <input
        type="text"
        maxLength={200}
        aria-label={label}
        placeholder={label}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <button type="submit" disabled={!words.trim()}>
        OK
      </button>
    </form>
  );
}
