using System.Collections.Concurrent;
using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Regression;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>
/// Estimates a window from what the log sampled of it, without outcomes. The reference is what the version said of held-out rows, with their columns where the dataset
/// that it was trained on is here: then confidence is calibrated for the rows of the window, and losses of numbers can be predicted, from the first window on. Once the version
/// has enough outcomes of its own, the first windows of them that have settled are the reference.
/// </summary>
internal sealed class WindowEstimator(IPredictionLog log, IOutcomeStore outcomes, PairReader reader, HeldOutTables heldOutTables)
{
    private const int MaxSampled = 20_000;

    // Fewer outcomes than this say less than the held-out rows of the training.
    private const int MinOwnPairs = 1_000;
    private const int MaxOwnPairs = 5_000;
    private const int MaxKept = 32;
    private const int MaxDrawnValues = 60_000;

    private static readonly EstimationSettings s_settings = new();

    private readonly ConcurrentDictionary<(HeldOutAnswers, string), ConfidenceEstimation> _confidence = new();
    private readonly ConcurrentDictionary<(HeldOutAnswers, string), LossEstimation> _losses = new();

    /// <returns>Null when the log has no rows of the window, or there is nothing to estimate from.</returns>
    public async Task<WindowEstimate?> EstimateAsync(ScoredVersion version, EndpointMonitor monitor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (endpoint, settings) = (monitor.Endpoint, monitor.Settings.Performance);
        if (version.Columns is not { } columns || await log.SampleAsync(endpoint, version.Model, version.Version, from, to, MaxSampled, cancellationToken) is not { } sample || sample.Outputs.RowCount == 0)
            return null;
        try
        {
            var own = await OwnReferenceAsync(version, endpoint, settings, from - settings.Settle, cancellationToken);
            var estimate = columns.Task switch
            {
                ScoreTask.Binary => await BinaryAsync(version, columns, sample, OpenColumns.Of(monitor.Settings.Log), own, cancellationToken),
                ScoreTask.Multiclass => Multiclass(version, columns, sample, own, cancellationToken),
                _ => await RegressionAsync(version, columns, sample, OpenColumns.Of(monitor.Settings.Log), own, cancellationToken),
            };
            return estimate is null ? null : WindowEstimate.Of(estimate);
        }
        catch (SakerException exception)
        {
            return new WindowEstimate { Method = "none", RowCount = sample.Outputs.RowCount, Scores = [], Warnings = [$"Nothing could be estimated: {exception.Message}"] };
        }
    }

    /// <summary>The first windows that have settled and together have enough outcomes, thinned to equal shares of the traffic: those that came first alone would be those that come fast.</summary>
    private async Task<Table?> OwnReferenceAsync(ScoredVersion version, string endpoint, PerformanceSettings settings, DateTimeOffset settled, CancellationToken cancellationToken)
    {
        for (var wanted = MinOwnPairs; ; wanted *= 2)
        {
            var first = await outcomes.ListPairKeysAsync(new PairFilter(endpoint, version.Model, version.Version, DateTimeOffset.UnixEpoch, settled, wanted), cancellationToken);
            if (first.Count < wanted)
                return null;
            var end = PerformanceJudging.StartOf(first[^1].At, settings.Window) + settings.Window;
            var (pairs, _) = await reader.ReadAsync(endpoint, version.Model, version.Version, DateTimeOffset.UnixEpoch, end < settled ? end : settled, MaxOwnPairs, cancellationToken);
            var rows = PairTable.Of(version, pairs, new List<Problem>());
            if (rows.RowCount >= MinOwnPairs)
                return rows;
        }
    }

    private async Task<PerformanceEstimate?> BinaryAsync(ScoredVersion version, PredictionColumns columns, LogSample sample, OpenColumns open, Table? own, CancellationToken cancellationToken)
    {
        var (probability, said) = AnswersOf(sample.Outputs, columns);
        if (own is not null)
        {
            var target = ColumnTexts.Of(own.Get(ScoredVersion.OutcomeColumn)).Select(text => text == columns.Positive ? 1f : 0f).ToArray();
            var (ownProbability, ownSaid) = AnswersOf(own, columns);
            var reference = new BinaryPredictions(target, ownProbability, Array.ConvertAll(ownSaid, value => value ? 1f : 0f), columns.Threshold);
            return ConfidenceEstimation.FitTo(reference, InputsOf(own, columns), sample.Inputs, s_settings, cancellationToken).Estimate(probability, said, cancellationToken);
        }
        if (version.Reference is not HeldOutPredictions heldOut)
            return null;
        // Of columns that were redacted in the log, the reference's own values are others for all rows.
        var seen = open.Of(sample.Inputs);
        if (await heldOutTables.FindAsync(version, cancellationToken) is { } known && seen.Columns.Any(column => AreAlike(column, known.Rows.Find(column.Name))))
            return ConfidenceEstimation.FitTo(heldOut.ToPredictions().Take(known.Taken), known.Rows, seen, s_settings, cancellationToken).Estimate(probability, said, cancellationToken);
        return Kept(_confidence, (heldOut, ""), () => ConfidenceEstimation.Fit(heldOut.ToPredictions(), s_settings)).Estimate(probability, said, cancellationToken);
    }

