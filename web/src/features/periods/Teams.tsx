import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PayrollTableDto, ReviewDto, TableTeamDto } from '../../api/schema.js';
import { companyQuery, useSession } from '../../api/session.js';
import { decimalsOf } from '../../i18n/format.js';
import { useTexts } from '../../i18n/index.js';
import { Count, Money, None } from '../../ui/Figures.js';
import { PeriodState } from '../../ui/PeriodState.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { managersQuery, reviewsQuery } from './queries.js';
import { type Step, StepDialog, wayOf } from './StepDialog.js';

type Row = TableTeamDto & { review: ReviewDto | undefined };

/** The month by teams: each is reviewed and approved for itself. */
export function Teams({ table }: { table: PayrollTableDto }) {
  const { periods: texts } = useTexts();
  const { role } = useSession();
  const { data: company } = useQuery(companyQuery);
  const { data, error, refetch } = useQuery(reviewsQuery(table.period));
  const nameOf = useNames();
  const [step, setStep] = useState<Step | null>(null);
  const rows = data && table.teams.map((team) => ({ ...team, review: reviewOf(data.reviews, team.team) }));
  const decimals = decimalsOf((rows ?? []).map(({ review }) => review?.total ?? null));
  const columns: Column<Row>[] = [
    {
      key: 'team',
      title: texts.team,
      width: 220,
      card: 'head',
      cell: (row) => <Team row={row} table={table} />,
    },
    { key: 'state', title: texts.state, width: 140, cell: ({ state }) => <PeriodState state={state} /> },
    {
      key: 'statements',
      title: texts.statements,
      kind: 'number',
      width: 110,
      cell: ({ review }) => (
        <>
          <Count value={review?.statements} />
          {review && review.incomplete.length > 0 && (
            <div className="bad">{texts.incomplete(review.incomplete.length)}</div>
          )}
        </>
      ),
    },
    {
      key: 'total',
      title: texts.amounts.total,
      kind: 'number',
      width: 120,
      card: 'main',
      cell: ({ review }) => <Money value={review?.total} decimals={decimals} />,
    },
    {
      key: 'approvers',
      title: texts.approvers,
      width: 160,
      cell: ({ approvers }) => (approvers.length ? approvers.map(nameOf).join(', ') : texts.approvedByHr),
    },
    {
      key: 'submitted',
      title: texts.submittedBy,
      width: 140,
      cell: ({ submittedBy }) => submittedBy ?? <None />,
    },
  ];
  if (role === 'hr' && table.state !== 'closed')
    columns.push({
      key: 'steps',
      title: texts.steps.title,
      width: 220,
      cell: (row) => <TeamSteps row={row} period={table.period} onStep={setStep} />,
    });
  return (
    <>
      <DataTable
        caption={company ? texts.inCurrency(texts.tabs.teams, company.currency) : texts.tabs.teams}
        columns={columns}
        rows={rows}
        rowKey={({ team }) => team ?? ''}
        error={error}
        onRetry={() => void refetch()}
      />
      <StepDialog step={step} onClose={() => setStep(null)} />
    </>
  );
}

/** Approvers are known by their personnel numbers. */
function useNames(): (personnelNumber: string) => string {
  const { data } = useQuery(managersQuery);
  const names = new Map(data?.map(({ personnelNumber, name }) => [personnelNumber, name]));
  return (personnelNumber) => names.get(personnelNumber) ?? personnelNumber;
}

const reviewOf = (reviews: ReviewDto[], code: string | null) => reviews.find(({ team }) => team === code);

function useTitleOf() {
  const { periods: texts } = useTexts();
  return ({ team, title }: TableTeamDto) => title ?? team ?? texts.withoutTeam;
}

function Team({ row, table }: { row: Row; table: PayrollTableDto }) {
  const titleOf = useTitleOf();
  if (row.team === null) return titleOf(row);
  return <Link to={`/statements?period=${table.period}&team=${row.team}`}>{titleOf(row)}</Link>;
}

interface TeamStepsProps {
  row: Row;
  period: string;
  onStep: (step: Step) => void;
}

/** What may be done with a team; what may not, and why. */
function TeamSteps({ row, period, onStep }: TeamStepsProps) {
  const { periods: texts } = useTexts();
  const titleOf = useTitleOf();
  const { state, steps, review, team, hash } = row;
  const allowed = steps.filter((step) => step.allowed);
  if (allowed.length === 0) return <span className="quiet">{steps[0]?.whyNot ?? ''}</span>;
  return (
    <div className="line">
      {allowed.map(({ to, needsReason }) => (
        <Button
          key={to}
          size="xs"
          variant="default"
          onClick={() =>
            onStep({
              ...{ period, from: state, to: to as Step['to'], needsReason, hash },
              team: { code: team, title: titleOf(row) },
              statements: review?.statements,
              incomplete: review?.incomplete.length,
            })
          }
        >
          {texts.steps.team[wayOf({ to, from: state })]}
        </Button>
      ))}
    </div>
  );
}
