/** On a phone the chat takes the whole screen: what lies behind can be neither scrolled nor reached. */

const SMALL = matchMedia("(max-width: 480px)");

export class Screen {
  private open = false;
  private covered: HTMLElement[] = [];
  private overflow = "";

  constructor(
    private readonly element: HTMLElement,
    private readonly panel: HTMLElement,
  ) {
    SMALL.addEventListener("change", () => this.isTaken(this.open)); // turned on its side
    const fit = (): void => this.fit();
    visualViewport?.addEventListener("resize", fit);
    visualViewport?.addEventListener("scroll", fit);
  }

  get isSmall(): boolean {
    return SMALL.matches;
  }

  isTaken(open: boolean): void {
    this.open = open;
    const page = document.documentElement.style;
    if (this.covered.length > 0) page.overflow = this.overflow;
    for (const each of this.covered.splice(0)) each.inert = false;
    if (!open || !SMALL.matches) return;
    const around = [...document.body.children] as HTMLElement[];
    this.covered = around.filter((each) => each !== this.element && !each.inert);
    for (const each of this.covered) each.inert = true;
    this.overflow = page.overflow;
    page.overflow = "hidden";
    this.fit();
  }

  /** A keyboard covers part of the page without making it smaller: the chat keeps to what is seen. */
  private fit(): void {
    if (!this.open || !visualViewport || visualViewport.scale > 1.05) return;
    const { height, offsetTop } = visualViewport;
    this.panel.style.setProperty("--top", `${offsetTop}px`);
    this.panel.style.setProperty("--height", `${height}px`);
  }
}
