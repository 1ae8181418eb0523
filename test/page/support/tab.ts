import { mkdirSync } from 'node:fs';
import path from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

export interface Look {
  language: 'en' | 'ru';
  width: 360 | 1440;
  scheme: 'light' | 'dark';
  /** What the page is enlarged by: so many times fewer of its pixels fit. */
  zoom?: number;
}

const DESKTOP: Look = { language: 'en', width: 1440, scheme: 'light' };
const TELEPHONE: Look = { language: 'ru', width: 360, scheme: 'dark' };

/** How every page is looked at: both languages, widths and schemes; all of them where screenshots are wanted. */
export const LOOKS: Look[] = process.env.PREMIA_SCREENSHOTS
  ? [
      DESKTOP,
      TELEPHONE,
      { language: 'ru', width: 1440, scheme: 'dark' },
      { language: 'ru', width: 1440, scheme: 'light' },
      { language: 'en', width: 360, scheme: 'light' },
      { language: 'ru', width: 360, scheme: 'light' },
    ]
  : [DESKTOP, TELEPHONE];

/** What browsers write by themselves when a request is refused; tests of refusals say which they expect. */
const REFUSED = /^Failed to load resource: the server responded with a status of (\d+)/;

/** Details of violations only: telling all that is in order takes longer than finding it. */
const AXE = `axe.run({ resultTypes: ['violations'] })`;

/** A browser's window, and what it complained of. */
export class Tab {
  readonly complaints: string[] = [];
  /** Statuses that this test makes the service answer. 401 says at the start that nobody is signed in. */
  readonly expectedStatuses = new Set([401]);

  constructor(
    readonly page: Page,
    private readonly look: Look,
  ) {
    page.setDefaultTimeout(20_000);
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      const status = REFUSED.exec(message.text())?.[1];
      if (message.type() !== 'error' || (status && this.expectedStatuses.has(Number(status)))) return;
      this.complaints.push(message.text());
    });
  }

  /** Opens an address and waits until what it shows is there. */
  async go(address: string): Promise<void> {
    await this.page.goto(address);
    await this.settled();
  }

  /** Until there is a heading, and nothing that is still being asked for. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  /** What every page has to stand: axe without serious findings, a way to sign out, nothing wider than the window, and a picture. */
  async inspect(name: string): Promise<void> {
    await this.settled();
    await this.shoot(name);
    expect(await this.seriousFindings()).toEqual([]);
    expect(await this.canLeave()).toBe(true);
    const { width, zoom = 1 } = this.look;
    expect(await this.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      width / zoom,
    );
  }

  /** Serious and critical findings of axe, each with the elements it is of. */
  async seriousFindings(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = (await this.page.evaluate(AXE)) as AxeResults;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  /** Whether whoever is signed in sees how to sign out. */
  private async canLeave(): Promise<boolean> {
    const isSignedIn = await this.page.evaluate(`fetch('/v1/session').then(({ ok }) => ok)`);
    const out = this.page.getByRole('button', { name: /^(Sign out|Выйти)$/ });
    return !isSignedIn || (await out.first().isVisible());
  }

  /** A picture of the whole page in the folder PREMIA_SCREENSHOTS, where that is set. */
  async shoot(name: string): Promise<void> {
    const folder = process.env.PREMIA_SCREENSHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const { width, scheme, language, zoom } = this.look;
    const look = [width, scheme, language, ...(zoom ? [`${zoom}x`] : [])].join('-');
    await this.page.screenshot({
      path: path.join(folder, `${name}-${look}.png`),
      fullPage: true,
    });
  }
}
