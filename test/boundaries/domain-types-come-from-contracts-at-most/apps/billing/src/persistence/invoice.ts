export interface Invoice {
  open: number;
}
