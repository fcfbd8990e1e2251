/** The chat's few drawings. */
import type { ComponentChildren } from "preact";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="drawing" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const Cross = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);

export const Arrow = () => (
  <Icon>
    <path d="M12 19V5M6 11l6-6 6 6" />
  </Icon>
);

export const Down = () => (
  <Icon>
    <path d="M12 5v14M6 13l6 6 6-6" />
  </Icon>
);

export const Out = () => (
  <Icon>
    <path d="M14 5h5v5M19 5l-8 8M11 6H6v12h12v-5" />
  </Icon>
);

export const Check = () => (
  <Icon>
    <path d="M5 12.5l4.5 4.5L19 7.5" />
  </Icon>
);

export const Clock = () => (
  <Icon>
    <path d="M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2" />
  </Icon>
);

export const Refund = () => (
  <Icon>
    <path d="M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H8" />
  </Icon>
);

export const Person = () => (
  <Icon>
    <path d="M12 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5" />
  </Icon>
);

export const Bag = () => (
  <Icon>
    <path d="M6 8h12l1 12H5zM9 10.5V7a3 3 0 0 1 6 0v3.5" />
  </Icon>
);

export const Star = () => (
  <Icon>
    <path d="M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z" />
  </Icon>
);

export const Thumb = () => (
  <Icon>
    <path d="M7 11v9H4v-9zM7 11l4-7a2 2 0 0 1 2 2v4h5.5a2 2 0 0 1 2 2.3l-1 5.9a2 2 0 0 1-2 1.8H7" />
  </Icon>
);

export const Spark = () => (
  <Icon>
    <path class="full" d="M12 3c.9 5 4 8.1 9 9-5 .9-8.1 4-9 9-.9-5-4-8.1-9-9 5-.9 8.1-4 9-9z" />
  </Icon>
);
