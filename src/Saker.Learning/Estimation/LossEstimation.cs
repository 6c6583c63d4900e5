using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Estimation;

/// <summary>
/// Direct loss estimation: a second model learns on reference rows how large the errors of the first one are, from the raw columns and the
/// prediction; the means of what it predicts for other rows are the scores that these will have. For models that predict numbers, whose
/// outputs do not say how sure they are. Immutable.
/// </summary>
/// <remarks>It sees that inputs move to where errors are larger, and does not see that the same inputs come to have other answers.</remarks>
public sealed class LossEstimation
{
    // Unlike the name of any column that a file or a request gives.
    private const string PredictionColumn = "(prediction)";

    private readonly FittedPreparation _preparation;
    private readonly IReadOnlyDictionary<LossKind, LossModel> _models;
    private readonly ReferenceChunks _chunks;

    private LossEstimation(FittedPreparation preparation, IReadOnlyDictionary<LossKind, LossModel> models, ReferenceChunks chunks) =>
        (_preparation, _models, _chunks) = (preparation, models, chunks);

    /// <summary>Learns from rows that the model has not seen, in the order of time where there is one.</summary>
    /// <param name="rows">The raw columns; dates are left out, as are columns without any value.</param>
    /// <param name="reference">Predictions and answers, one a row.</param>
    /// <param name="settings">Thresholds and draws.</param>
    /// <param name="cancellationToken">Stops between trees.</param>
    /// <exception cref="SakerException">There are fewer than <see cref="EstimationSettings.MinReferenceRowCount"/> rows, they do not fit, or a setting is out of range.</exception>
    public static LossEstimation Fit(Table rows, RegressionPredictions reference, EstimationSettings settings, CancellationToken cancellationToken)
    {
        settings.Check();
        if (rows.RowCount != reference.UnitCount)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be one prediction per row; got {rows.RowCount} rows and {reference.UnitCount} predictions.", "rows");
        if (rows.RowCount < EstimationSettings.MinReferenceRowCount)
            throw new SakerException(ErrorKind.InvalidInput, $"Estimation needs at least {EstimationSettings.MinReferenceRowCount} reference rows with answers; there are {rows.RowCount}.", "reference");
        var (target, prediction) = (reference.Target.ToArray(), reference.Prediction.ToArray());
        var usable = rows.Columns.Where(column => ModelInputs.Find(column.Type) is not null && column.NullCount < column.Length).Select(column => column.Name).ToArray();
        var all = With(rows.Select(usable), prediction);
        // Numbers go in as they are: trees know how to take missing ones.
        var preparation = new PreparationPlan { Steps = [new OneHot { Columns = ColumnSelector.Text }] }.Fit(all, [.. usable, PredictionColumn], cancellationToken);
        var features = preparation.Apply(all);
        var models = new Dictionary<LossKind, LossModel>();
        foreach (var kind in Enum.GetValues<LossKind>())
        {
            var losses = Losses(kind, target, prediction);
            if (losses.All(float.IsFinite))
                models[kind] = LossModel.Fit(features, losses, settings.Seed, cancellationToken);
        }
        LossScore[] scores = [.. LossScore.All];
        var chunks = ReferenceChunks.Of([.. scores.Select(score => score.Name)], target.Length, settings, (from, to, values) =>
        {
            for (var i = 0; i < scores.Length; i++)
                values[i] = scores[i].Of(Mean(scores[i].Kind, target.AsSpan(from..to), prediction.AsSpan(from..to)));
        });
        return new LossEstimation(preparation, models, chunks);
    }

    /// <summary>Estimates the scores of predictions whose answers are not known.</summary>
    /// <param name="rows">The raw columns of the reference; further ones are not looked at.</param>
    /// <param name="prediction">What the model said, one finite number a row.</param>
    /// <param name="cancellationToken">Stops between models.</param>
    /// <returns>Scores whose loss is not defined on the reference, such as logarithms of negative numbers, are left out.</returns>
    /// <exception cref="SakerException">Columns are missing, there is no row, or a prediction is not finite.</exception>
    public PerformanceEstimate Estimate(Table rows, ReadOnlySpan<double> prediction, CancellationToken cancellationToken)
    {
        // It says what is wrong with the predictions, if anything is.
        _ = new RegressionPredictions(prediction, prediction);
        if (rows.RowCount != prediction.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be one prediction per row; got {rows.RowCount} rows and {prediction.Length} predictions.", "rows");
        var features = _preparation.Apply(With(rows, prediction.ToArray()));
        var means = new Dictionary<LossKind, double>();
        foreach (var (kind, model) in _models)
        {
            cancellationToken.ThrowIfCancellationRequested();
            means[kind] = model.MeanOf(features);
        }
        return new PerformanceEstimate
        {
            Method = "dle",
            RowCount = rows.RowCount,
            Scores = [.. LossScore.All.Select((score, place) => (score, place)).Where(own => means.ContainsKey(own.score.Kind)).Select(own => new ScoreEstimate
            {
                Name = own.score.Name.Name,
                Title = own.score.Name.Title,
                HigherIsBetter = false,
                Value = own.score.Of(means[own.score.Kind]),
                StandardError = own.score.ErrorOf(means[own.score.Kind], _models[own.score.Kind].Deviation / Math.Sqrt(rows.RowCount)),
                Band = _chunks.BandOf(own.place, rows.RowCount),
            })],
            Warnings = _chunks.Warning is { } warning ? [warning] : [],
        };
    }

    private static Table With(Table rows, double[] prediction) =>
        new([.. rows.Columns.Where(column => column.Name != PredictionColumn), Column.OfNumbers(PredictionColumn, prediction)]);

    private static float[] Losses(LossKind kind, double[] target, double[] prediction)
    {
        var losses = new float[target.Length];
        for (var row = 0; row < losses.Length; row++)
            losses[row] = (float)LossScore.Loss(kind, target[row], prediction[row]);
        return losses;
    }

    private static double Mean(LossKind kind, ReadOnlySpan<double> target, ReadOnlySpan<double> prediction)
    {
        var sum = 0.0;
        for (var row = 0; row < target.Length; row++)
            sum += LossScore.Loss(kind, target[row], prediction[row]);
        return sum / target.Length;
    }
}
