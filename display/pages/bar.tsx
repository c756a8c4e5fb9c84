// The line at the top: hospital, what the board is for or what is being said, and the time.

interface Fit {
  em: (text: string) => number;
  barPx: number;
  widthPx: number;
  upright: boolean; // two lines
}

interface Props {
  time: string;
  title: string;
  hospital: string;
  said: string;
  fit?: Fit;
}

/** While a call is spoken its words stand here, for those who do not hear; nothing moves for them. */
export function Bar({ time, title, hospital, said, fit }: Props) {
  const sizes = fit ? sizesOf(fit, { hospital, beside: said || title, icon: Boolean(said) }) : null;
  return (
    <header class="bar">
      <h1 class="hospital" style={sizes ? `font-size:${sizes.name}px` : undefined}>
        {hospital}
      </h1>
      <span class={said ? "beside caption" : "beside title"} style={sizes ? `font-size:${sizes.beside}px` : undefined}>
        {said && <Loudspeaker />}
        {said || title}
      </span>
      <span class="clock">{time}</span>
    </header>
  );
}

/** Nothing is cut off: a long name makes room for the words beside it. */
function sizesOf(fit: Fit, texts: { hospital: string; beside: string; icon: boolean }): { name: number; beside: number } {
  const { em, barPx, widthPx, upright } = fit;
  const free = widthPx - 4.6 * barPx; // less the clock and the gaps
  const name = em(texts.hospital) * barPx;
  const beside = (em(texts.beside) + (texts.icon ? 1.3 : 0)) * barPx;
  const whole = (width: number, need: number) => Math.floor(barPx * Math.min(1, width / Math.max(1, need)));
  if (upright) return { name: whole(free, name), beside: whole(widthPx, beside) };
  if (name + beside <= free) return { name: barPx, beside: barPx };
  const forName = Math.max(free - beside, 0.42 * free);
  return { name: whole(forName, name), beside: whole(free - Math.min(name, forName), beside) };
}

function Loudspeaker() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 9v6h4l6 5V4L7 9zm12-1.5v9a5 5 0 000-9zM15 3v2.2a7 7 0 010 13.6V21a9.2 9.2 0 000-18z" />
    </svg>
  );
}
