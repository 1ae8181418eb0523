import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  compileScheme,
  type Finding,
  findingText,
  type Language,
  type Scheme,
  type SourceNode,
} from '../calc/index.js';
import { readSchemeSource } from '../platform/scheme-source.js';
import { textOf } from './document-tree.js';
import { ScenarioProblem } from './problems.js';

/** Compiles a scheme a scenario file names (relative to `folder`) or holds. Throws `ScenarioProblem`. */
export function schemeOf(node: SourceNode, folder: string, language: Language): Scheme {
  if (node.kind === 'map') return compiled(node, node, '', language);
  const name = textOf(node) ?? '';
  return schemeOfText(readText(path.join(folder, name), node), node, name, language);
}

/** Compiles a scheme from its text; `name` is what findings call it. Throws `ScenarioProblem` at `node`. */
export function schemeOfText(text: string, node: SourceNode, name: string, language: Language): Scheme {
  const source = readSchemeSource(text);
  if (source.root) return compiled(source.root, node, name, language);
  throw refused(source.findings, node, name, language);
}

function compiled(root: SourceNode, node: SourceNode, name: string, language: Language): Scheme {
  const { scheme, findings } = compileScheme(root);
  if (scheme) return scheme;
  throw refused(findings, node, name, language);
}

function readText(file: string, node: SourceNode): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ScenarioProblem(node.at, 'scheme-unread', { file });
  }
}

function refused(
  findings: readonly Finding[],
  node: SourceNode,
  name: string,
  language: Language,
): ScenarioProblem {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const lines = errors.map((finding) => {
    const { line, column } = finding.at;
    return `\n  ${name ? `${name}:` : ''}${line}:${column} ${finding.path && `${finding.path} `}${findingText(finding, language)}`;
  });
  return new ScenarioProblem(node.at, 'scheme-refused', { list: lines.join('') });
}
