const TYPED_SHAPES = [/^(?<hour>\d{1,2})\s*[:hg.]\s*(?<minute>\d{2})$/i, /^(?<hour>\d{2})(?<minute>\d{2})$/];

/**
 * A typed time of birth, `0830`, `8:30`, `8h30` or `8g30`, as `HH:mm`. Undefined when the text is not a time of day.
 * Source: QĐ 130/2023 table 1, NGAY_SINH: the time stands for newborns.
 */
export function parseBirthTime(text: string): string | undefined {
  for (const shape of TYPED_SHAPES) {
    const { hour, minute } = shape.exec(text.trim())?.groups ?? {};
    if (hour !== undefined && minute !== undefined && Number(hour) < 24 && Number(minute) < 60) return `${hour.padStart(2, '0')}:${minute}`;
  }
  return undefined;
}
