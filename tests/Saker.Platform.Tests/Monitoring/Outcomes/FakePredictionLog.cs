using System.Collections.Concurrent;
using Saker.Data;
using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Outcomes;

/// <summary>A prediction log that knows what a test puts into it.</summary>
internal sealed class FakePredictionLog : IPredictionLog
{
    private readonly ConcurrentBag<LoggedPrediction> _predictions = [];

    /// <summary>Ids that were asked for, all of them.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    /// <summary>What reading it fails with; null where it can be read.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What sampling an endpoint fails with.</summary>
    public Func<string, Exception?>? SampleFault { get; set; }

    public void Add(LoggedPrediction prediction) => _predictions.Add(prediction);

    /// <summary>A request of a binary classifier, all rows sampled unless said otherwise.</summary>
    public void Add(string id, DateTimeOffset at, float[] probability, string endpoint = "churn", int version = 1, double weight = 1, int[]? sampled = null, string[]? contract = null, double threshold = 0.5)
    {
        sampled ??= [.. Enumerable.Range(0, probability.Length)];
        float[] kept = [.. sampled.Select(row => probability[row])];
        Add(new LoggedPrediction
        {
            RequestId = id,
            Endpoint = endpoint,
            Model = "churn",
            Version = version,
            At = at,
            RowCount = probability.Length,
            Step = "primary",
            Rows = sampled,
            Inputs = kept.Length == 0 ? null : new Table([Column.OfText("Contract", [.. sampled.Select(row => contract?[row] ?? "One year")]), Column.OfNumbers("tenure", [.. sampled.Select(row => (double)row)])]),
            Outputs = kept.Length == 0 ? null : new Table([Column.OfText("label", [.. kept.Select(value => value >= threshold ? "Yes" : "No")]), Column.Of<float>("probability", kept)]),
            Weight = kept.Length == 0 ? 0 : weight,
        });
    }

    public Task<LogPage> QueryAsync(LogFilter filter, CancellationToken cancellationToken) => Task.FromResult(new LogPage([.. _predictions], null));

    /// <summary>Since when each look-up was to look; null where it was in all.</summary>
    public ConcurrentQueue<DateTimeOffset?> Since { get; } = [];

    public Task<IReadOnlyList<LoggedPrediction>> FindAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken) => FindAsync(requestIds, null);

    public Task<IReadOnlyList<LoggedPrediction>> FindNewAsync(IReadOnlyCollection<string> requestIds, DateTimeOffset since, CancellationToken cancellationToken) => FindAsync(requestIds, since);

    private Task<IReadOnlyList<LoggedPrediction>> FindAsync(IReadOnlyCollection<string> requestIds, DateTimeOffset? since)
    {
        Since.Enqueue(since);
        if (Fault is { } fault)
            throw fault;
        foreach (var id in requestIds)
            Asked.Add(id);
        return Task.FromResult<IReadOnlyList<LoggedPrediction>>([.. _predictions.Where(prediction => requestIds.Contains(prediction.RequestId))]);
    }

    public Task<LogSample?> SampleAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, int maxRows, CancellationToken cancellationToken)
    {
        if (SampleFault?.Invoke(endpoint) is { } fault)
            throw fault;
        LoggedPrediction[] found = [.. _predictions.Where(own => own.Endpoint == endpoint && own.Version == version && own.At >= from && own.At < to && own.Outputs is not null).OrderBy(own => own.At)];
        return Task.FromResult(found.Length == 0 ? null : new LogSample(Table.Concat([.. found.Select(own => own.Inputs!)]), Table.Concat([.. found.Select(own => own.Outputs!)]), found.Sum(own => own.Rows.Count)));
    }

    public Task<LogStatus> GetStatusAsync(CancellationToken cancellationToken) => Task.FromResult(new LogStatus());
}
