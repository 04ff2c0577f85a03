const colors = { ink: '#1c2733', soft: '#5b6875', accent: '#1f4e79', rule: '#cfd6dd', tint: '#eef2f6' } as const;

export interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: 'ink' | 'soft' | 'accent';
  readonly align?: 'left' | 'right';
  readonly url?: string; // Where a click on it leads.
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Pages to write on from top to bottom; `y` is how far it has come. */
export class Sheet {
  readonly left = 50;
  readonly top = 46;
  y = this.top;
  /** Heads every page after the first. */
  onNewPage: () => void = () => undefined;

  private readonly document: PDFKit.PDFDocument;

  private readonly size: 'LETTER' | 'A4';
  private readonly firstPage: number;

  /** Begins on a page of its own. */
  constructor(document: PDFKit.PDFDocument, size: 'LETTER' | 'A4') {
    this.document = document;
    this.size = size;
    this.firstPage = document.bufferedPageRange().count;
    this.addPage();
  }

  get right(): number {
    return this.document.page.width - this.left;
  }

  get width(): number {
    return this.right - this.left;
  }

  /** Below is the footer. */
  get bottom(): number {
    return this.document.page.height - 58;
  }

  halves(): [{ x: number; width: number }, { x: number; width: number }] {
    const right = this.width * 0.42;
    return [
      { x: this.left, width: this.width - right - 24 },
      { x: this.right - right, width: right },
    ];
  }

  /** Writes a text, over as many lines as it takes; gives its height. */
  write(text: string, { x, y, width, ...style }: Place & Style): number {
    this.use(style);
    this.document.text(text, x, y, { width, align: style.align ?? 'left', link: style.url ?? null });
    return this.document.y - y;
  }

  /** Writes a text on one line, cut where the room ends; gives its height. */
  writeLine(text: string, { x, y, width, ...style }: Place & Style): number {
    this.use(style);
    this.document.text(this.cut(text, width), x, y, { lineBreak: false });
    return this.document.currentLineHeight(true);
  }

  /** A text that is known to fit on its line: neither measured nor broken. */
  put(text: string, x: number, y: number, style: Style): void {
    this.use(style);
    this.document.text(text, x, y, { lineBreak: false });
  }

  widthOf(text: string, style: Style): number {
    this.use(style);
    return this.document.widthOfString(text);
  }

  heightOf(text: string, { width, ...style }: Style & { width: number }): number {
    this.use(style);
    return this.document.heightOfString(text, { width });
  }

  lineHeight(style: Style): number {
    this.use(style);
    return this.document.currentLineHeight(true);
  }

  rule(x: number, y: number, width: number): void {
    this.document
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(0.6)
      .strokeColor(colors.rule)
      .stroke();
  }

  tint(x: number, y: number, width: number, height: number): void {
    this.document.rect(x, y, width, height).fill(colors.tint);
  }

  /** A new page, unless there is room for so much on this one. */
  keep(height: number): boolean {
    if (this.y + height <= this.bottom || this.y === this.top) return false;
    this.addPage();
    this.onNewPage();
    return true;
  }

  eachPage(draw: (page: number, pages: number) => void): void {
    const pages = this.document.bufferedPageRange().count - this.firstPage;
    for (let page = 0; page < pages; page++) {
      this.document.switchToPage(this.firstPage + page);
      draw(page + 1, pages);
    }
  }

  private addPage(): void {
    this.document.addPage({ size: this.size, margin: 0 });
    this.y = this.top;
  }

  private cut(text: string, width: number): string {
    if (this.document.widthOfString(text) <= width) return text;
    let end = text.length;
    while (end > 0 && this.document.widthOfString(`${text.slice(0, end)}…`) > width) end -= 1;
    return `${text.slice(0, end).trimEnd()}…`;
  }

  private use({ size, bold, color = 'ink' }: Style): void {
    this.document
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colors[color]);
  }
}
