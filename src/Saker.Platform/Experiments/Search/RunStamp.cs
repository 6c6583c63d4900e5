using System.Globalization;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.Search;

/// <summary>Tells whether a run changed, by what its rows count and sum up to. Clients log any steps, times and values: no sum of them may be too great for its type.</summary>
internal static class RunStamp
{
    private const string Sql =
        """
        SELECT r.status, r.lifecycle, r.name, r.ended_at,
               (SELECT COUNT(*) FROM params WHERE run_id = r.id),
               (SELECT COUNT(*) FROM tags WHERE run_id = r.id), (SELECT SUM(LENGTH(value)) FROM tags WHERE run_id = r.id),
               (SELECT COUNT(*) FROM latest_metrics WHERE run_id = r.id), (SELECT SUM(step % 1000003) FROM latest_metrics WHERE run_id = r.id),
               (SELECT SUM(logged_at % 1000000007) FROM latest_metrics WHERE run_id = r.id), (SELECT SUM(CASE WHEN ABS(value) < 1e150 THEN value ELSE 0 END) FROM latest_metrics WHERE run_id = r.id),
               (SELECT COUNT(*) FROM dataset_inputs WHERE run_id = r.id), (SELECT COUNT(*) FROM model_outputs WHERE run_id = r.id),
               (SELECT COUNT(*) FROM runs c WHERE c.parent_id = r.id), (SELECT COUNT(ended_at) FROM runs c WHERE c.parent_id = r.id), (SELECT MAX(ended_at) FROM runs c WHERE c.parent_id = r.id),
               (SELECT SUM(m.logged_at % 1000000007) FROM runs c JOIN latest_metrics m ON m.run_id = c.id WHERE c.parent_id = r.id),
               (SELECT SUM(m.step % 1000003) FROM runs c JOIN latest_metrics m ON m.run_id = c.id WHERE c.parent_id = r.id)
        FROM runs r WHERE r.id = @id
        """;

    public static async Task<string?> FindAsync(Session session, RunId run)
    {
        string? stamp = null;
        await session.ReadAsync(Sql, new { id = run.Value }, row =>
        {
            var values = new object[row.FieldCount];
            row.GetValues(values);
            stamp = string.Join('|', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        });
        return stamp;
    }
}
