using System.Collections.Concurrent;
using System.Diagnostics;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Spaces;
using Saker.Testing;

namespace Saker.Benchmarks.Judgement;

/// <summary>
/// A real set with boosted trees to be tuned on it: ROC AUC over five folds, which are the same for every trial. What a point costs
/// and gives is computed once and remembered, as searches with the same seed begin alike.
/// </summary>
internal sealed class TuningSet
{
    public const int FoldCount = 5;
    private const int MaxRows = 1500;
    private const int Seed = 7;

    private static readonly (string Set, string File, string Target, string Positive, string[] Without)[] s_all =
    [
        ("churn_telco", "telco_churn.csv", "Churn", "Yes", ["customerID"]),
        ("credit_german", "german_credit.csv", "default", "2", []),
        ("maintenance_ai4i2020", "ai4i2020.csv", "Machine failure", "1", ["UDI", "Product ID", "TWF", "HDF", "PWF", "OSF", "RNF"]),
        ("fraud_vehicle_claims", "vehicle_claims.csv", "FraudFound_P", "1", ["PolicyNumber"]),
        ("anomaly_adbench", "pima.csv", "label", "1", []),
    ];

    private static readonly Score s_score = ScoreCatalogue.Get("roc_auc");

    private readonly ConcurrentDictionary<string, Lazy<(double Score, double Seconds)>[]> _known = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<PreparedFold> _folds;
    private readonly PreparedFold _whole;

    private TuningSet(string name, IReadOnlyList<PreparedFold> folds, PreparedFold whole)
    {
        Name = name;
        _folds = folds;
        _whole = whole;
    }

    public static IReadOnlyList<string> Names => [.. s_all.Select(set => set.Set)];

    /// <summary>What is searched: eight settings, in the ranges that people search.</summary>
    public static SearchSpace Space { get; } = SearchSpace.Of(
        new NumberParameter { Name = "trees", From = 10, To = 100, IsLog = true, IsWhole = true },
        new NumberParameter { Name = "learning_rate", From = 0.01, To = 0.5, IsLog = true },
        new NumberParameter { Name = "max_depth", From = 1, To = 8, IsWhole = true },
        new NumberParameter { Name = "min_child_weight", From = 0.5, To = 50, IsLog = true },
        new NumberParameter { Name = "subsample", From = 0.4, To = 1 },
        new NumberParameter { Name = "column_sample", From = 0.3, To = 1 },
        new NumberParameter { Name = "l2", From = 0.01, To = 100, IsLog = true },
        new NumberParameter { Name = "gamma", From = 0, To = 5 });

    public string Name { get; }

    /// <summary>Reads a set: at most some rows of it, spread over the file, a fifth of which is set aside.</summary>
    public static async Task<TuningSet> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var (set, file, target, positive, without) = s_all.Single(one => one.Set == name);
        var all = await DataSources.Open(RealData.FullPath(set, file)).ReadAllAsync(cancellationToken);
        var every = Math.Max(1, all.RowCount / MaxRows);
        var rows = all.Take([.. Enumerable.Range(0, Math.Min(MaxRows, all.RowCount)).Select(i => i * every)]);
        var labels = rows.Get(target);
        float[] values = [.. Enumerable.Range(0, rows.RowCount).Select(row => ParameterText.Of(labels.GetValue(row)) == positive ? 1f : 0f)];
        string[] columns = [.. rows.Schema.Select(column => column.Name).Where(column => column != target && !without.Contains(column))];
        var split = StratifiedSplit.Create(values, 0.2, Seed);
        var train = rows.Take([.. split.Train]);
        float[] answers = [.. split.Train.Select(row => values[row])];
        var folds = StratifiedFolds.Create(answers, FoldCount, Seed).Select(fold => Prepare(train, answers, fold.Train, train, answers, fold.Validation, columns, cancellationToken)).ToList();
        return new TuningSet(name, folds, Prepare(rows, values, split.Train, rows, values, split.Test, columns, cancellationToken));
    }

    /// <summary>The score of a point on one fold, and the seconds that it took when it was computed.</summary>
    public (double Score, double Seconds) Fit(IReadOnlyDictionary<string, object> point, int fold) =>
        _known.GetOrAdd(string.Join('|', point.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ParameterText.Of(pair.Value))),
            _ => [.. _folds.Append(_whole).Select(prepared => new Lazy<(double, double)>(() => Fit(point, prepared)))])[fold].Value;

    /// <summary>The score of a point fitted on all training rows, on the rows set aside.</summary>
    public double Test(IReadOnlyDictionary<string, object> point) => Fit(point, FoldCount).Score;

    private static (double Score, double Seconds) Fit(IReadOnlyDictionary<string, object> point, PreparedFold fold)
    {
        var trainer = new GradientBoosting
        {
            Trees = (int)(long)point["trees"],
            LearningRate = (double)point["learning_rate"],
            MaxDepth = (int)(long)point["max_depth"],
            MinChildWeight = (double)point["min_child_weight"],
            Subsample = (double)point["subsample"],
            ColumnSample = (double)point["column_sample"],
            L2 = (double)point["l2"],
            Gamma = (double)point["gamma"],
        };
        var started = Stopwatch.GetTimestamp();
        var probability = trainer.Fit(fold.Train, fold.TrainTarget, Seed, CancellationToken.None).PredictProbability(fold.Validation);
        return (s_score.Compute(fold.ValidationTarget, probability), Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static PreparedFold Prepare(Table from, float[] answers, IReadOnlyList<int> train, Table other, float[] otherAnswers, IReadOnlyList<int> validation, string[] columns, CancellationToken cancellationToken)
    {
        var rows = from.Take([.. train]);
        var preparation = PreparationPlan.Default.Fit(rows, columns, cancellationToken);
        return new PreparedFold
        {
            Train = preparation.Apply(rows),
            TrainTarget = [.. train.Select(row => answers[row])],
            Validation = preparation.Apply(other.Take([.. validation])),
            ValidationTarget = [.. validation.Select(row => otherAnswers[row])],
        };
    }
}
