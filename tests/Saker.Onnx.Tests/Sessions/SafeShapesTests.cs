using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Sessions;

/// <summary>Inputs on which the engine's own operators end the process: a test that fails takes all others with it.</summary>
public sealed class SafeShapesTests
{
    private const string MachineLearning = GraphBuilder.MachineLearning;

    private static readonly NodeAttribute Axis0 = NodeAttribute.Of("axis", 0L);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Fragile => [.. Cases().Select(fragile => fragile.Name)];

    [Theory]
    [MemberData(nameof(Fragile))]
    public void What_would_end_the_process_is_the_callers_fault_and_names_node_and_input(string name)
    {
        var fragile = Cases().Single(other => other.Name == name);
        using var session = new OnnxSession(fragile.Model());
        Assert.All(fragile.Bad, given =>
        {
            var failure = Assert.Throws<OnnxException>(() => session.Run(Feed(given), Cancellation));
            Assert.True(failure.IsInputFault, failure.Message);
            Assert.Contains($"{fragile.Operator} node \"{fragile.Operator}", failure.Message, StringComparison.Ordinal);
            Assert.Contains("\"i", failure.Message, StringComparison.Ordinal);
        });
        Assert.NotEmpty(session.Run(Feed(fragile.Good), Cancellation));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MinValue + 1)]
    [InlineData(long.MaxValue)]
    public void Diagonals_far_off_a_matrix_are_answered(long diagonal)
    {
        var graph = new GraphBuilder("diagonal");
        graph.Output("y", graph.Node("Trilu", [graph.Input("i0", ElementType.Float32, -1, -1), graph.Input("i1", ElementType.Int64)], ElementType.Float32), -1, -1);
        using var session = new OnnxSession(graph.Build());
        var kept = session.Run(Feed([Tensor.Of(new float[] { 1, 2, 3, 4 }, 2, 2), Tensor.Scalar(diagonal)]), Cancellation)[0].Span<float>().ToArray();
        Assert.Equal(diagonal < 0 ? [1, 2, 3, 4] : [0, 0, 0, 0], kept);
    }

    [Fact]
    public void Shapes_behind_a_check_are_known_as_before()
    {
        var graph = new GraphBuilder("largest");
        var found = graph.Node("TopK", [graph.Input("x", ElementType.Float32, -1, 4), graph.Constant(Tensor.Vector(2L))], [ElementType.Float32, ElementType.Int64]);
        graph.Output("y", found[0], -1, 2);
        var model = graph.Build();
        model.Proto.Graph.Output[0].Type.TensorType.Shape = null;
        using var session = new OnnxSession(model);
        Assert.Equal([-1, 2], session.Outputs[0].Shape);
    }

    [Fact]
    public void Graphs_whose_inputs_say_how_many_extents_they_have_are_run_as_they_are()
    {
        var graph = new GraphBuilder("joined");
        var (a, b) = (graph.Input("a", ElementType.Float32, -1, 2), graph.Input("b", ElementType.Float32, -1, 3));
        graph.Output("y", graph.Node("Concat", [a, b], ElementType.Float32, [NodeAttribute.Of("axis", 1L)]), -1, 5);
        Assert.Null(SafeShapes.Rewrite(graph.Build()));
    }

    // A convolution whose weights the caller gives may go on without end; those of models are stored.
    public static TheoryData<string> Drawn => [.. Cases().Select(fragile => fragile.Name).Where(name => name is not ("Conv" or "ConvTranspose"))];

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Values_and_shapes_of_all_kinds_are_answered_or_refused(string name)
    {
        var random = new Random(7);
        var fragile = Cases().Single(other => other.Name == name);
        using var session = new OnnxSession(fragile.Model());
        for (var run = 0; run < 60; run++)
        {
            var given = fragile.Good.Select(good => Any(good.Type, random)).ToArray();
            Assert.True(Record.Exception(() => session.Run(Feed(given), Cancellation)) is null or OnnxException);
        }
    }

    private static Tensor Any(ElementType type, Random random)
    {
        long[] shape = [.. Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(4))];
        var count = (int)shape.Aggregate(1L, (product, extent) => product * extent);
        long[] wholes = [0, 1, -1, 2, int.MinValue, long.MinValue, long.MaxValue];
        float[] fractions = [0, 1, -1, 0.5f, float.NaN, float.PositiveInfinity, float.MaxValue];
        return type == ElementType.Int64
            ? Tensor.Of(Enumerable.Range(0, count).Select(_ => wholes[random.Next(wholes.Length)]).ToArray(), shape)
            : Tensor.Of(Enumerable.Range(0, count).Select(_ => fractions[random.Next(fractions.Length)]).ToArray(), shape);
    }

    private static Dictionary<string, Tensor> Feed(Tensor[] given) => given.Select((tensor, at) => (Name: $"i{at}", Value: tensor)).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    private static Case[] Cases() =>
    [
        new("TopK", [], [Numbers(2, 4), Tensor.Vector(2L)], [[Numbers(0, 4), Tensor.Vector(2L)], [Numbers(0, 1), Tensor.Vector(1L)]], OutputCount: 2),
        new("LpNormalization", [], [Numbers(2, 3)], [[Numbers(2, 0)], [Numbers(0, 0)]]),
        new("ConvTranspose", [], [Numbers(1, 1, 3), Numbers(1, 2, 3)], [[Numbers(2, 1, 0), Numbers(1, 2, 3)]]),
        new("DFT", [], [Numbers(1, 3, 1), Tensor.Scalar(3L)], [[Numbers(1, 0, 1), Tensor.Scalar(3L)]]),
        new("STFT", [], [Numbers(1, 4, 1), Tensor.Scalar(2L), Numbers(2)], [[Numbers(1, 2, 1), Tensor.Scalar(2L), Numbers(0)]]),
        new("FeatureVectorizer", [NodeAttribute.Of("inputdimensions", [2L, 3L])], [Numbers(1, 2), Numbers(1, 3)], [[Numbers(0, 3, 2), Numbers(0, 3)]], MachineLearning),
        new("Conv", [], [Numbers(1, 1, 3), Numbers(1, 1, 2)], [[Numbers(), Numbers()], [Numbers(3), Numbers(1, 1, 2)]]),
        new("GatherND", [], [Numbers(2, 2), Tensor.Vector(1L)], [[Numbers(2, 2), Tensor.Scalar(1L)]]),
        new("ReverseSequence", [NodeAttribute.Of("batch_axis", 0L), NodeAttribute.Of("time_axis", 1L)], [Numbers(1, 2), Tensor.Vector(1L)], [[Numbers(), Tensor.Scalar(1L)], [Numbers(2), Tensor.Vector(1L, 1L)]]),
        new("Normalizer", [NodeAttribute.Of("norm", "L1")], [Numbers(2, 3)], [[Numbers()]], MachineLearning),
        new("Concat", [Axis0], [Numbers(2, 2), Numbers(1, 2)], [[Numbers(1, 2, 1), Numbers(0)], [Numbers(0, 2), Numbers(2, 4, 3, 1)]]),
        new("Einsum", [NodeAttribute.Of("equation", "ij,jk->ik")], [Numbers(2, 3), Numbers(3, 2)], [[Numbers(), Numbers()], [Numbers(3, 2), Numbers(3)]]),
    ];

    private static Tensor Numbers(params long[] shape) => Tensor.Of(Enumerable.Repeat(1f, (int)shape.Aggregate(1L, (product, extent) => product * extent)).ToArray(), shape);

    /// <summary>A graph of one operator whose inputs, of any shape, all come from the caller.</summary>
    private sealed record Case(string Operator, NodeAttribute[] Attributes, Tensor[] Good, Tensor[][] Bad, string Domain = "", int OutputCount = 1)
    {
        public string Name => Operator;

        public OnnxModel Model()
        {
            var graph = new GraphBuilder(Operator);
            Value[] inputs = [.. Good.Select((tensor, at) => graph.Input($"i{at}", tensor.Type))];
            ElementType[] types = OutputCount == 1 ? [ElementType.Float32] : [ElementType.Float32, ElementType.Int64];
            var given = graph.Node(Operator, inputs, types, Attributes, Domain);
            graph.Output("y", given[0]);
            var model = graph.Build();
            foreach (var info in model.Proto.Graph.Input.Concat(model.Proto.Graph.Output))
                info.Type.TensorType.Shape = null;
            return model;
        }
    }
}
