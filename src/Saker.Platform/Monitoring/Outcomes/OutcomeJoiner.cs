using Saker.Data;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Joins outcomes that wait to what the prediction log has of their requests.</summary>
internal sealed class OutcomeJoiner(IOutcomeStore store, IPredictionLog log, PredictionLogOptions options)
{
    /// <param name="waiting">Outcomes, at most <see cref="OutcomeOptions.LookUpSize"/>.</param>
    /// <param name="since">Since when they have not been looked for; null when they never were.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many of them do not wait any more.</returns>
    public async Task<int> JoinAsync(IReadOnlyList<StoredOutcome> waiting, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
            return 0;
        string[] ids = [.. waiting.Select(outcome => outcome.RequestId).Distinct(StringComparer.Ordinal)];
        List<LoggedPrediction> predictions = [];
        foreach (var some in ids.Chunk(options.MaxLookups))
            predictions.AddRange(since is { } last ? await log.FindNewAsync(some, last, cancellationToken) : await log.FindAsync(some, cancellationToken));
        var found = predictions.ToLookup(prediction => prediction.RequestId, StringComparer.Ordinal);
        var joins = new List<OutcomeJoin>();
        foreach (var outcome in waiting)
        {
            // A client may have used an id twice, such as for another attempt: the last request that has the row is the one whose outcome is known last.
            var attempts = found[outcome.RequestId].Where(own => outcome.Endpoint is null || own.Endpoint == outcome.Endpoint).OrderByDescending(own => own.At).ToList();
            var joined = attempts.Select(own => RowOf(own, outcome.Row)).FirstOrDefault(row => row is not null);
            // After an attempt that failed comes another one, or the outcome is given up in time.
            if (joined is not null || attempts.Exists(own => own.Error is null))
                joins.Add(new OutcomeJoin(outcome.RequestId, outcome.Row, joined?.Endpoint ?? attempts.First(own => own.Error is null).Endpoint, joined));
        }
        var count = 0;
        foreach (var together in joins.Chunk(OutcomeOptions.BatchSize))
            count += await store.JoinAsync(together, cancellationToken);
        return count;
    }

    /// <summary>The row as the log has it; null when it was not sampled, is none of the request, or was not answered by a model: rules and constants are no predictions of the version.</summary>
    private static JoinedPrediction? RowOf(LoggedPrediction prediction, int row)
    {
        if (!CaptureNames.IsModel(prediction.Step))
            return null;
        var place = prediction.Rows.ToList().IndexOf(row);
        return place < 0 || prediction.Outputs is not { } outputs ? null : new JoinedPrediction
        {
            Endpoint = prediction.Endpoint,
            Model = prediction.Model,
            Version = prediction.Version,
            Arm = prediction.Arm,
            At = prediction.At,
            Weight = prediction.Weight > 0 ? prediction.Weight : 1,
            Inputs = prediction.Inputs is { } inputs ? ValuesOf(inputs, place) : new Dictionary<string, object?>(),
            Outputs = ValuesOf(outputs, place),
        };
    }

    private static Dictionary<string, object?> ValuesOf(Table table, int row) =>
        table.Columns.ToDictionary(column => column.Name, column => column.IsNull(row) ? null : Plain(column, row), StringComparer.Ordinal);

    private static object? Plain(Column column, int row) => column.GetValue(row) switch
    {
        string text => text,
        bool flag => flag,
        // As texts they would be, float32 keep the digits that they were given by.
        float number => float.IsFinite(number) ? double.Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture) : null,
        double number => double.IsFinite(number) ? number : null,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(column.GetValue(row), System.Globalization.CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
