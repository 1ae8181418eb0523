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
import { readSchemeSource } from '../features/schemes/index.js';
import { ScenarioProblem, textOf } from './document-tree.js';

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
  throw new ScenarioProblem(node.at, findingsText(source.findings, name, language));
}

function compiled(root: SourceNode, node: SourceNode, name: string, language: Language): Scheme {
  const { scheme, findings } = compileScheme(root);
  if (scheme) return scheme;
  throw new ScenarioProblem(node.at, findingsText(findings, name, language));
}

function readText(file: string, node: SourceNode): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ScenarioProblem(node.at, `the scheme cannot be read: ${(error as Error).message}`);
  }
}

function findingsText(findings: readonly Finding[], name: string, language: Language): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const lines = errors.map((finding) => {
    const { line, column } = finding.at;
    return `\n  ${name ? `${name}:` : ''}${line}:${column} ${finding.path} ${findingText(finding, language)}`;
  });
  return `the scheme does not compile${lines.join('')}`;
}
