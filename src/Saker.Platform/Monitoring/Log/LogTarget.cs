using Saker.Platform.Search;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What filters of the prediction log can ask; their values are compared here, not by a database.</summary>
internal static class LogTarget
{
    public static FilterEntries Inputs { get; } = new() { Names = ["input", "inputs"], Table = "", Kind = FilterKind.Any, Owner = [] };

    public static FilterEntries Outputs { get; } = new() { Names = ["output", "outputs"], Table = "", Kind = FilterKind.Any, Owner = [] };

    public static FilterTarget Instance { get; } = new()
    {
        Name = "requests",
        From = "",
        Key = [],
        LastOrder = [],
        AttributeNames = ["request"],
        Columns =
        [
            Column("id", FilterKind.Text), Column("endpoint", FilterKind.Text), Column("model", FilterKind.Text), Column("version", FilterKind.Integer),
            Column("at", FilterKind.Any), Column("rows", FilterKind.Integer), Column("sampled", FilterKind.Integer), Column("step", FilterKind.Text), Column("error", FilterKind.Text),
            Column("trace", FilterKind.Text), Column("cached", FilterKind.Integer), Column("refused", FilterKind.Integer), Column("warnings", FilterKind.Integer), Column("mended", FilterKind.Integer),
            Column("latency_ms", FilterKind.Metric), Column("queue_ms", FilterKind.Metric), Column("compute_ms", FilterKind.Metric),
        ],
        Entries = [Inputs, Outputs],
    };

    private static FilterColumn Column(string name, FilterKind kind) => new() { Name = name, Sql = name, Kind = kind };
}
