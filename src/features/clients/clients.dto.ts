import {
  Amount,
  Code,
  From,
  OneOf,
  RecordOf,
  Ref,
  Share,
  Text,
  Titles,
  Until,
} from '../../platform/records/noun.js';

@RecordOf({ name: 'products', table: 'products', key: ['code'], filters: ['group'] })
export class ProductDto {
  @Code()
  code!: string;

  @Text(200)
  title!: string;

  /** Group or series of the product. */
  @Text(200, { optional: true, column: 'product_group' })
  group?: string;
}

@RecordOf({ name: 'clients', table: 'clients', key: ['code'], filters: ['segment', 'kind'] })
export class ClientDto {
  @Code()
  code!: string;

  @Text(200)
  name!: string;

  @Text(200, { optional: true })
  segment?: string;

  @OneOf(['b2b', 'b2c'], { optional: true })
  kind?: string;
}

@RecordOf({
  name: 'score-levels',
  table: 'score_levels',
  key: ['criterion', 'level', 'from'],
  exclusive: ['criterion', 'level'],
  filters: ['criterion'],
  namedBy: [
    {
      by: 'client-scores',
      sql: `select from score_levels l join client_scores s on s.criterion = l.criterion and s.level = l.level and not s.withdrawn
        where l.id = $1 and not exists (select from score_levels o
          where o.criterion = l.criterion and o.level = l.level and o.id <> l.id and not o.withdrawn)`,
    },
  ],
})
export class ScoreLevelDto {
  /** What is scored: standing of the organisation, complexity of deals, size of deals … */
  @Code()
  criterion!: string;

  @Code()
  level!: string;

  @Titles({ optional: true })
  title?: { en: string; ru?: string };

  @Amount()
  points!: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}

@RecordOf({
  name: 'client-scores',
  table: 'client_scores',
  key: ['client', 'criterion', 'from'],
  exclusive: ['client', 'criterion'],
  filters: ['client', 'criterion'],
  checks: ['CK_client_scores_one'],
  rules: [
    {
      field: 'level',
      expected: 'exactly-one',
      sql: `select row_no, coalesce(level, trim_scale(points)::text) as value, '{"fields": "level, points"}'::jsonb as facts
        from incoming where num_nonnulls(level, points) <> 1`,
    },
    {
      field: 'level',
      expected: 'existing',
      sql: `select row_no, level as value, '{"noun": "score-levels", "key": "level"}'::jsonb as facts from incoming i
        where level is not null and not exists (select from score_levels s
          where s.criterion = i.criterion and s.level = i.level and not s.withdrawn)`,
    },
  ],
})
export class ClientScoreDto {
  @Ref('clients')
  client!: string;

  /** Criterion of the scorecard; a total that is ready goes under `imported` with its points. */
  @Code()
  criterion!: string;

  /** Level reached; its points come from the score levels. */
  @Text(200, { optional: true })
  level?: string;

  /** Points given directly, instead of a level. */
  @Amount({ optional: true })
  points?: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}

@RecordOf({
  name: 'portfolio-assignments',
  table: 'portfolio_assignments',
  key: ['client', 'manager', 'from'],
  exclusive: ['client', 'manager'],
  filters: ['client', 'manager'],
  checks: ['CK_portfolio_assignments_share'],
  rules: [
    {
      field: 'share',
      expected: 'decimal-range',
      sql: `select row_no, trim_scale(share)::text as value, '{"min": "0.000001", "max": "1"}'::jsonb as facts from incoming where share = 0`,
    },
  ],
  rulesAfter: [
    {
      field: 'share',
      expected: 'shares-full',
      sql: `select max(r.row_no) as row_no, trim_scale((array_agg(r.share order by r.row_no desc))[1])::text as value,
          jsonb_build_object('day', d.valid_from, 'sum', trim_scale(max(d.sum) * 100)) as facts
        from incoming r join (
          select d.id, d.client_id, d.valid_from, sum(a.share) as sum from portfolio_assignments d
          join portfolio_assignments a on a.client_id = d.client_id and not a.withdrawn
            and d.valid_from >= a.valid_from and (a.valid_until is null or d.valid_from < a.valid_until)
          where not d.withdrawn and d.client_id in (select client_id from incoming)
          group by d.id, d.client_id, d.valid_from having sum(a.share) > 1
        ) d on d.client_id = r.client_id group by d.client_id, d.valid_from`,
    },
  ],
})
export class PortfolioAssignmentDto {
  @Ref('clients')
  client!: string;

  @Ref('managers')
  manager!: string;

  /** Share of the client held: "1" is the whole. All shares of a client come to at most 1 on every day. */
  @Share('1', { fallback: '1' })
  share?: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}
