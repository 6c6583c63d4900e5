using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Regression;

namespace Saker.Benchmarks.Judgement;

/// <summary>How often bootstrap intervals at 95% hold the truth, which a very large sample of the same population tells.</summary>
internal sealed class IntervalsPart : IAreaPart
{
    private const int SampleSize = 400;
    private const int PopulationSize = 1_000_000;

    private static readonly string[] s_binary = ["roc_auc", "pr_auc", "log_loss", "brier", "accuracy", "f1", "balanced_accuracy", "mcc", "kappa"];
    private static readonly string[] s_regression = ["rmse", "mae", "r2", "smape", "pinball_90"];

    // Scores with jumps are never measured by BCa.
    private static readonly string[] s_jumping = ["lift_10", "gain_10"];

    public string Name => "intervals";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<Demand>>(() =>
    {
        var simulations = settings.Quick ? 100 : 2_000;
        var demands = new List<Demand>();
        foreach (var method in new[] { BootstrapMethod.Percentile, BootstrapMethod.Bca })
        {
            settings.Log.WriteLine($"intervals: {simulations} samples of {SampleSize} rows, {method}");
            demands.AddRange(Cover(method == BootstrapMethod.Bca ? s_binary : [.. s_binary, .. s_jumping], Classified, simulations, method, settings.Quick, cancellationToken));
            demands.AddRange(Cover(s_regression, Regressed, simulations, method, settings.Quick, cancellationToken));
        }
        return demands;
    }, cancellationToken);

    private static IEnumerable<Demand> Cover<TRows>(IReadOnlyList<string> names, Func<Random, int, (TRows Rows, Func<string, double> Score)> draw, int simulations, BootstrapMethod method, bool quick, CancellationToken cancellationToken)
        where TRows : IScoredRows<TRows>
    {
        var truth = draw(new Random(1), PopulationSize).Score;
        var truths = names.Select(truth).ToArray();
        var held = new int[names.Count];
        Parallel.For(0, simulations, new ParallelOptions { CancellationToken = cancellationToken }, simulation =>
        {
            var (rows, _) = draw(new Random(1_000 + simulation), SampleSize);
            var bootstrap = new Bootstrap { Method = method, Seed = simulation, MaxDegree = 1 };
            var intervals = bootstrap.EstimateAll(rows.UnitCount, names.Count, (units, values) => Compute(rows.Take(units), names, values), null, cancellationToken);
            for (var i = 0; i < names.Count; i++)
                if (intervals[i].Contains(truths[i]))
                    Interlocked.Increment(ref held[i]);
        });
        return names.Select((name, i) => (double)held[i] / simulations is var share && quick
            ? Demand.Shown($"{method}, {name}: share of intervals that hold the truth", share)
            : Between($"{method}, {name}: share of intervals that hold the truth", share, 0.93, 0.97));
    }

    private static Demand Between(string measure, double value, double min, double max) =>
        Demand.Shown(measure, value) with { Goal = FormattableString.Invariant($"{min:0.##} to {max:0.##}"), Holds = value >= min && value <= max };

    private static void Compute<TRows>(TRows rows, IReadOnlyList<string> names, Span<double> values)
        where TRows : IScoredRows<TRows>
    {
        for (var i = 0; i < names.Count; i++)
        {
            try
            {
                values[i] = Value(rows, names[i]);
            }
            catch (SakerException)
            {
                values[i] = double.NaN;
            }
        }
    }

    private static double Value<TRows>(TRows rows, string name) => rows switch
    {
        BinaryPredictions binary => BinaryScores.All.First(score => score.Name == name).Compute(binary),
        RegressionPredictions numbers => RegressionScores.All.First(score => score.Name == name).Compute(numbers),
        _ => double.NaN,
    };

    /// <summary>A classifier that is somewhat too sure of itself, a third of the rows positive.</summary>
    private static (BinaryPredictions Rows, Func<string, double> Score) Classified(Random chance, int count)
    {
        var (target, probability) = (new float[count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var odds = (1.5 * Normal(chance)) - 0.9;
            target[row] = chance.NextDouble() < 1 / (1 + Math.Exp(-odds)) ? 1 : 0;
            probability[row] = (float)(1 / (1 + Math.Exp(-1.3 * odds)));
        }
        var rows = new BinaryPredictions(target, probability, 0.4);
        return (rows, name => Value(rows, name));
    }

    /// <summary>Errors that grow with the number that is predicted.</summary>
    private static (RegressionPredictions Rows, Func<string, double> Score) Regressed(Random chance, int count)
    {
        var (target, prediction) = (new double[count], new double[count]);
        for (var row = 0; row < count; row++)
        {
            prediction[row] = 10 + (3 * Normal(chance));
            target[row] = prediction[row] + ((0.5 + (0.1 * Math.Abs(prediction[row]))) * Normal(chance));
        }
        var rows = new RegressionPredictions(target, prediction);
        return (rows, name => Value(rows, name));
    }

    private static double Normal(Random chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
