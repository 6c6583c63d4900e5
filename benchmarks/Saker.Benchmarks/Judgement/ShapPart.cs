using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Learning;
using Saker.Learning.Explanation.Trees;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Testing.Explanation;

namespace Saker.Benchmarks.Judgement;

/// <summary>Exact SHAP values of 200 trees of depth 6 on 20 features: ours beside XGBoost's own, one thread each, in turns.</summary>
internal sealed class ShapPart : IAreaPart
{
    private const int Columns = 20;

    public string Name => "shap";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var (features, target) = Rows(20_000, 1);
        var trainer = new GradientBoosting { Trees = 200, MaxDepth = 6, LearningRate = 0.1, MinChildWeight = 1 };
        var fitted = (BoostedClassifier)trainer.Fit(features, target, 1, cancellationToken);
        var sum = Trees(fitted);
        var shap = new TreeShap(sum);
        settings.Log.WriteLine($"  {sum.Trees.Sum(tree => tree.NodeCount)} nodes in 200 trees");

        // The engine is given as many rows as it does in a second or so; ours as many as do not end at once.
        var few = Rows(settings.Quick ? 100 : 500, 2).Features;
        var many = Rows(settings.Quick ? 2_000 : 20_000, 3).Features;
        var (gap, additive) = (0.0, 0.0);
        var rates = new List<(double, double)>();
        for (var repeat = 0; repeat < (settings.Quick ? 2 : 7); repeat++)
        {
            var (ours, ourRate) = Ours(shap, repeat == 0 ? few : many, cancellationToken);
            using var engine = new EngineContributions(fitted.EngineModel(), few.Values, few.RowCount, Columns, threadCount: 1);
            var watch = Stopwatch.StartNew();
            var theirs = engine.Values();
            var theirRate = few.RowCount / watch.Elapsed.TotalSeconds;
            if (repeat == 0)
            {
                // The first pair is warm-up, and what the values are compared on.
                (gap, additive) = Compare(sum, shap, few, ours, theirs);
                continue;
            }
            settings.Log.WriteLine(FormattableString.Invariant($"  {ourRate:#,0} and {theirRate:#,0} rows/s"));
            rates.Add((ourRate, theirRate));
        }
        return
        [
            Demand.Rate("explained rows per second, 200 trees of depth 6", "rows/s", new SideBySide(rates), 5),
            Demand.Bound("largest difference from XGBoost's contributions", gap, 1e-4),
            Demand.Bound("largest difference of sum and margin", additive, 1e-5),
            .. await ChurnExplanations.MeasureAsync(settings, cancellationToken),
        ];
    }

    private static (double[] Values, double Rate) Ours(TreeShap shap, FeatureMatrix rows, CancellationToken cancellationToken)
    {
        var values = new double[rows.Values.Length];
        var watch = Stopwatch.StartNew();
        double[] wide = [.. rows.Values.Select(value => (double)value)];
        shap.Explain(wide, Columns, values, threadCount: 1, cancellationToken);
        return (values, rows.RowCount / watch.Elapsed.TotalSeconds);
    }

    private static (double Gap, double Additive) Compare(TreeSum sum, TreeShap shap, FeatureMatrix rows, double[] ours, float[] theirs)
    {
        var (gap, additive) = (0.0, 0.0);
        for (var row = 0; row < rows.RowCount; row++)
        {
            var total = shap.Expected;
            for (var column = 0; column < Columns; column++)
            {
                total += ours[(row * Columns) + column];
                gap = Math.Max(gap, Math.Abs(ours[(row * Columns) + column] - theirs[(row * (Columns + 1)) + column]));
            }
            additive = Math.Max(additive, Math.Abs(total - sum.Predict([.. rows.Row(row).ToArray().Select(value => (double)value)])));
        }
        return (gap, additive);
    }

    private static TreeSum Trees(BoostedClassifier fitted)
    {
        var graph = new GraphBuilder("trees");
        graph.Output("probability", fitted.Emit(graph, graph.Input("features", ElementType.Float32, -1, Columns)), -1, 1);
        return EnsembleReader.Read(graph.Build().Graph.Nodes.Single(EnsembleReader.Reads), 0);
    }

    private static (FeatureMatrix Features, float[] Target) Rows(int rowCount, int seed)
    {
        var random = new Xoshiro256(seed);
        var values = new float[rowCount * Columns];
        var target = new float[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            var one = values.AsSpan(row * Columns, Columns);
            foreach (ref var value in one)
                value = (float)random.NextNormal();
            var score = one[0] + (one[1] * one[2]) + (one[3] > 0 ? one[4] : -one[5]) + (0.3 * one[6] * one[6]) + random.NextNormal();
            target[row] = score > 0.3 ? 1 : 0;
            for (var missing = random.Below(20); missing < 2; missing++)
                one[random.Below(Columns)] = float.NaN;
        }
        return (new FeatureMatrix(values, rowCount, [.. Enumerable.Range(0, Columns).Select(column => $"f{column}")]), target);
    }
}
