using Saker.Data;
using Saker.Learning.Scores.Binary;

namespace Saker.Learning.Scores;

/// <summary>Everything measured of a binary classifier on rows it has not seen; <c>evaluation.json</c> of a model folder.</summary>
public sealed record Evaluation
{
    public required int RowCount { get; init; }

    public required int PositiveCount { get; init; }

    /// <summary>The probability from which a row is called positive.</summary>
    public required double Threshold { get; init; }

    public required AucEstimate RocAuc { get; init; }

    public required double PrAuc { get; init; }

    public required double LogLoss { get; init; }

    public required double Brier { get; init; }

    public required double Accuracy { get; init; }

    public required double Precision { get; init; }

    public required double Recall { get; init; }

    public required double F1 { get; init; }

    public required Calibration Calibration { get; init; }

    public required Confusion Confusion { get; init; }

    /// <summary>Measures predictions.</summary>
    /// <param name="target">1 for the positive class, 0 for the other; both must occur.</param>
    /// <param name="probability">Probability of the positive class.</param>
    /// <param name="threshold">A row counts as positive from this probability on.</param>
    /// <exception cref="SakerException">The inputs do not fit, or only one class is there.</exception>
    public static Evaluation Compute(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double threshold) => Compute(new BinaryPredictions(target, probability, threshold));

    /// <summary>Measures predictions whose labels need not come from one threshold.</summary>
    /// <exception cref="SakerException">Only one class is there.</exception>
    public static Evaluation Compute(BinaryPredictions rows)
    {
        var (target, probability, confusion) = (rows.Target.ToArray(), rows.Probability.ToArray(), rows.Confusion);
        return new Evaluation
        {
            RowCount = target.Length,
            PositiveCount = confusion.TruePositives + confusion.FalseNegatives,
            Threshold = rows.Threshold,
            RocAuc = RankingScores.RocAucEstimate(target, probability),
            PrAuc = RankingScores.PrAuc(target, probability),
            LogLoss = ProbabilityScores.LogLoss(target, probability),
            Brier = ProbabilityScores.Brier(target, probability),
            Accuracy = confusion.Accuracy,
            Precision = confusion.Precision,
            Recall = confusion.Recall,
            F1 = confusion.F1,
            Calibration = Calibration.Compute(target, probability),
            Confusion = confusion,
        };
    }

    /// <summary>The scores by the public names of <see cref="ScoreCatalogue"/>, and <c>expected_calibration_error</c>, in a fixed order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> ListScores() =>
    [
        new("roc_auc", RocAuc.Auc),
        new("pr_auc", PrAuc),
        new("log_loss", LogLoss),
        new("brier", Brier),
        new("accuracy", Accuracy),
        new("f1", F1),
        new("precision", Precision),
        new("recall", Recall),
        new("expected_calibration_error", Calibration.ExpectedError),
    ];

    /// <summary>The whole report, with intervals, segments and baselines; null in an evaluation from before there were reports.</summary>
    public EvaluationReport? Report { get; init; }

    /// <summary>The report, or what can be said without it: the scores alone, of which only the area has an interval.</summary>
    public EvaluationReport ToReport() => Report ?? new EvaluationReport
    {
        Task = ScoreTask.Binary,
        RowCount = RowCount,
        Threshold = Threshold,
        Classes = [new ClassCount("negative", RowCount - PositiveCount), new ClassCount("positive", PositiveCount)],
        Scores = [.. ScoreCatalogue.All.Select(Measured).OfType<MeasuredScore>()],
        Calibration = Calibration,
    };

    public string ToJson() => EvaluationJson.Write(this);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static Evaluation FromJson(string json) => EvaluationJson.Read<Evaluation>(json);

    private MeasuredScore? Measured(Score score) => ListScores().Where(own => own.Key == score.Name).Select(own => new MeasuredScore
    {
        Name = score.Name,
        Title = score.Title,
        HigherIsBetter = score.HigherIsBetter,
        Value = own.Value,
        Interval = score.Name == "roc_auc" ? new Interval(RocAuc.Low, RocAuc.High, Interval.DefaultLevel) : Interval.Unknown,
        Method = score.Name == "roc_auc" ? "delong" : "",
    }).FirstOrDefault();
}
