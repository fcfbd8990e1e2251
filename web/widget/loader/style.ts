/** The launcher's and the panel's looks, inside a shadow root where no style of the host's page reaches. */
export const style = `
:host { all: initial; }
* { box-sizing: border-box; }
.launcher {
  position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483001;
  display: grid; place-items: center; width: 56px; height: 56px; padding: 0; border: 0; border-radius: 50%;
  background: #2b4acb; color: #fff; cursor: pointer;
  box-shadow: 0 1px 2px rgb(15 23 42 / .2), 0 8px 24px rgb(15 23 42 / .22);
  transition: transform .15s, background-color .15s;
}
.launcher:hover { background: #2440b3; transform: translateY(-1px); }
.launcher:focus-visible { outline: 3px solid #fff; outline-offset: -5px; box-shadow: 0 0 0 3px #2b4acb; }
svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.launcher[aria-expanded=true] .bubble, .launcher[aria-expanded=false] .cross { display: none; }
.count {
  position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 22px; padding: 0 6px;
  border-radius: 11px; background: #c81e3a; color: #fff; font: 600 12px/22px system-ui, sans-serif; text-align: center;
}
.count:empty { display: none; }
.panel {
  position: fixed; inset-block-end: 92px; inset-inline-end: 20px; z-index: 2147483000;
  width: min(400px, calc(100vw - 40px)); height: min(680px, calc(100dvh - 112px)); border: 0; border-radius: 18px;
  background: #fff; color-scheme: light dark; box-shadow: 0 0 0 1px rgb(15 23 42 / .08), 0 18px 48px rgb(15 23 42 / .26);
}
.panel[hidden] { display: none; }
@media (prefers-color-scheme: dark) { .panel { background: #14171f; } }
@media (max-width: 480px) {
  .panel { inset: 0; width: 100vw; height: 100dvh; border-radius: 0; }
  .panel.ready:not([hidden]) + .launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) { .launcher { transition: none; } }
@media (forced-colors: active) { .launcher { border: 2px solid ButtonText; } .panel { border: 1px solid CanvasText; } }
`;
