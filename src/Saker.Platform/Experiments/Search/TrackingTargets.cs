using Saker.Platform.Search;

namespace Saker.Platform.Experiments.Search;

/// <summary>What runs and experiments can be searched by.</summary>
internal static class TrackingTargets
{
    private static readonly string[] s_tags = ["tag", "tags"];
    private static readonly FilterColumn s_runId = new() { Name = "run_id", Sql = "r.id" };
    private static readonly FilterColumn s_startTime = new() { Name = "start_time", Aliases = ["created", "Created"], Sql = "r.started_at", Kind = FilterKind.Integer };
    private static readonly FilterColumn s_experimentId = new() { Name = "experiment_id", Sql = "e.id", Kind = FilterKind.Integer };
    private static readonly FilterColumn s_creationTime = new() { Name = "creation_time", Sql = "e.created_at", Kind = FilterKind.Integer };

    /// <summary>Runs, by <c>runs r</c>; the key is the id.</summary>
    public static FilterTarget Runs { get; } = new()
    {
        Name = "runs",
        From = "runs r",
        Key = ["r.id"],
        AttributeNames = ["attribute", "attributes", "attr", "run"],
        Columns =
        [
            s_runId,
            new FilterColumn { Name = "run_name", Aliases = ["run name", "Run name", "Run Name"], Sql = "r.name" },
            new FilterColumn { Name = "status", Sql = "r.status" },
            new FilterColumn { Name = "artifact_uri", Sql = "r.artifact_uri" },
            new FilterColumn { Name = "user_id", Sql = "r.user_id" },
            s_startTime,
            new FilterColumn { Name = "end_time", Sql = "r.ended_at", Kind = FilterKind.Integer, IsNullable = true },
            new FilterColumn { Name = "duration", Sql = "(r.ended_at - r.started_at)", Kind = FilterKind.Integer, IsNullable = true },
        ],
        Entries =
        [
            new FilterEntries { Names = ["metric", "metrics"], Table = "latest_metrics", Owner = [("run_id", "r.id")], Kind = FilterKind.Metric },
            new FilterEntries { Names = ["param", "parameter", "parameters", "params"], Table = "params", Owner = [("run_id", "r.id")] },
            new FilterEntries { Names = s_tags, Table = "tags", Owner = [("run_id", "r.id")] },
        ],
        Relations =
        [
            new FilterRelation
            {
                Names = ["dataset", "datasets"],
                From = $"""
                    dataset_inputs i JOIN input_datasets d ON d.id = i.dataset_id
                    LEFT JOIN dataset_input_tags c ON c.run_id = i.run_id AND c.dataset_id = i.dataset_id AND c.key = '{DatasetInput.ContextTag}' WHERE i.run_id = r.id
                    """,
                Columns = [new FilterColumn { Name = "name", Sql = "d.name" }, new FilterColumn { Name = "digest", Sql = "d.digest" }, new FilterColumn { Name = "context", Sql = "c.value" }],
            },
        ],
        LastOrder = [new OrderTerm(new ColumnField(s_startTime), IsDescending: true), new OrderTerm(new ColumnField(s_runId))],
    };

    /// <summary>Experiments, by <c>experiments e</c>; the key is the number.</summary>
    public static FilterTarget Experiments { get; } = new()
    {
        Name = "experiments",
        From = "experiments e",
        Key = ["e.id"],
        Columns =
        [
            new FilterColumn { Name = "name", Sql = "e.name" },
            s_experimentId,
            s_creationTime,
            new FilterColumn { Name = "last_update_time", Sql = "e.updated_at", Kind = FilterKind.Integer },
        ],
        Entries = [new FilterEntries { Names = s_tags, Table = "experiment_tags", Owner = [("experiment_id", "e.id")] }],
        LastOrder = [new OrderTerm(new ColumnField(s_creationTime), IsDescending: true), new OrderTerm(new ColumnField(s_experimentId), IsDescending: true)],
    };
}
