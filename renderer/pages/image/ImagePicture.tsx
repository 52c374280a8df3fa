// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';

/** A number from a text, the same every time (FNV-1a). */
function numberOf(text: string): number {
  let hash = 2_166_136_261;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  return hash >>> 0;
}

/** Orbits of its own for every system, drawn from its id. */
function Drawn({ id }: { readonly id: string }): ReactNode {
  const seed = numberOf(id);
  const hue = seed % 360;
  const turn = (seed >> 9) % 90;
  return (
    <svg className="image-picture" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" fill={`hsl(${hue} 55% 32%)`} />
      {[0, 60, 120].slice(0, 2 + (seed % 2)).map((more) => (
        <ellipse
          key={more}
          cx="32"
          cy="32"
          rx="23"
          ry={8 + ((seed >> 4) % 4)}
          fill="none"
          stroke={`hsl(${hue} 85% 84%)`}
          strokeWidth="1.6"
          transform={`rotate(${turn + more} 32 32)`}
        />
      ))}
      <circle cx="32" cy="32" r="5" fill="#fff" />
      <circle
        cx={32 + 23 * Math.cos((turn * Math.PI) / 180)}
        cy={32 + 23 * Math.sin((turn * Math.PI) / 180)}
        r="3.4"
        fill={`hsl(${(hue + 150) % 360} 80% 72%)`}
      />
    </svg>
  );
}

/** The picture that stands beside the catalogue, else one that is drawn here. It says nothing that the words do not. */
export function ImagePicture({ id, file }: { readonly id: string; readonly file: string | null }): ReactNode {
  const [isThere, setIsThere] = useState(true);
  if (file === null || !isThere) return <Drawn id={id} />;
  return (
    <img
      className="image-picture"
      src={`/catalogue/${encodeURIComponent(file)}`}
      alt=""
      onError={() => setIsThere(false)}
    />
  );
}
