import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { UserRole } from '../../../src/features/access/index.js';
import { PayrollService } from '../../../src/features/payroll/index.js';
import { demoService } from '../../support/demo-company.js';
import { invited, PASSWORD } from '../../support/people.js';
import type { TestService } from '../../support/service.js';
import { type Look, Tab } from './tab.js';

const CHROMIUM = process.env.PREMIA_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Months of the demo company that are computed, a quarter: the last is the one that its stories are of. */
const MONTHS = ['2026-01', '2026-02', '2026-03'] as const;
export const MONTH = MONTHS[2];

interface Person {
  role: UserRole;
  /** Personnel number: 1000 heads mass-market, 2000 key-accounts; 1001… and 2001… are their managers. */
  manager?: string;
}

/** The demo company's service, its page as it was built, and a browser; one for each test file. */
export class PageLab {
  private readonly tabs: Tab[] = [];
  private readonly emails = new Map<string, string>();

  private constructor(
    readonly service: TestService,
    readonly address: string,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<PageLab> {
    if (!existsSync(CHROMIUM))
      throw new Error(
        `The tests of the page need Chromium, and there is none at ${CHROMIUM}: ` +
          'install it (on Debian `apt-get install chromium`), or set PREMIA_CHROMIUM to where it is.',
      );
    const service = await demoService(MONTH, ['mass-market', 'key-accounts', 'key-accounts-quarter']);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    for (const period of MONTHS) await service.app.get(PayrollService).run({ period }, 'demo');
    return new PageLab(service, await service.app.getUrl(), browser);
  }

  /** A window of its own; of somebody signed in, or of nobody. Closed with the lab. */
  async open(person: Person | null, look: Look): Promise<Tab> {
    const { zoom = 1 } = look;
    const context = await this.browser.newContext({
      baseURL: this.address,
      viewport: { width: look.width / zoom, height: (look.width < 600 ? 740 : 900) / zoom },
      deviceScaleFactor: zoom,
      hasTouch: look.width < 600,
      isMobile: look.width < 600,
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
      locale: look.language === 'ru' ? 'ru-RU' : 'en-GB',
      timezoneId: 'Europe/Moscow',
    });
    await context.addInitScript(
      `localStorage.getItem('premia-language') ?? localStorage.setItem('premia-language', '${look.language}')`,
    );
    if (person)
      await context.request.post('/v1/session', {
        data: { email: await this.emailOf(person), password: PASSWORD },
        headers: { 'Premia-Request': 'test' },
      });
    const tab = new Tab(await context.newPage(), look);
    this.tabs.push(tab);
    return tab;
  }

  /** The e-mail of a user made for this person; the password is `PASSWORD`. */
  async emailOf({ role, manager }: Person): Promise<string> {
    const email = `${role}${manager ?? ''}@page.example`;
    if (!this.emails.has(email)) {
      const { link } = await invited(this.service, email, role, manager);
      await this.service.anonymous
        .post('/v1/links/redeem')
        .set('Premia-Request', 'test')
        .send({ link, password: PASSWORD })
        .expect(204);
      this.emails.set(email, email);
    }
    return email;
  }

  /** Id of somebody's statement. */
  async statementOf(manager: string, period: string = MONTH): Promise<string> {
    const hr = await this.service.as('hr');
    const { body } = await hr.get(`/v1/statements?period=${period}&limit=200`);
    return body.items.find(({ personnelNumber }: { personnelNumber: string }) => personnelNumber === manager)
      .id;
  }

  /** To be awaited in afterEach: whatever went wrong in a window fails the test that opened it. */
  async closeTabs(): Promise<void> {
    const complaints = this.tabs.flatMap((tab) => tab.complaints);
    // what a window showed last tells why a test failed
    await Promise.all(this.tabs.map((tab, place) => tab.shoot(`last-${place}`)));
    await Promise.all(this.tabs.splice(0).map((tab) => tab.page.context().close()));
    expect(complaints).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.service.stop();
  }
}
