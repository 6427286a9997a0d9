// Decides the mark of Payung: an umbrella over a horizon, drawn in place so that it costs no request.

export const Umbrella = () => (
  <svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <path
      class="mark-canopy"
      d="M24 5C12.4 5 4.4 13.2 3.2 23.6c2-1.9 4.4-2.9 6.9-2.9s5 1 6.9 2.9c2-1.9 4.4-2.9 7-2.9s5 1 7 2.9c1.9-1.9 4.4-2.9 6.9-2.9s4.9 1 6.9 2.9C43.6 13.2 35.6 5 24 5Z"
    />
    <path class="mark-shaft" d="M24 2.5v3M24 22v17.2a4.3 4.3 0 0 0 8.6 0" fill="none" stroke-width="3" stroke-linecap="round" />
  </svg>
);
