import './mantine-styles.ts';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider, loadTongue, storedLanguage } from '../lib/i18n/i18n.tsx';
import { theme } from '../ui/theme.ts';
import { App } from './app.tsx';
import { queryClient } from './query-client.ts';

async function start(): Promise<void> {
  const tongue = await loadTongue(storedLanguage());
  document.documentElement.lang = tongue.language;
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <MantineProvider theme={theme} forceColorScheme="light">
        <LanguageProvider initial={tongue}>
          <QueryClientProvider client={queryClient}>
            <App />
          </QueryClientProvider>
        </LanguageProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void start();
