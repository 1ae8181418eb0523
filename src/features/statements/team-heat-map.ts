import { attainmentOf, mostOf, type Result, type Scheme } from '../../calc/index.js';
import type { Attained } from './attainments.js';
import type { HeatCellDto, HeatColumnDto, HeatRowDto } from './team-overview.dto.js';

/** A member's result, with the scheme that computed it. */
export interface MemberResult {
  managerId: string;
  scheme: Scheme;
  result: Result;
}

const key = ({ scheme, line }: { scheme: string; line: string }): string => `${scheme} ${line}`;

/** The ratios of the members' schemes, each a column, and what they came to. Of a period in parts the last part counts. */
export function heatMap(
  results: readonly MemberResult[],
  managerIds: readonly string[],
): { heatColumns: HeatColumnDto[]; heatRows: HeatRowDto[] } {
  const columns = new Map<string, HeatColumnDto>();
  const rows = new Map(managerIds.map((id) => [id, new Map<string, HeatCellDto>()]));
  for (const { managerId, scheme, result } of results) {
    for (const column of columnsOf(scheme)) {
      columns.set(key(column), column);
      rows.get(managerId)!.set(key(column), cellOf(column, result));
    }
  }
  return {
    heatColumns: [...columns.values()],
    heatRows: [...rows].map(([managerId, cells]) => ({ managerId, cells: [...cells.values()] })),
  };
}

function columnsOf(scheme: Scheme): HeatColumnDto[] {
  const ratios = [...scheme.lines.values()].filter(({ unit }) => unit === 'ratio');
  return ratios.map((line) => ({
    scheme: scheme.code,
    line: line.code,
    title: line.title ?? null,
    clause: line.clause ?? null,
    most: mostOf(scheme, line),
    inputs: line.uses.flatMap((name) => {
      const input = scheme.inputs.get(name);
      return input ? [{ name, title: input.title ?? null, unit: input.unit }] : [];
    }),
  }));
}

const cellOf = ({ scheme, line, inputs }: HeatColumnDto, result: Result): HeatCellDto => ({
  scheme,
  line,
  value: result.lines.find(({ code }) => code === line)?.value ?? null,
  inputs: inputs.map(({ name }) => ({ name, value: result.inputs[name]?.value ?? null })),
});

/** What the attainment lines of the members' schemes came to; nothing of schemes without a plan. */
export function attainedBy(results: readonly MemberResult[]): Attained[] {
  return results.flatMap(({ managerId, scheme, result }) => {
    const line = attainmentOf(scheme)?.line;
    if (!line) return [];
    const { period, stretch, lines } = result;
    const value = lines.find(({ code }) => code === line.code)!.value;
    const from = stretch?.from ?? null;
    return [{ managerId, scheme: scheme.code, period, from, value, title: line.title ?? null }];
  });
}
