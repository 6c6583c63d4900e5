using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Multiclass;

namespace Saker.Learning.Estimation;

/// <summary>
/// Confidence-based performance estimation: what a classifier's scores will be, from its own probabilities. A row that is positive with
/// probability 0.8 counts 0.8 as positive and 0.2 as negative; the confusion matrix that is expected so gives the scores, and pairs of
/// rows the areas. Probabilities are calibrated on reference rows first, where that lowers the calibration error. Immutable.
/// </summary>
/// <remarks>
/// It holds as far as the calibration holds: it sees that inputs move to where the model is less sure (covariate shift), and it does
/// not see that the same inputs come to have other answers (concept drift), nor regions of which the reference has no row. A model that
/// is calibrated over all rows may be too sure of itself in one part of them; <see cref="FitTo"/> calibrates for the part that is asked about.
/// </remarks>
public sealed class ConfidenceEstimation
{
    private readonly EstimationSettings _settings;
    private readonly ReferenceChunks _chunks;
    private readonly WeightedSigmoid?[] _calibrators;
    private readonly string _method;

    private ConfidenceEstimation(EstimationSettings settings, ReferenceChunks chunks, WeightedSigmoid?[] calibrators, string method) =>
        (_settings, _chunks, _calibrators, _method) = (settings, chunks, calibrators, method);

    /// <summary>Whether the reference showed that some class's confidence had to be calibrated.</summary>
    public bool IsCalibrated => _calibrators.Any(calibrator => calibrator is not null);

    /// <summary>Learns from rows that the model has not seen, in the order of time where there is one.</summary>
    /// <exception cref="SakerException">There are fewer than <see cref="EstimationSettings.MinReferenceRowCount"/> rows, or a setting is out of range.</exception>
    public static ConfidenceEstimation Fit(BinaryPredictions reference, EstimationSettings settings)
    {
        var chunks = ChunksOf(reference, settings);
        return new ConfidenceEstimation(settings, chunks, [ReferenceCalibration.Choose(reference.Target.ToArray(), reference.Probability.ToArray(), (int)settings.Seed)], "cbpe");
    }

