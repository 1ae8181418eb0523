import type { Random } from './random.js';
import type { DemoLanguage } from './roster.js';

const firstRu = [
  'Север',
  'Вега',
  'Заря',
  'Кедр',
  'Рубин',
  'Маяк',
  'Парус',
  'Гранит',
  'Восход',
  'Ёлочка',
  'Ладья',
  'Полюс',
];
const secondRu = ['Опт', 'Снаб', 'Торг', 'Сервис', 'Пром', 'Строй', 'Маркет', 'Логистик'];
const firstEn = [
  'Amber',
  'Birch',
  'Cedar',
  'Falcon',
  'Granite',
  'Harbour',
  'Juniper',
  'Maple',
  'Orchard',
  'Quarry',
];
const secondEn = ['Supplies', 'Trading', 'Works', 'Foods', 'Retail', '& Sons'];

export interface ClientName {
  name: string;
  language: DemoLanguage;
}

/** `count` names, none twice: two thirds Russian, the rest English. */
export function clientNames(random: Random, count: number): ClientName[] {
  const english = (count - (count % 3)) / 3;
  const ru = firstRu.flatMap((first) => secondRu.map((second) => `ООО «${first}-${second}»`));
  const en = firstEn.flatMap((first) => secondEn.map((second) => `${first} ${second}`));
  const names: ClientName[] = [
    ...random
      .shuffled(ru)
      .slice(0, count - english)
      .map((name) => ({ name, language: 'ru' as const })),
    ...random
      .shuffled(en)
      .slice(0, english)
      .map((name) => ({ name, language: 'en' as const })),
  ];
  return random.shuffled(names);
}
