/** The chat's few drawings. */

const drawn = (path: string, name?: string) => () => (
  <svg class="drawing" viewBox="0 0 24 24" aria-hidden="true">
    <path class={name} d={path} />
  </svg>
);

export const Cross = drawn("M6 6l12 12M18 6L6 18");
export const Arrow = drawn("M12 19V5M6 11l6-6 6 6");
export const Down = drawn("M12 5v14M6 13l6 6 6-6");
export const Out = drawn("M14 5h5v5M19 5l-8 8M11 6H6v12h12v-5");
export const Check = drawn("M5 12.5l4.5 4.5L19 7.5");
export const Clock = drawn("M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2");
export const Refund = drawn("M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H8");
export const Person = drawn("M12 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5");
export const Bag = drawn("M6 8h12l1 12H5zM9 10.5V7a3 3 0 0 1 6 0v3.5");
export const Star = drawn("M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z");
export const Thumb = drawn("M7 11v9H4v-9zM7 11l4-7a2 2 0 0 1 2 2v4h5.5a2 2 0 0 1 2 2.3l-1 5.9a2 2 0 0 1-2 1.8H7");
export const Spark = drawn("M12 3c.9 5 4 8.1 9 9-5 .9-8.1 4-9 9-.9-5-4-8.1-9-9 5-.9 8.1-4 9-9z", "full");
