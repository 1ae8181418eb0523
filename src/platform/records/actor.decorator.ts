import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Name of the user or token that asks, for the record of who did it; set by the access guard. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { viewer } = context.switchToHttp().getRequest<{ viewer?: { name: string } }>();
  if (!viewer) throw new Error('a public route asks for its actor');
  return viewer.name;
});
