using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.Search;

/// <summary>What values the latest runs have in a field; the cost does not depend on how many runs there are.</summary>
internal sealed class RunFilterValues(Session session, long? experiment)
{
    /// <summary>Values that hold a text, in any case of its letters; the most frequent first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(FilterField field, string wanted, int maxLength, int maxCount)
    {
        var (value, from, key) = Source(field);
        var literal = wanted.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        var pattern = $"%{FilterSql.FoldedAscii(literal)}%";
        return await session.QueryAsync<string>(
            $"""
            SELECT known.value FROM (SELECT {value} AS value FROM {from}) known
            WHERE known.value <> '' AND length(known.value) <= @maxLength AND lower(known.value) LIKE @pattern ESCAPE '\'
            GROUP BY known.value ORDER BY COUNT(*) DESC, known.value LIMIT @maxCount
            """,
            new { key, experiment, pattern, maxLength, maxCount });
    }

    /// <summary>The least and the greatest number; none where there is none.</summary>
    public async Task<IReadOnlyList<(string Meaning, double Value)>> NumbersAsync(FilterField field)
    {
        var (value, from, key) = Source(field);
        List<(string, double)> numbers = [];
        await session.ReadAsync(
            $"SELECT MIN(known.value), MAX(known.value) FROM (SELECT {value} AS value FROM {from}) known",
            new { key, experiment },
            row =>
            {
                if (row.IsDBNull(0))
                    return;
                numbers.Add(("least", Convert.ToDouble(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)));
                numbers.Add(("greatest", Convert.ToDouble(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture)));
            });
        return [.. numbers.Where(number => double.IsFinite(number.Item2))];
    }

    private (string Value, string From, string Key) Source(FilterField field) => field switch
    {
        ColumnField { Column: var column } => (column.Sql, $"({ExperimentSummaries.LatestRuns(experiment, "*")}) r", ""),
        EntryField { Entries: var entries, Key: var key } => ("e.value", $"{entries.Table} e WHERE e.key = @key{(entries.Kind == FilterKind.Metric ? " AND e.is_nan = 0" : "")} AND e.run_id IN ({ExperimentSummaries.LatestRuns(experiment, "id")})", key),
        RelatedField { Column.Name: "context" } => ("c.value", $"dataset_input_tags c WHERE c.key = '{DatasetInput.ContextTag}' AND c.run_id IN ({ExperimentSummaries.LatestRuns(experiment, "id")})", ""),
        RelatedField { Column: var column } => (column.Sql, $"input_datasets d{(experiment is null ? "" : " WHERE d.experiment_id = @experiment")}", ""),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };
}
