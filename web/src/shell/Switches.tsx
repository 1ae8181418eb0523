import { useMantineColorScheme } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { useFormats, useSpeak, useTexts } from '../i18n/index.js';
import styles from './Shell.module.css';

/** Language, and light or dark. */
export function Switches() {
  const { common } = useTexts();
  const { language } = useFormats();
  const speak = useSpeak();
  // otherwise Mantine writes a style element to hold transitions still, which the page's policy refuses
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const other = language === 'en' ? 'ru' : 'en';
  const isDark = (colorScheme === 'auto' ? system : colorScheme) === 'dark';
  return (
    <>
      <button type="button" className={styles.tool} lang={other} onClick={() => speak(other)}>
        {common.otherLanguage}
      </button>
      <button type="button" className={styles.tool} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
        {isDark ? common.toLight : common.toDark}
      </button>
    </>
  );
}
