/** Starts the console on this page. */
import { render } from "preact";
import { setLocale } from "../shared/locale";
import { Client } from "./desk/client";
import { store } from "./desk/state";
import { App } from "./views/App";
import "./styles/index.css";

setLocale(navigator.language);
const desk = store();
const client = new Client(desk);

const system = matchMedia("(prefers-color-scheme: dark)");
const paint = (): void => {
  document.documentElement.dataset.theme = system.matches ? "dark" : "light";
};
system.addEventListener("change", paint);
paint();

const root = document.getElementById("console");
if (root) render(<App store={desk} client={client} />, root);
client.start();
