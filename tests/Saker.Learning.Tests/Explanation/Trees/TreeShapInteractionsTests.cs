using Saker.Data;
using Saker.Learning.Explanation.Trees;
using Saker.Learning.Tests.Trainers;
using Saker.Learning.Trainers;
using Saker.Testing.Explanation;

namespace Saker.Learning.Tests.Explanation.Trees;

public sealed class TreeShapInteractionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 5)]
    [InlineData(6, 7)]
    public void Interactions_are_those_of_the_definition_symmetric_and_add_up_to_the_values(int featureCount, int depth)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var random = new RandomTrees(seed, featureCount, depth);
            var sum = random.Sum(2);
            var row = random.Row();
            var values = TreeShapTests.Explain(new TreeShap(sum), row, featureCount);
            var ours = new TreeShapInteractions(sum, 100).Explain(row, featureCount, Token);
            var expected = BruteForceShap.Interactions(sum, row);
            for (var i = 0; i < featureCount; i++)
            {
                Assert.Equal(values[i], ours.AsSpan(i * featureCount, featureCount).ToArray().Sum(), 1e-12);
                for (var j = 0; j < featureCount; j++)
                {
                    Assert.Equal(expected[i, j], ours[(i * featureCount) + j], 1e-11);
                    Assert.Equal(ours[(j * featureCount) + i], ours[(i * featureCount) + j]);
                }
            }
        }
    }

    [Fact]
    public void Boosted_trees_get_the_interactions_of_the_engine()
    {
        var (features, target) = ToyRows.Make(1000, missing: true);
        var fitted = (BoostedClassifier)new GradientBoosting { Trees = 30, MaxDepth = 5 }.Fit(features, target, 1, Token);
        var rows = ToyRows.Make(20, missing: true, seed: 2).Features;
        var ours = new TreeShapInteractions(TreeShapTests.Read(fitted, 6), 100).Explain(rows.Values.Select(value => (double)value).ToArray(), 6, Token);
        using var engine = new EngineContributions(fitted.EngineModel(), rows.Values, rows.RowCount, 6, 1);
        var theirs = engine.Interactions();
        for (var row = 0; row < rows.RowCount; row++)
            for (var i = 0; i < 6; i++)
                for (var j = 0; j < 6; j++)
                    Assert.Equal(theirs[(((row * 7) + i) * 7) + j], ours[(((row * 6) + i) * 6) + j], 1e-4);
    }

    [Fact]
    public void Too_many_features_are_refused_with_the_limit()
    {
        var error = Assert.Throws<SakerException>(() => new TreeShapInteractions(new RandomTrees(1, 30, 8).Sum(5), 10));
        Assert.Equal(ErrorKind.LimitExceeded, error.Kind);
        Assert.Contains("at most 10", error.Message, StringComparison.Ordinal);
    }
}
