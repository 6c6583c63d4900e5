using Saker.Platform.Search;

namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>What logged models can be searched by. It differs from search to search: metrics may be those on some datasets.</summary>
internal sealed class LoggedModelTarget
{
    private static readonly FilterColumn s_id = new() { Name = "model_id", Sql = "m.id" };
    private static readonly FilterColumn s_created = new() { Name = "creation_timestamp", Aliases = ["creation_timestamp_ms", "creation_time"], Sql = "m.created_at", Kind = FilterKind.Integer };

    private static readonly IReadOnlyList<FilterColumn> s_columns =
    [
        s_id,
        new FilterColumn { Name = "name", Aliases = ["model_name"], Sql = "m.name" },
        new FilterColumn { Name = "model_type", Sql = "m.model_type", IsNullable = true },
        new FilterColumn { Name = "status", Sql = "m.status" },
        new FilterColumn { Name = "source_run_id", Sql = "m.source_run_id", IsNullable = true },
        s_created,
        new FilterColumn { Name = "last_updated_timestamp", Aliases = ["last_updated_timestamp_ms", "last_updated_time"], Sql = "m.updated_at", Kind = FilterKind.Integer },
    ];

    private readonly Dictionary<string, object> _parameters;
    private readonly List<FilterEntries> _entries =
    [
        new() { Names = ["param", "params"], Table = "logged_model_params", Owner = [("model_id", "m.id")] },
        new() { Names = ["tag", "tags"], Table = "logged_model_tags", Owner = [("model_id", "m.id")] },
    ];

    /// <param name="datasets">Those on which the filter's metrics were measured; empty for all.</param>
    /// <param name="parameters">Takes what the conditions on them refer to.</param>
    public LoggedModelTarget(IReadOnlyList<DatasetScope> datasets, Dictionary<string, object> parameters)
    {
        _parameters = parameters;
        AddMetrics(["metric", "metrics"], datasets);
    }

    public FilterTarget Target => new()
    {
        Name = "logged models",
        From = "logged_models m",
        Key = ["m.id"],
        Columns = s_columns,
        Entries = _entries,
        LastOrder = [new OrderTerm(new ColumnField(s_created), IsDescending: true), new OrderTerm(new ColumnField(s_id))],
    };

    /// <returns>The order as <see cref="OrderParser"/> reads it.</returns>
    public string Order(LoggedModelOrder order)
    {
        const string metrics = "metrics.";
        var direction = order.IsDescending ? " DESC" : "";
        if (order.Dataset is not { } dataset || !order.Field.StartsWith(metrics, StringComparison.Ordinal))
            return order.Field + direction;
        // Metrics on a dataset of the order's own are as another kind of entry.
        var name = $"metrics-on-{_entries.Count}";
        AddMetrics([name], [dataset]);
        return $"{name}.{order.Field[metrics.Length..]}{direction}";
    }

    private void AddMetrics(IReadOnlyList<string> names, IReadOnlyList<DatasetScope> datasets) => _entries.Add(new FilterEntries
    {
        Names = names,
        Table = "metrics",
        Owner = [("model_id", "m.id")],
        Kind = FilterKind.Metric,
        HasMany = true,
        Only = datasets.Count == 0 ? null : $"({string.Join(" OR ", datasets.Select(IsOn))})",
    });

    private string IsOn(DatasetScope dataset)
    {
        var at = _parameters.Count;
        _parameters.Add($"dataset{at}", dataset.Name);
        if (dataset.Digest is not { } digest)
            return $"{{0}}.dataset_name = @dataset{at}";
        _parameters.Add($"digest{at}", digest);
        return $"{{0}}.dataset_name = @dataset{at} AND {{0}}.dataset_digest = @digest{at}";
    }
}
