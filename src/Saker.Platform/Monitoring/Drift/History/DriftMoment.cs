namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>A stretch of an endpoint's history: one closed window, or all that begin within an hour or a day. Immutable.</summary>
public sealed record DriftMoment
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Where the last window of it ended.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Closed windows in it.</summary>
    public required long WindowCount { get; init; }

    /// <summary>Those of them that drifted on the whole.</summary>
    public required long DriftedCount { get; init; }

    public required long RowCount { get; init; }

    /// <summary>The largest share of inputs that moved in one window, 0 to 1.</summary>
    public required double TopShare { get; init; }

    /// <summary>Inputs, then outputs.</summary>
    public required IReadOnlyList<ColumnMoment> Columns { get; init; }

    internal static DriftMoment Of(DriftEvaluation report) => new()
    {
        Model = report.Model,
        Version = report.Version,
        From = report.From,
        To = report.To,
        WindowCount = 1,
        DriftedCount = report.Drifted ? 1 : 0,
        RowCount = report.RowCount,
        TopShare = report.Share,
        Columns = [
            .. report.Columns.Select(column => ColumnMoment.Of(report, column, isOutput: false)),
            .. report.Quality.Where(found => report.Columns.All(column => column.Column != found.Column)).Select(found => found.Column).Distinct(StringComparer.Ordinal)
                .Select(column => ColumnMoment.OfQuality(report, column)),
            .. report.Predictions.Select(column => ColumnMoment.Of(report, column, isOutput: true)),
        ],
    };

    /// <summary>Both together; of a column, the worse of both.</summary>
    internal DriftMoment With(DriftMoment other)
    {
        var columns = Columns.ToDictionary(column => (column.Column, column.IsOutput));
        foreach (var column in other.Columns)
            columns[(column.Column, column.IsOutput)] = columns.TryGetValue((column.Column, column.IsOutput), out var known) ? known.With(column) : column;
        return this with
        {
            From = From < other.From ? From : other.From,
            To = To > other.To ? To : other.To,
            WindowCount = WindowCount + other.WindowCount,
            DriftedCount = DriftedCount + other.DriftedCount,
            RowCount = RowCount + other.RowCount,
            TopShare = Math.Max(TopShare, other.TopShare),
            Columns = [.. columns.Values.OrderBy(column => column.IsOutput)],
        };
    }
}
