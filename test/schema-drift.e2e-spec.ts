import { openFreshDatabase } from './support/database.js';

describe('the schema', () => {
  it('is what the migrations make: no further migration would be generated from the entities', async () => {
    const source = await openFreshDatabase();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map((query) => query.query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });
});
