import '@mantine/core/styles.layer.css';
import './ui/theme.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries.js';
import { LanguageProvider, languageNow, textsOf } from './i18n/index.js';
import { App } from './shell/App.js';

const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '600' },
  respectReducedMotion: true,
});

const texts = await textsOf(languageNow());
// The page's policy takes styles from files only: Mantine's variables come with its file, and nothing here uses what would
// write style elements (AppShell, Grid, SimpleGrid, Modal, properties that depend on the width of the screen).
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
        withStaticClasses={false}
      >
        <LanguageProvider texts={texts}>
          <App />
        </LanguageProvider>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