    private PerformanceEstimate? Multiclass(ScoredVersion version, PredictionColumns columns, LogSample sample, Table? own, CancellationToken cancellationToken)
    {
        var heldOut = version.Reference as HeldOutClasses;
        if (columns.Probability is not { } start || (own is null && heldOut is null))
            return null;
        var classes = heldOut?.Classes ?? [.. sample.Outputs.Schema.Where(column => column.Name.StartsWith(start, StringComparison.Ordinal)).Select(column => column.Name[start.Length..])];
        if (classes.Count < 2 || ClassRows.Of(sample.Outputs, columns, classes) is not { } rows)
            return null;
        // Each draw sorts the rows once for each class.
        var settings = s_settings with { MaxDrawnRowCount = Math.Clamp(MaxDrawnValues / classes.Count, 1_000, s_settings.MaxDrawnRowCount) };
        if (own is not null && ClassRows.Of(own, columns, classes) is { } known && known.Judged() is { UnitCount: >= MinOwnPairs } pairs)
            return Told(ConfidenceEstimation.Fit(pairs, settings).Estimate(rows.Probabilities, rows.Said, cancellationToken), known);
        var estimation = heldOut is not null ? Kept(_confidence, (heldOut, ""), () => ConfidenceEstimation.Fit(heldOut.ToPredictions(), settings))
            : null;
        return estimation?.Estimate(rows.Probabilities, rows.Said, cancellationToken);
    }

    // Scores count such outcomes as wrong; what they would be of rows whose outcome is missing cannot be told from the probabilities of the classes.
    private static PerformanceEstimate Told(PerformanceEstimate estimate, ClassRows known) => known.UnknownCount == 0 ? estimate : estimate with
    {
        Warnings =
        [
            .. estimate.Warnings,
            FormattableString.Invariant($"{known.UnknownCount} of {known.UnknownCount + known.Said.Length} outcomes that this rests on are no class of the model: scores count such as wrong, and the estimate leaves them out."),
        ],
    };

    private async Task<PerformanceEstimate?> RegressionAsync(ScoredVersion version, PredictionColumns columns, LogSample sample, OpenColumns open, Table? own, CancellationToken cancellationToken)
    {
        var said = sample.Outputs.Get(columns.Prediction!).ToFloat64();
        if (own is not null)
        {
            var inputs = InputsOf(own, columns);
            var reference = new RegressionPredictions(own.Get(ScoredVersion.OutcomeColumn).ToFloat64(), own.Get(columns.Prediction!).ToFloat64());
            string[] alike = Shared(inputs, sample.Inputs);
            return alike.Length == 0 ? null : LossEstimation.Fit(inputs.Select(alike), reference, s_settings, cancellationToken).Estimate(sample.Inputs, said, cancellationToken);
        }
        if (version.Reference is not HeldOutNumbers heldOut || await heldOutTables.FindAsync(version, cancellationToken) is not { } known)
            return null;
        // Of columns that were redacted in the log, the reference's own values are others for all rows.
        var shared = Shared(known.Rows, open.Of(sample.Inputs));
        if (shared.Length == 0)
            return null;
        return Kept(_losses, (heldOut, string.Join('\n', shared)), () => LossEstimation.Fit(known.Rows.Select(shared), heldOut.ToPredictions().Take(known.Taken), s_settings, cancellationToken))
            .Estimate(sample.Inputs, said, cancellationToken);
    }

    private static string[] Shared(Table reference, Table rows) => [.. reference.Columns.Where(column => AreAlike(column, rows.Find(column.Name))).Select(column => column.Name)];

    private static T Kept<T>(ConcurrentDictionary<(HeldOutAnswers, string), T> kept, (HeldOutAnswers, string) key, Func<T> fit)
    {
        if (kept.Count >= MaxKept)
            kept.Clear();
        return kept.GetOrAdd(key, _ => fit());
    }

    private static bool AreAlike(Column column, Column? other) => other is not null && ModelInputs.Find(column.Type) is { } type && type == ModelInputs.Find(other.Type);

    private static Table InputsOf(Table own, PredictionColumns columns) => own.Without([.. new[] { ScoredVersion.OutcomeColumn, columns.Prediction, columns.Probability }.OfType<string>().Where(name => own.Find(name) is not null)]);

    private static (float[] Probability, bool[] Said) AnswersOf(Table outputs, PredictionColumns columns)
    {
        var probability = Array.ConvertAll(outputs.Get(columns.Probability!).ToFloat64(), value => (float)value);
        var said = columns.Prediction is { } label && outputs.Find(label) is { } labels
            ? ColumnTexts.Of(labels).Select(text => text == columns.Positive).ToArray()
            : Array.ConvertAll(probability, value => value >= columns.Threshold);
        return (probability, said);
    }
}
