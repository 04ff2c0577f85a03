import type { Response } from 'express';

/** Says where a new thing is found. */
export function created<View extends { id: string }>(response: Response, collection: string, view: View): View {
  response.setHeader('Location', `/v1/${collection}/${view.id}`);
  return view;
}
