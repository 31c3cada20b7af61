import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The ban flower's violet; shade 7 is the accent, 8.4 : 1 on white. */
const ban: MantineColorsTuple = [
  '#faf2f8',
  '#f0dcec',
  '#e0b8d8',
  '#cf92c3',
  '#bf6fb0',
  '#a84f98',
  '#913c82',
  '#7b2d6f',
  '#652459',
  '#4d1a44',
];

/** Dense and calm: 30 px fields, 14 px text, fonts that every desk computer already has. */
export const theme = createTheme({
  colors: { ban },
  primaryColor: 'ban',
  primaryShade: 7,
  fontFamily: '"Segoe UI", Roboto, "Noto Sans", system-ui, sans-serif',
  defaultRadius: 4,
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    Input: { defaultProps: { size: 'xs' } },
    InputWrapper: { defaultProps: { size: 'xs' } },
    InputBase: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
  },
});
