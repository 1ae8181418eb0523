import { statSync } from 'node:fs';

/** Which folder a file of ours was written for: such files travel along when somebody copies a project. */
export interface FolderIdentity {
  path: string;
  inode: number;
}

export function folderIdentity(path: string): FolderIdentity {
  return { path, inode: statSync(path).ino };
}

/** False for a copy. A moved folder keeps its inode; one on a file system with changing inodes keeps its path. */
export function isSameFolder(written: FolderIdentity | undefined, path: string): boolean {
  if (!written) return false;
  return written.path === path || written.inode === statSync(path).ino;
}
