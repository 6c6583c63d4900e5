using Saker.Learning.Drift.Streams;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>
/// Feeds the errors of a version to its detectors of change, each once, in the order in which they became known, and keeps where they are. So
/// outcomes that come late, and come for earlier predictions than others, are taken too; a value that is corrected later is not taken again.
/// </summary>
internal sealed class ErrorStream(IOutcomeStore outcomes, IPerformanceStore store)
{
    private const int PieceSize = 5_000;
    private const int MaxPieces = 20;

    public async Task FeedAsync(ScoredVersion version, string endpoint, PerformanceSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var states = await store.FindDetectorsAsync(endpoint, version.Model, version.Version, cancellationToken);
        var (detectors, known) = Open(version, settings, states);
        if (detectors.Count == 0)
            return;
        var seen = states?.SeenOrder ?? 0;
        for (var piece = 0; piece < MaxPieces; piece++)
        {
            var pairs = await outcomes.ListJoinedAsync(endpoint, version.Model, version.Version, seen, PieceSize, cancellationToken);
            if (pairs.Count == 0)
                return;
            foreach (var pair in pairs)
                if (PairTable.ErrorOf(version, pair) is { } error)
                    Update(detectors, known, pair, error, now);
            seen = pairs[^1].JoinOrder!.Value;
            await store.PutDetectorsAsync(
                new DetectorStates
                {
                    Endpoint = endpoint,
                    Model = version.Model,
                    Version = version.Version,
                    Detectors = [.. detectors.Select((detector, i) => known[i] with { State = detector.ToJson() })],
                    SeenAt = now,
                    SeenOrder = seen,
                },
                cancellationToken);
            if (pairs.Count < PieceSize)
                return;
        }
    }

    private static (List<IStreamDetector> Detectors, List<ErrorDetector> Known) Open(ScoredVersion version, PerformanceSettings settings, DetectorStates? states)
    {
        var (detectors, known) = (new List<IStreamDetector>(), new List<ErrorDetector>());
        foreach (var name in settings.Detectors.Distinct(StringComparer.Ordinal).Where(name => version.Columns!.Task != ScoreTask.Regression || name is not ("ddm" or "eddm")))
        {
            var before = states?.Detectors.FirstOrDefault(detector => detector.Name == name);
            var detector = before is null ? StreamDetectors.Create(name) : StreamDetectors.FromJson(before.State);
            detectors.Add(detector);
            known.Add(before ?? new ErrorDetector { Name = name, State = "" });
        }
        return (detectors, known);
    }

    private static void Update(List<IStreamDetector> detectors, List<ErrorDetector> known, StoredOutcome pair, double error, DateTimeOffset now)
    {
        for (var i = 0; i < detectors.Count; i++)
        {
            known[i] = known[i] with { TakenCount = known[i].TakenCount + 1 };
            if (detectors[i].Update(error) == DetectorState.Drift)
                known[i] = known[i] with { ChangedAt = pair.Prediction!.At, ChangedBy = pair.RequestId, FoundAt = now, ChangeCount = known[i].ChangeCount + 1 };
        }
    }
}