    /// <summary>
    /// As the other, calibrated for given rows: reference rows count as much as rows like them occur among these (probabilistic adaptive
    /// performance estimation, Białek et al. 2024). It corrects a model whose confidence is wrong in one part of its inputs, at the price of
    /// a larger spread, since fewer reference rows count.
    /// </summary>
    /// <param name="reference">Rows that the model has not seen, with their answers.</param>
    /// <param name="referenceRows">Their raw columns.</param>
    /// <param name="rows">The raw columns of the rows that are to be estimated; columns that both have are compared.</param>
    /// <param name="settings">Thresholds, draws and seed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There are too few rows, they do not fit, no column is common, or a setting is out of range.</exception>
    public static ConfidenceEstimation FitTo(BinaryPredictions reference, Table referenceRows, Table rows, EstimationSettings settings, CancellationToken cancellationToken)
    {
        var chunks = ChunksOf(reference, settings);
        if (referenceRows.RowCount != reference.UnitCount)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be as many raw rows as predictions in the reference; got {referenceRows.RowCount} and {reference.UnitCount}.", "referenceRows");
        if (rows.RowCount == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There is no row to calibrate for.", "rows");
        var weights = DensityRatio.Of(referenceRows, rows, (int)settings.Seed, cancellationToken);
        return new ConfidenceEstimation(settings, chunks, [WeightedSigmoid.Fit(reference.Target, reference.Probability, weights)], "pape");
    }

    /// <summary>As the other, of several classes: each class is calibrated against all others, and the results of a row are brought to sum to 1.</summary>
    /// <exception cref="SakerException">There are too few rows, they have no probabilities, or a setting is out of range.</exception>
    public static ConfidenceEstimation Fit(MulticlassPredictions reference, EstimationSettings settings)
    {
        Require(reference.UnitCount, settings);
        var (target, classes) = (reference.Target.ToArray(), reference.Classes.Count);
        var (probabilities, predicted) = (reference.Probabilities("Confidence-based estimation").ToArray(), reference.Predicted.ToArray());
        var answers = new double[target.Length * classes];
        for (var row = 0; row < target.Length; row++)
            answers[(row * classes) + target[row]] = 1;
        var calibrators = new WeightedSigmoid?[classes];
        for (var own = 0; own < classes; own++)
        {
            var column = new float[target.Length];
            for (var row = 0; row < column.Length; row++)
                column[row] = (float)probabilities[(row * classes) + own];
            calibrators[own] = ReferenceCalibration.Choose(Array.ConvertAll(target, value => value == own ? 1f : 0f), column, (int)settings.Seed);
        }
        var names = new SoftMulticlassRows(probabilities, predicted).Names;
        var chunks = ReferenceChunks.Of(names, target.Length, settings, (from, to, scores) =>
            new SoftMulticlassRows(probabilities[(from * classes)..(to * classes)], predicted[from..to]).Compute(answers.AsSpan((from * classes)..(to * classes)), scores));
        return new ConfidenceEstimation(settings, chunks, calibrators, "cbpe");
    }

    /// <summary>Estimates the scores of a binary classifier.</summary>
    /// <param name="probability">Of the positive class, 0 to 1, as the model gave it.</param>
    /// <param name="said">Whether the model called the row positive, as long.</param>
    /// <param name="cancellationToken">Stops between draws.</param>
    /// <exception cref="SakerException">The inputs do not fit, there is no row, or the estimator is one of several classes.</exception>
    public PerformanceEstimate Estimate(ReadOnlySpan<float> probability, ReadOnlySpan<bool> said, CancellationToken cancellationToken)
    {
        if (_calibrators.Length != 1)
            throw new SakerException(ErrorKind.InvalidInput, $"The estimator was fitted on {_calibrators.Length} classes; give the probability of each.", "probability");
        if (said.Length != probability.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be one label per row; got {probability.Length} probabilities and {said.Length} labels.", "said");
        ScoreInputs.Check(new float[probability.Length], probability);
        var answers = new double[probability.Length];
        for (var row = 0; row < answers.Length; row++)
            answers[row] = _calibrators[0]?.Apply(probability[row]) ?? probability[row];
        return Estimate(new SoftBinaryRows(probability, said), answers, cancellationToken);
    }

    /// <summary>Estimates the scores of a classifier of several classes.</summary>
    /// <param name="probabilities">Row-major, rows x classes, as the model gave them.</param>
    /// <param name="predicted">The index of each row's predicted class.</param>
    /// <param name="cancellationToken">Stops between draws.</param>
    /// <exception cref="SakerException">The inputs do not fit, there is no row, or the estimator is one of two classes.</exception>
    public PerformanceEstimate Estimate(double[] probabilities, int[] predicted, CancellationToken cancellationToken)
    {
        var classes = _calibrators.Length;
        // Whatever is wrong with them is said by the type that holds predictions.
        _ = new MulticlassPredictions([.. Enumerable.Range(0, Math.Max(2, classes)).Select(own => $"{own}")], new int[predicted.Length], predicted, probabilities);
        var answers = new double[probabilities.Length];
        for (var row = 0; row < predicted.Length; row++)
        {
            var sum = 0.0;
            for (var own = 0; own < classes; own++)
            {
                var given = (float)probabilities[(row * classes) + own];
                sum += answers[(row * classes) + own] = _calibrators[own]?.Apply(given) ?? given;
            }
            for (var own = 0; own < classes; own++)
                answers[(row * classes) + own] = sum > 0 ? answers[(row * classes) + own] / sum : 1.0 / classes;
        }
        return Estimate(new SoftMulticlassRows(probabilities, predicted), answers, cancellationToken);
    }

    private PerformanceEstimate Estimate(ISoftRows rows, double[] answers, CancellationToken cancellationToken)
    {
        var scores = new double[rows.Names.Count];
        rows.Compute(answers, scores);
        var errors = SamplingError.Of(rows, answers, _settings, cancellationToken);
        return new PerformanceEstimate
        {
            Method = _method,
            RowCount = rows.RowCount,
            Scores = [.. rows.Names.Select((name, i) => new ScoreEstimate
            {
                Name = name.Name,
                Title = name.Title,
                HigherIsBetter = name.HigherIsBetter,
                Value = scores[i],
                StandardError = errors[i],
                Band = _chunks.BandOf(i, rows.RowCount),
            })],
            Warnings = _chunks.Warning is { } warning ? [warning] : [],
        };
    }

    private static ReferenceChunks ChunksOf(BinaryPredictions reference, EstimationSettings settings)
    {
        Require(reference.UnitCount, settings);
        var (probability, said) = (reference.Probability.ToArray(), reference.Said.ToArray());
        var answers = Array.ConvertAll(reference.Target.ToArray(), value => (double)value);
        return ReferenceChunks.Of(SoftBinaryRows.Names, answers.Length, settings, (from, to, scores) =>
            new SoftBinaryRows(probability.AsSpan(from..to), said.AsSpan(from..to)).Compute(answers.AsSpan(from..to), scores));
    }

    private static void Require(int rowCount, EstimationSettings settings)
    {
        settings.Check();
        if (rowCount < EstimationSettings.MinReferenceRowCount)
            throw new SakerException(ErrorKind.InvalidInput, $"Estimation needs at least {EstimationSettings.MinReferenceRowCount} reference rows with answers; there are {rowCount}.", "reference");
    }
}
