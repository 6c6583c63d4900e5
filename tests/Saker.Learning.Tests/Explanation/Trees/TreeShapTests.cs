using Saker.Data;
using Saker.Learning.Explanation.Trees;
using Saker.Learning.Tests.Trainers;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Sessions;
using Saker.Testing.Explanation;

namespace Saker.Learning.Tests.Explanation.Trees;

public sealed class TreeShapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(5, 4)]
    [InlineData(6, 7)]
    [InlineData(8, 9)]
    public void Values_are_those_of_the_definition(int featureCount, int depth)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new RandomTrees(seed, featureCount, depth);
            var sum = random.Sum(3);
            double[][] rows = [.. Enumerable.Range(0, 5).Select(_ => random.Row())];
            var values = Explain(new TreeShap(sum), [.. rows.SelectMany(row => row)], featureCount);
            for (var row = 0; row < rows.Length; row++)
                Near(BruteForceShap.Values(sum, rows[row]), values.AsSpan(row * featureCount, featureCount), 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(129)]
    [InlineData(300)]
    public void A_row_is_explained_the_same_whichever_rows_come_with_it(int rowCount)
    {
        const int features = 5;
        var random = new RandomTrees(4, features, 6);
        var shap = new TreeShap(random.Sum(10));
        double[] rows = [.. Enumerable.Range(0, rowCount).SelectMany(_ => random.Row())];
        var (alone, spread) = (new double[rows.Length], new double[rows.Length]);
        for (var row = 0; row < rowCount; row++)
            shap.Explain(rows.AsMemory(row * features, features), features, alone.AsMemory(row * features, features), 1, Token);
        shap.Explain(rows, features, spread, 3, Token);

        Assert.Equal(alone, Explain(shap, rows, features));
        Assert.Equal(alone, spread);
    }

    [Fact]
    public void Deep_trees_stay_additive()
    {
        const int features = 40;
        var random = new RandomTrees(9, features, 26);
        var sum = random.Sum(2);
        var shap = new TreeShap(sum);
        for (var i = 0; i < 20; i++)
        {
            var row = random.Row();
            Assert.Equal(sum.Predict(row), shap.Expected + Explain(shap, row, features).Sum(), 1e-10);
        }
    }

    [Theory]
    [InlineData(40, 3, 0.0)]
    [InlineData(200, 6, 0.0)]
    [InlineData(60, 6, 5.0)]
    public void Boosted_trees_get_the_contributions_of_the_engine(int trees, int depth, double minChildWeight)
    {
        var (features, target) = ToyRows.Make(3000, missing: true, columnCount: 20);
        var fitted = (BoostedClassifier)new GradientBoosting { Trees = trees, MaxDepth = depth, LearningRate = 0.1, MinChildWeight = minChildWeight }.Fit(features, target, 1, Token);
        var rows = ToyRows.Make(400, missing: true, seed: 2, columnCount: 20).Features;
        var shap = new TreeShap(Read(fitted, 20));
        var ours = Explain(shap, [.. rows.Values.Select(value => (double)value)], 20);
        using var engine = new EngineContributions(fitted.EngineModel(), rows.Values, rows.RowCount, 20, 1);
        var theirs = engine.Values();
        var margins = Margins(fitted, rows);

        Assert.Equal(CoverSource.Recorded, shap.Covers);
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var feature = 0; feature < 20; feature++)
                Assert.Equal(theirs[(row * 21) + feature], ours[(row * 20) + feature], 1e-4);
            Assert.Equal(theirs[(row * 21) + 20], shap.Expected, 1e-4);
            Assert.Equal(margins[row], shap.Expected + ours.AsSpan(row * 20, 20).ToArray().Sum(), 1e-5);
        }
    }

    [Fact]
    public void A_forest_adds_up_to_its_probability()
    {
        var (features, target) = ToyRows.Make(2000, missing: true);
        var fitted = new RandomForest { Trees = 100, MaxDepth = 10, MinSamplesLeaf = 2 }.Fit(features, target, 1, Token);
        var shap = new TreeShap(Read(fitted, features.ColumnCount));
        var rows = ToyRows.Make(100, missing: true, seed: 3).Features;
        var values = Explain(shap, [.. rows.Values.Select(value => (double)value)], rows.ColumnCount);
        var probability = fitted.PredictProbability(rows);

        for (var row = 0; row < rows.RowCount; row++)
            Assert.Equal(probability[row], shap.Expected + values.AsSpan(row * rows.ColumnCount, rows.ColumnCount).ToArray().Sum(), 1e-5);
    }

    [Fact]
    public void A_feature_that_no_tree_asks_gets_nothing()
    {
        var sum = new RandomTrees(1, 3, 5).Sum(4);
        Assert.Equal(0, Explain(new TreeShap(sum), [0.5, -0.5, 1, 7], 4)[3]);
    }

    [Fact]
    public void A_cancelled_explanation_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var shap = new TreeShap(new RandomTrees(1, 3, 5).Sum(4));
        Assert.Throws<OperationCanceledException>(() => shap.Explain(new double[300], 3, new double[300], 1, source.Token));
    }

    internal static TreeSum Read(FittedClassifier fitted, int featureCount) =>
        EnsembleReader.Read(OnnxModel.Parse(GraphOf.Bytes(fitted, featureCount)).Graph.Nodes.Single(EnsembleReader.Reads), 0);

    // What the served graph itself adds up, before the sigmoid.
    private static float[] Margins(FittedClassifier fitted, FeatureMatrix rows)
    {
        var model = OnnxModel.Parse(GraphOf.Bytes(fitted, rows.ColumnCount));
        using var session = new OnnxSession(model.Cut([model.Graph.Nodes.Single(EnsembleReader.Reads).Outputs[0]]));
        return GraphOf.Predict(session, rows);
    }

    internal static double[] Explain(TreeShap shap, double[] rows, int featureCount)
    {
        var values = new double[rows.Length];
        shap.Explain(rows, featureCount, values, 1, Token);
        return values;
    }

    internal static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
