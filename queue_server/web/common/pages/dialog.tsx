// A question to the person at the screen: native <dialog>, so focus, Escape and screen readers work.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface DialogProps {
  title: string;
  cancel: string;
  onCancel: () => void;
  children: ComponentChildren;
}

/** A modal question with its answers as children and one way out. */
export function Dialog({ title, cancel, onCancel, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={element} class="dialog" aria-labelledby="dialog-title" onCancel={onCancel}>
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
  title: string;
  cancel: string;
  choices: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
  onCancel: () => void;
}

/** One choice out of a few, also by the keys 1 to 9. */
export function Choice({ title, cancel, choices, onChoose, onCancel }: ChoiceProps) {
  function byNumber(event: KeyboardEvent) {
    const choice = choices[Number(event.key) - 1];
    if (choice) {
      event.preventDefault();
      onChoose(choice.value);
    }
  }
  return (
    <Dialog title={title} cancel={cancel} onCancel={onCancel}>
      <ol class="choices" onKeyDown={byNumber}>
        {choices.map(({ value, label }, index) => (
          <li key={value}>
            <button type="button" autofocus={index === 0} onClick={() => onChoose(value)}>
              <kbd>{index + 1}</kbd> {label}
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
