using Saker.Data;
using Saker.Learning;
using Saker.Learning.Estimation;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;

namespace Saker.Benchmarks.Watching;

/// <summary>
/// A model trained on one half of the Telco customers; from the other half, those whose inputs lie on one side of a shift, half of its
/// rows each time. The reference of the estimator is what models of the other folds say of the rows of the first half.
/// </summary>
internal sealed class ShiftedHalves
{
    private const int FoldCount = 5;
    private const double Threshold = 0.5;

    private readonly Trainer _trainer;
    private readonly Table _rows;
    private readonly float[] _target;
    private readonly string[] _inputs;

    public ShiftedHalves(Table rows, Trainer trainer)
    {
        var labelled = LabelledRows.Read(rows, "Churn", "Yes");
        _trainer = trainer;
        _inputs = [.. rows.Schema.Select(column => column.Name).Where(name => name is not ("customerID" or "Churn"))];
        _rows = rows.Select(_inputs);
        _target = labelled.Target;
    }

    /// <summary>Which rows a shift prefers: the larger, the more; half of the rows are taken.</summary>
    public static IReadOnlyList<(string Name, Func<Table, double[]> Preference)> Shifts { get; } =
    [
        ("short tenure", rows => Negative(Numbers(rows, "tenure"))),
        ("long tenure", rows => Numbers(rows, "tenure")),
        ("low charges", rows => Negative(Numbers(rows, "MonthlyCharges"))),
        ("high charges", rows => Numbers(rows, "MonthlyCharges")),
        ("month to month", rows => Texts(rows, "Contract", "Month-to-month")),
        ("longer contracts", rows => Negative(Texts(rows, "Contract", "Month-to-month"))),
        ("fiber optic", rows => Texts(rows, "InternetService", "Fiber optic")),
        ("electronic check", rows => Texts(rows, "PaymentMethod", "Electronic check")),
        ("senior citizens", rows => Numbers(rows, "SeniorCitizen")),
        ("no shift", rows => new double[rows.RowCount]),
    ];

    /// <summary>Trains, and estimates and measures every shifted half.</summary>
    public IReadOnlyList<HalfOutcome> Measure(int seed, CancellationToken cancellationToken)
    {
        var halves = StratifiedSplit.Create(_target, 0.5, seed);
        int[] first = [.. halves.Train], other = [.. halves.Test];
        var predict = Fit(first, seed, cancellationToken);
        var settings = new EstimationSettings { Seed = seed };
        var (reference, referenceRows) = (OutOfFold(first, seed, cancellationToken), _rows.Take(first));
        var plain = ConfidenceEstimation.Fit(reference, settings);
        var outcomes = new List<HalfOutcome>();
        foreach (var (name, preference) in Shifts)
        {
            var half = Half(other, preference(_rows.Take(other)), seed);
            var measured = new BinaryPredictions(Targets(half), predict(half), Threshold);
            var truth = RankingScores.RocAuc(measured.Target, measured.Probability);
            var adapted = ConfidenceEstimation.FitTo(reference, referenceRows, _rows.Take(half), settings, cancellationToken);
            foreach (var estimator in (ConfidenceEstimation[])[plain, adapted])
            {
                var estimate = estimator.Estimate(measured.Probability, measured.Said, cancellationToken);
                var area = estimate.Find("roc_auc")!;
                outcomes.Add(new HalfOutcome(name, estimate.Method, area.Value, truth, estimate.Find("accuracy")!.Value, measured.Confusion.Accuracy, area.StandardError));
            }
        }
        return outcomes;
    }

    private BinaryPredictions OutOfFold(int[] rows, int seed, CancellationToken cancellationToken)
    {
        var target = Targets(rows);
        var probability = new float[rows.Length];
        foreach (var fold in StratifiedFolds.Create(target, FoldCount, seed))
        {
            var predicted = Fit([.. fold.Train.Select(row => rows[row])], seed, cancellationToken)([.. fold.Validation.Select(row => rows[row])]);
            for (var i = 0; i < predicted.Length; i++)
                probability[fold.Validation[i]] = predicted[i];
        }
        return new BinaryPredictions(target, probability, Threshold);
    }

    private Func<int[], float[]> Fit(int[] rows, int seed, CancellationToken cancellationToken)
    {
        var preparation = PreparationPlan.Default.Fit(_rows.Take(rows), _inputs, cancellationToken);
        var model = _trainer.Fit(preparation.Apply(_rows.Take(rows)), Targets(rows), seed, cancellationToken);
        return wanted => model.PredictProbability(preparation.Apply(_rows.Take(wanted)));
    }

    private float[] Targets(int[] rows) => [.. rows.Select(row => _target[row])];

    /// <summary>The half that is preferred most, rows that are preferred alike by chance.</summary>
    private static int[] Half(int[] rows, double[] preference, int seed)
    {
        var chance = Xoshiro256.Of(seed, 1);
        var order = Enumerable.Range(0, rows.Length).Select(row => (Row: row, Draw: chance.NextDouble())).OrderByDescending(own => preference[own.Row]).ThenBy(own => own.Draw);
        return [.. order.Take(rows.Length / 2).Select(own => rows[own.Row])];
    }

    private static double[] Numbers(Table rows, string column) => rows.Get(column).ToFloat64();

    private static double[] Texts(Table rows, string column, string value) => [.. ColumnTexts.Of(rows.Get(column)).Select(text => text == value ? 1.0 : 0)];

    private static double[] Negative(double[] values) => Array.ConvertAll(values, value => -value);
}
