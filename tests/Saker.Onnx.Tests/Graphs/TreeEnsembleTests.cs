using FsCheck;
using FsCheck.Fluent;
using Saker.Onnx.Graphs;
using Saker.Testing;

namespace Saker.Onnx.Tests.Graphs;

public sealed class TreeEnsembleTests
{
    [Theory]
    [InlineData(TreeNodeMode.Less)]
    [InlineData(TreeNodeMode.LessOrEqual)]
    [InlineData(TreeNodeMode.Greater)]
    [InlineData(TreeNodeMode.GreaterOrEqual)]
    [InlineData(TreeNodeMode.Equal)]
    [InlineData(TreeNodeMode.NotEqual)]
    public void Rows_fall_as_the_question_says(TreeNodeMode mode)
    {
        var below = MathF.BitDecrement(0.5f);
        float[] rows = [below, 0.5f, MathF.BitIncrement(0.5f), float.NegativeInfinity, float.PositiveInfinity];

        var result = NodeRun.Compute(2, (graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], Stump(mode, missingTracksTrue: false)), Tensor.Of(rows, rows.Length, 1));

        Assert.Equal(rows.Select(x => Asks(mode, x, 0.5f) ? 1f : 2f), result.Span<float>().ToArray());
    }

    [Theory]
    [InlineData(TreeNodeMode.Less, true)]
    [InlineData(TreeNodeMode.Less, false)]
    [InlineData(TreeNodeMode.LessOrEqual, true)]
    [InlineData(TreeNodeMode.LessOrEqual, false)]
    [InlineData(TreeNodeMode.Greater, true)]
    [InlineData(TreeNodeMode.GreaterOrEqual, false)]
    public void Missing_values_go_the_way_that_the_node_says(TreeNodeMode mode, bool missingTracksTrue)
    {
        var result = NodeRun.Compute(2, (graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], Stump(mode, missingTracksTrue)), Tensor.Of([float.NaN], 1, 1));

        Assert.Equal(missingTracksTrue ? 1f : 2f, result.Span<float>()[0]);
    }

    [Fact]
    public void Random_trees_give_what_walking_them_gives()
    {
        var cases = from seed in Gen.Choose(0, int.MaxValue) from trees in Gen.Choose(1, 40) from depth in Gen.Choose(0, 6) from mode in Gen.Elements(TreeNodeMode.Less, TreeNodeMode.LessOrEqual) select (seed, trees, depth, mode);
        Prop.ForAll(cases.ToArbitrary(), made =>
        {
            var ensemble = RandomTrees.Make(made.seed, made.trees, made.depth, made.mode);
            var rows = RandomTrees.Rows(made.seed, 37);
            var result = NodeRun.Compute(2, (graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], ensemble), Tensor.Of(rows, 37, RandomTrees.Features)).Span<float>();
            for (var row = 0; row < 37; row++)
                Assert.Equal(RandomTrees.Walk(ensemble, rows.AsSpan(row * RandomTrees.Features, RandomTrees.Features)), result[row], 1e-5);
        }).Hold();
    }

    [Fact]
    public void Leaves_add_to_their_own_target()
    {
        var ensemble = Stump(TreeNodeMode.Less, missingTracksTrue: false) with { TargetCount = 2, TargetIds = [0, 0, 1], BaseValues = [10, 20] };

        var result = NodeRun.Compute(2, (graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], ensemble), Tensor.Of([0f, 1f], 2, 1));

        Assert.Equal([11f, 20f, 10f, 22f], result.Span<float>().ToArray());
    }

    [Fact]
    public void Every_problem_of_the_trees_is_named()
    {
        var broken = Stump(TreeNodeMode.Less, missingTracksTrue: false) with { TrueIds = [9, 0, 0], FeatureIds = [-1, 0, 0] };

        var message = NodeRun.Refuse((graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], broken), ElementType.Float32);

        Assert.Contains("Node 0 of tree 0 looks at feature -1.", message, StringComparison.Ordinal);
        Assert.Contains("Node 0 of tree 0 leads to node 9, which its tree does not have.", message, StringComparison.Ordinal);
        Assert.Contains("Node 1 of tree 0 is a child 0 times.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trees_that_go_in_circles_or_arrays_of_two_lengths_are_refused()
    {
        var stump = Stump(TreeNodeMode.Less, missingTracksTrue: false);

        Assert.Contains("first node and yet a child", NodeRun.Refuse((graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], stump with { FalseIds = [0, 0, 0] }), ElementType.Float32), StringComparison.Ordinal);
        Assert.Contains("3 node ids and 2 values", NodeRun.Refuse((graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], stump with { Values = [1, 2] }), ElementType.Float32), StringComparison.Ordinal);
        Assert.Contains("2 base values for 1 targets", NodeRun.Refuse((graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], stump with { BaseValues = [1, 2] }), ElementType.Float32), StringComparison.Ordinal);
        Assert.Contains("float32 features", NodeRun.Refuse((graph, inputs) => graph.TreeEnsembleRegressor(inputs[0], stump), ElementType.Float64), StringComparison.Ordinal);
    }

    private static TreeEnsemble Stump(TreeNodeMode mode, bool missingTracksTrue) => new()
    {
        TreeIds = [0, 0, 0],
        NodeIds = [0, 1, 2],
        FeatureIds = [0, 0, 0],
        Modes = [mode, TreeNodeMode.Leaf, TreeNodeMode.Leaf],
        Values = [0.5f, 0, 0],
        TrueIds = [1, 0, 0],
        FalseIds = [2, 0, 0],
        MissingTracksTrue = [missingTracksTrue, false, false],
        Weights = [0, 1, 2],
    };

    private static bool Asks(TreeNodeMode mode, float x, float threshold) => mode switch
    {
        TreeNodeMode.Less => x < threshold,
        TreeNodeMode.LessOrEqual => x <= threshold,
        TreeNodeMode.Greater => x > threshold,
        TreeNodeMode.GreaterOrEqual => x >= threshold,
        TreeNodeMode.Equal => x == threshold,
        _ => x != threshold,
    };
}
