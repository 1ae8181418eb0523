import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { ImportPreviewDto, PreviewRowDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { None } from '../../ui/Figures.js';
import { FilterToggle } from '../../ui/FilterBar.js';
import { orderOf } from '../../ui/order.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { contentTypeOf, type Given } from './given.js';

/** The first rows of the file: as they will be understood, or as the file has them. */
export function Preview({ given }: { given: Given }) {
  const { imports: texts } = useTexts();
  const [asFile] = useUrlState('raw');
  const { file, profile } = given;
  const { data, error } = useQuery({
    queryKey: ['previews', file.name, file.size, file.lastModified, profile],
    queryFn: ({ signal }) =>
      answered(
        api.POST('/v1/imports/preview', {
          params: { query: { profile } },
          headers: { 'Content-Type': contentTypeOf(file) },
          body: file as unknown as string,
          bodySerializer: (body) => body,
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error) return <ProblemBox error={error} />;
  if (!data) return <div aria-busy />;
  return (
    <section className="stack">
      <div className="line">
        <h2>{texts.preview}</h2>
        <FilterToggle name="raw">{texts.asFile}</FilterToggle>
      </div>
      <Rows preview={data} asFile={asFile === '1'} />
    </section>
  );
}

function Rows({ preview, asFile }: { preview: ImportPreviewDto; asFile: boolean }) {
  const { imports: texts } = useTexts();
  const line: Column<PreviewRowDto> = {
    key: 'line',
    title: texts.line,
    kind: 'number',
    width: 80,
    cell: (row) => row.line,
    sortBy: (row) => orderOf(String(row.line)),
  };
  const wrong: Column<PreviewRowDto> = {
    key: 'wrong',
    title: texts.verdict,
    width: 280,
    card: 'head',
    cell: (row) => <Verdict row={row} />,
  };
  const columns = asFile ? cellsOf(preview) : fieldsOf(preview, texts.noun);
  return (
    <DataTable
      caption={texts.beginning}
      columns={[line, wrong, ...columns]}
      rows={preview.rows}
      rowKey={(row) => String(row.line)}
      isMarked={({ problems }) => problems.length > 0}
      sortName="sortPreview"
    />
  );
}

function Verdict({ row: { problems, records } }: { row: PreviewRowDto }) {
  const { imports: texts } = useTexts();
  if (problems.length === 0) return records.length > 0 ? texts.good : texts.passedOver;
  return problems.map(({ field, column, value, expected }) => (
    <div key={`${field} ${column}`} className="bad">
      {column ?? field}
      {value && ` ${texts.quoted(value)}`}: {expected}
    </div>
  ));
}

const cellsOf = ({ columns }: ImportPreviewDto): Column<PreviewRowDto>[] =>
  columns.map((title, place) => ({
    key: `cell${place}`,
    title,
    width: 140,
    cell: ({ cells }) => cells[place] || <None />,
  }));

/** A column for each field that some row gives a value, of each of its records. */
function fieldsOf({ rows }: ImportPreviewDto, nounText: (noun: string) => string): Column<PreviewRowDto>[] {
  const columns = new Map<string, Column<PreviewRowDto>>();
  for (const row of rows)
    for (const { key, title, field, value } of namedFields(row))
      if (value !== null && !columns.has(key))
        columns.set(key, {
          key,
          title: `${nounText(title)}: ${field}`,
          width: 150,
          cell: (other) => namedFields(other).find((each) => each.key === key)?.value ?? <None />,
        });
  return [...columns.values()];
}

function namedFields({ records }: PreviewRowDto) {
  const seen = new Map<string, number>();
  return records.flatMap(({ noun, fields }) => {
    const number = (seen.get(noun) ?? 0) + 1;
    seen.set(noun, number);
    return fields.map(({ field, value }) => ({
      key: `${noun} ${number} ${field}`,
      title: noun,
      field,
      value,
    }));
  });
}
