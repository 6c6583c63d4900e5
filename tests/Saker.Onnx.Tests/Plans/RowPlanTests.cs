using Google.Protobuf;
using Saker.Onnx.Batches;
using Saker.Onnx.Graphs;
using Saker.Onnx.Plans;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Plans;

/// <summary>Plans give what the engine gives; where that is not sure, there is none.</summary>
public sealed class RowPlanTests
{
    private static readonly SessionSettings s_planned = new() { UsesRowPlans = true };

    public static TheoryData<string> ArithmeticOperators => ["Add", "Sub", "Mul", "Div"];

    public static TheoryData<string> Comparisons => ["Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ArithmeticOperators))]
    public Task Arithmetic_is_the_engines(string operatorType) => RequireSameAsync(graph =>
    {
        var single = graph.Input("single", ElementType.Float32, -1, 3);
        var twofold = graph.Input("twofold", ElementType.Float64, -1, 1);
        graph.Output("a", graph.Node(operatorType, [single, graph.Constant(Tensor.Of([1.5f, 0f, -3f], 1, 3))], ElementType.Float32), -1, 3);
        graph.Output("b", graph.Node(operatorType, [twofold, graph.Constant(Tensor.Of([0.1, 1e300, -0.0, 3], 1, 4))], ElementType.Float64), -1, 4);
        graph.Output("c", graph.Node(operatorType, [twofold, twofold], ElementType.Float64), -1, 1);
    });

    [Theory]
    [MemberData(nameof(Comparisons))]
    public Task Comparisons_are_the_engines(string operatorType) => RequireSameAsync(graph =>
    {
        var single = graph.Input("single", ElementType.Float32, -1, 2);
        var twofold = graph.Input("twofold", ElementType.Float64, -1, 2);
        var whole = graph.Input("whole", ElementType.Int64, -1, 2);
        var a = graph.Node(operatorType, [single, graph.Constant(Tensor.Scalar(0.5f))], ElementType.Boolean);
        var b = graph.Node(operatorType, [twofold, graph.Constant(Tensor.Vector(1.0, double.PositiveInfinity))], ElementType.Boolean);
        var c = graph.Node(operatorType, [whole, graph.Constant(Tensor.Scalar(3L))], ElementType.Boolean);
        graph.Output("all", graph.And(graph.Or(a, b), graph.Not(c)), -1, 2);
        graph.Output("chosen", graph.Where(a, graph.Cast(twofold, ElementType.Float32), single), -1, 2);
        graph.Output("counted", graph.Node("ReduceSum", [graph.Cast(b, ElementType.Int64), graph.Constant(Tensor.Vector(1L))], ElementType.Int64, [NodeAttribute.Of("keepdims", 1)]), -1, 1);
    });

    [Theory]
    [InlineData("Abs")]
    [InlineData("Neg")]
    [InlineData("Floor")]
    [InlineData("Ceil")]
    [InlineData("Sqrt")]
    public Task Functions_are_the_engines(string operatorType) => RequireSameAsync(graph =>
    {
        graph.Output("a", graph.Node(operatorType, [graph.Input("single", ElementType.Float32, -1, 2)], ElementType.Float32), -1, 2);
        graph.Output("b", graph.Node(operatorType, [graph.Input("twofold", ElementType.Float64, -1, 2)], ElementType.Float64), -1, 2);
    });

    [Fact]
    public Task Missing_values_and_bounds_are_the_engines() => RequireSameAsync(graph =>
    {
        var single = graph.Input("single", ElementType.Float32, -1, 2);
        var twofold = graph.Input("twofold", ElementType.Float64, -1, 1);
        graph.Output("missing", graph.IsNaN(twofold), -1, 1);
        graph.Output("clipped", graph.Clip(single, -1, 0.5), -1, 2);
        graph.Output("narrow", graph.Cast(twofold, ElementType.Float32), -1, 1);
        graph.Output("wide", graph.Cast(single, ElementType.Float64), -1, 2);
    });

    [Fact]
    public Task Columns_and_tables_are_the_engines() => RequireSameAsync(graph =>
    {
        var text = graph.Input("text", ElementType.Text, -1, 1);
        var other = graph.Input("other", ElementType.Text, -1, 1);
        var whole = graph.Input("whole", ElementType.Int64, -1, 2);
        var both = graph.Node("Concat", [text, other], ElementType.Text, [NodeAttribute.Of("axis", 1)]);
        string[] keys = ["", "a", "b", "no", "yes", "One year", "Two years", "Month-to-month", "Electronic check (automatic)"];
        var codes = graph.LabelEncoder(both, keys, [.. Enumerable.Range(0, keys.Length).Select(i => (float)i)], -1f);
        graph.Output("codes", codes, -1, 2);
        graph.Output("shown", graph.Gather(codes, graph.Integers(1, 0, -2, 1), axis: 1), -1, 4);
        graph.Output("words", graph.LabelEncoder(whole, [0L, 1L, 2L], ["none", "one", "two"], "many"), -1, 2);
        var first = graph.Gather(whole, graph.Integers(0), axis: 1);
        var hot = graph.Node("OneHotEncoder", [first], ElementType.Float32, [NodeAttribute.Of("cats_int64s", [1L, 2L, 7L]), NodeAttribute.Of("zeros", 1)], GraphBuilder.MachineLearning);
        graph.Output("hot", graph.Node("Reshape", [hot, graph.Integers(-1, 3)], ElementType.Float32), -1, 3);
    });

    [Fact]
    public Task The_logistic_function_is_the_engines_to_the_bit()
    {
        float[] numbers = [.. Enumerable.Range(-40_000, 80_001).Select(i => i * 0.0007f), 17.99f, 18, 18.01f, -18, -18.01f, 1e30f, -1e30f, 1e-40f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        return RequireSameAsync(
            graph => graph.Output("y", graph.Sigmoid(graph.Input("x", ElementType.Float32, -1, 1)), -1, 1),
            set => numbers.CopyTo(Reset(set.Inputs[0], numbers.Length).Elements<float>()));
    }

    [Theory]
    [InlineData(1, 1, 0.3, true)]
    [InlineData(40, 1, 0.5, false)]
    [InlineData(60, 3, 0.0, true)]
    [InlineData(25, 1, 0.0, false)]
    [InlineData(90, 4, 0.2, false)]
    public Task Trees_are_the_engines(int treeCount, int targets, double shareOfMissing, bool isMixed)
    {
        var random = new Random(treeCount);
        var ensemble = TreesOf(random, treeCount, targets, shareOfMissing, isMixed);
        return RequireSameAsync(
            graph => graph.Output("y", graph.TreeEnsembleRegressor(graph.Input("x", ElementType.Float32, -1, 5), ensemble), -1, targets),
            set =>
            {
                foreach (ref var cell in Reset(set.Inputs[0], 500, 5).Elements<float>())
                    cell = random.NextDouble() < 0.1 ? float.NaN : random.Next(-4, 5) * 0.5f;
            });
    }

    [Fact]
    public Task The_first_of_equal_numbers_is_the_largest_as_for_the_engine()
    {
        var random = new Random(3);
        return RequireSameAsync(
            graph =>
            {
                var x = graph.Input("x", ElementType.Float32, -1, 3);
                graph.Output("name", graph.Gather(graph.Constant(Tensor.Vector("a", "b", "c")), graph.ArgMax(x, axis: 1)), -1, 1);
            },
            set =>
            {
                foreach (ref var cell in Reset(set.Inputs[0], 400, 3).Elements<float>())
                    cell = random.Next(3);
            });
    }

    [Fact]
    public Task Parts_and_bounds_of_columns_are_the_engines() => RequireSameAsync(graph =>
    {
        var twofold = graph.Input("twofold", ElementType.Float64, -1, 3);
        var parts = graph.Node("Split", [twofold, graph.Integers(1, 2)], [ElementType.Float64, ElementType.Float64], [NodeAttribute.Of("axis", 1)]);
        graph.Output("first", graph.Node("Identity", [parts[0]], ElementType.Float64), -1, 1);
        graph.Output("above", graph.Node("Clip", [parts[1], graph.Constant(Tensor.Scalar(0.25))], ElementType.Float64), -1, 2);
        graph.Output("below", graph.Clip(parts[1], -1, 7), -1, 2);
        graph.Output("between", graph.Clip(graph.Cast(parts[1], ElementType.Float32), -0.5, 1), -1, 2);
        var text = graph.Input("text", ElementType.Text, -1, 1);
        graph.Output("whole", graph.LabelEncoder(text, ["a", "bb", "a long key that is more than sixteen bytes", "a long key that is more than sixteen bytez"], [1L, 2L, 3L, 4L], -7L), -1, 1);
        graph.Output("other", graph.LabelEncoder(text, ["a", "", "?"], ["x", "y", "z"], "w"), -1, 1);
        graph.Output("joined", graph.Node("Concat", [twofold, parts[0]], ElementType.Float64, [NodeAttribute.Of("axis", -1)]), -1, 4);
    });

    [Fact]
    public void Tensors_whose_rows_may_differ_in_number_have_no_plan()
    {
        var model = Graph(graph => graph.Output("y", graph.Add(graph.Input("a", ElementType.Float32, -1, 2), graph.Input("b", ElementType.Float32, -1, 2)), -1, 2));
        model.Proto.Graph.Input[1].Type.TensorType.Shape.Dim[0].DimParam = "M";
        using var session = new OnnxSession(model, s_planned);

        Assert.Equal("The graph does not say that the first extent of all its inputs and outputs is the same.", session.WhyNoRowPlan);
    }

    [Fact]
    public void Wide_rows_have_no_plan()
    {
        using var session = new OnnxSession(Graph(graph => graph.Output("y", graph.Sigmoid(graph.Sigmoid(graph.Input("x", ElementType.Float32, -1, 4000))), -1, 4000)), s_planned);

        Assert.Equal("The graph works on 1500 KiB for 32 rows, more than lies near a processor.", session.WhyNoRowPlan);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1L << 40)]
    public void A_leaf_of_a_target_that_there_is_not_has_no_plan(long target)
    {
        var whyNot = WhyNot(
            graph => graph.Output("y", graph.TreeEnsembleRegressor(graph.Input("x", ElementType.Float32, -1, 5), TreesOf(new Random(1), 3, 1, 0, false)), -1, 1),
            model => model.Graph.Node[0].Attribute.Single(attribute => attribute.Name == "target_ids").Ints[0] = target);

        Assert.Equal("The graph has an operator TreeEnsembleRegressor that its trees are of another form.", whyNot);
    }

    [Fact]
    public void What_an_attribute_means_that_is_not_known_is_left_to_the_engine() => Assert.Equal(
        "The graph has an operator LabelEncoder that has an attribute 'default_tensor'.",
        WhyNot(Looking, model => model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "default_tensor", Type = AttributeProto.Types.AttributeType.Tensor, T = new TensorProto() })));

    [Fact]
    public void Texts_of_a_graph_that_are_no_text_are_left_to_the_engine() => Assert.Equal(
        "The graph has an operator LabelEncoder that has texts that are no UTF-8.",
        WhyNot(Looking, model => model.Graph.Node[0].Attribute.Single(attribute => attribute.Name == "keys_strings").Strings[0] = ByteString.CopyFrom(0xFF)));

    [Fact]
    public void A_graph_that_cannot_be_understood_is_left_to_the_engine() => Assert.StartsWith(
        "Its plan could not be tried: ",
        WhyNot(Looking, model => model.Graph.Node[0].Output.Clear()), StringComparison.Ordinal);

    [Fact]
    public async Task Runs_at_once_and_after_larger_ones_do_not_meet()
    {
        using var session = new OnnxSession(Graph(Looking), s_planned);
        Assert.Null(session.WhyNoRowPlan);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            using var runner = OnnxBatches.NewRunner(session, 1);
            var random = new Random(caller);
            for (var i = 0; i < 300; i++)
            {
                var set = new TensorSet(session.Inputs, session.Outputs);
                var rows = random.Next(1, 100);
                var asked = Enumerable.Range(0, rows).Select(_ => random.Next(3)).ToArray();
                set.Inputs[0].Reset([rows, 1]);
                for (var row = 0; row < rows; row++)
                    set.Inputs[0].SetText(row, asked[row] switch { 0 => "a"u8, 1 => "b"u8, _ => new byte[100_000] });
                await runner.RunAsync(new[] { set }, Cancellation);
                Assert.Equal(asked.Select(which => which switch { 0 => "first", 1 => "second", _ => "none" }), Enumerable.Range(0, rows).Select(row => System.Text.Encoding.UTF8.GetString(set.Outputs[0].Text(row))));
            }
        }, Cancellation)));
    }

    [Fact]
    public void A_graph_with_what_plans_do_not_know_has_none_and_says_why()
    {
        using var session = new OnnxSession(Graph(graph => graph.Output("y", graph.MatMul(graph.Input("x", ElementType.Float32, -1, 2), graph.Constant(Tensor.Of([1f, 2f], 2, 1))), -1, 1)), s_planned);

        Assert.Null(session.Plan);
        Assert.Equal("The graph has an operator MatMul.", session.WhyNoRowPlan);
    }

    [Fact]
    public void Where_plans_are_not_wanted_there_is_none()
    {
        using var session = new OnnxSession(Graph(graph => graph.Output("y", graph.Sigmoid(graph.Input("x", ElementType.Float32, -1, 2)), -1, 2)));

        Assert.Null(session.Plan);
        Assert.Equal("Row plans are switched off.", session.WhyNoRowPlan);
    }

    [Fact]
    public void Places_that_a_caller_chooses_are_left_to_the_engine()
    {
        using var session = new OnnxSession(Graph(graph => graph.Output("y", graph.Gather(graph.Constant(Tensor.Vector("a", "b")), graph.Input("x", ElementType.Int64, -1, 1)), -1, 1)), s_planned);

        Assert.Equal("The graph has an operator Gather that chooses by places that may lie beyond the list.", session.WhyNoRowPlan);
    }

    [Fact]
    public void A_plan_whose_answers_differ_is_found_out()
    {
        var model = Graph(graph => graph.Output("y", graph.Sigmoid(graph.Input("x", ElementType.Float32, -1, 2)), -1, 2));
        var another = Graph(graph => graph.Output("y", graph.Node("Abs", [graph.Input("x", ElementType.Float32, -1, 2)], ElementType.Float32), -1, 2));
        using var session = new OnnxSession(model);
        using var other = new OnnxSession(another, s_planned);

        Assert.Null(other.WhyNoRowPlan);
        Assert.Equal("Output 'y' of made-up rows was not the engine's.", new PlanTrial(model, session, other.Plan!).FindDifference());
        Assert.Null(new PlanTrial(another, other, other.Plan!).FindDifference());
    }

    [Fact]
    public async Task Requests_of_no_rows_and_of_many_are_answered()
    {
        using var session = new OnnxSession(Graph(graph => graph.Output("y", graph.Sigmoid(graph.Input("x", ElementType.Float32, -1, 2)), -1, 2)), s_planned);
        using var runner = OnnxBatches.NewRunner(session, 1);
        var none = new TensorSet(session.Inputs, session.Outputs);
        none.Inputs[0].Reset([0, 2]);
        var many = new TensorSet(session.Inputs, session.Outputs);
        many.Inputs[0].Reset([(3 * RowPlan.BlockRows) + 1, 2]);
        many.Inputs[0].Elements<float>().Fill(0);

        await runner.RunAsync(new[] { none, many }, Cancellation);

        Assert.Equal([0L, 2L], none.Outputs[0].Shape);
        Assert.All(many.Outputs[0].Elements<float>().ToArray(), value => Assert.Equal(0.5f, value));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await runner.RunAsync(new[] { many }, new CancellationToken(canceled: true)));
    }

    private static void Looking(GraphBuilder graph) => graph.Output("y", graph.LabelEncoder(graph.Input("x", ElementType.Text, -1, 1), ["a", "b"], ["first", "second"], "none"), -1, 1);

    // The engine would not load some of these graphs, so the session is the sound one's.
    private static string? WhyNot(Action<GraphBuilder> build, Action<ModelProto> change)
    {
        using var session = new OnnxSession(Graph(build));
        var changed = OnnxModel.Parse(Graph(build).ToBytes());
        change(changed.Proto);
        return PlanFinding.Find(changed, session).WhyNot;
    }

    private static TensorBuffer Reset(TensorBuffer buffer, int rows, int width = 1)
    {
        buffer.Reset([rows, width]);
        return buffer;
    }

    private static OnnxModel Graph(Action<GraphBuilder> build)
    {
        var graph = new GraphBuilder("plan");
        build(graph);
        return graph.Build();
    }

    // Opening compares made-up rows; these are more of them.
    private static async Task RequireSameAsync(Action<GraphBuilder> build, Action<TensorSet>? fill = null)
    {
        var model = Graph(build);
        using var planned = new OnnxSession(model, s_planned);
        using var engine = new OnnxSession(model);
        Assert.Null(planned.WhyNoRowPlan);
        var set = new TensorSet(planned.Inputs, planned.Outputs);
        if (fill is not null)
            fill(set);
        else
            FillOdd(model, set);
        using var runner = OnnxBatches.NewRunner(planned, 1);

        await runner.RunAsync(new[] { set }, Cancellation);

        var feed = Enumerable.Range(0, planned.Inputs.Count).ToDictionary(i => planned.Inputs[i].Name, i => BufferTensors.ToTensor(set.Inputs[i]));
        var expected = engine.Run(feed, Cancellation);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(Bits(expected[i]), Bits(BufferTensors.ToTensor(set.Outputs[i])));
    }

    // One NaN is like another; 0 is not like -0.
    private static Array Bits(Tensor tensor) => tensor.Data switch
    {
        float[] numbers => numbers.Select(number => float.IsNaN(number) ? int.MaxValue : BitConverter.SingleToInt32Bits(number)).ToArray(),
        double[] numbers => numbers.Select(number => double.IsNaN(number) ? long.MaxValue : BitConverter.DoubleToInt64Bits(number)).ToArray(),
        var others => others,
    };

    private static void FillOdd(OnnxModel model, TensorSet set)
    {
        for (var i = 0; i < model.Inputs.Count; i++)
            set.Inputs[i].Reset([1000, model.Inputs[i].Shape[1]]);
        new TrialCells(model).Fill(set.Inputs, 1000);
    }

    private static TreeEnsemble TreesOf(Random random, int treeCount, int targets, double shareOfMissing, bool isMixed)
    {
        List<long> trees = [], nodes = [], features = [], whenTrue = [], whenFalse = [], targetIds = [];
        List<TreeNodeMode> modes = [];
        List<float> values = [], weights = [];
        List<bool> missing = [];
        TreeNodeMode[] branches = isMixed ? [TreeNodeMode.Less, TreeNodeMode.LessOrEqual, TreeNodeMode.Greater, TreeNodeMode.GreaterOrEqual] : [TreeNodeMode.Less];
        for (var tree = 0; tree < treeCount; tree++)
        {
            var count = (2 * random.Next(0, 9)) + 1;
            // Of a binary tree with each level filled from the left: the children of i are 2i + 1 and 2i + 2.
            for (var node = 0; node < count; node++)
            {
                var isLeaf = (2 * node) + 2 >= count;
                trees.Add(tree);
                nodes.Add(node);
                modes.Add(isLeaf ? TreeNodeMode.Leaf : branches[random.Next(branches.Length)]);
                features.Add(random.Next(5));
                values.Add(random.Next(-4, 5) * 0.5f);
                whenTrue.Add(isLeaf ? 0 : (2 * node) + 1);
                whenFalse.Add(isLeaf ? 0 : (2 * node) + 2);
                missing.Add(!isLeaf && random.NextDouble() < shareOfMissing);
                weights.Add((float)(random.NextDouble() - 0.5));
                targetIds.Add(random.Next(targets));
            }
        }
        return new TreeEnsemble
        {
            TreeIds = trees,
            NodeIds = nodes,
            FeatureIds = features,
            Modes = modes,
            Values = values,
            TrueIds = whenTrue,
            FalseIds = whenFalse,
            MissingTracksTrue = missing,
            Weights = weights,
            TargetIds = targets > 1 ? targetIds : [],
            TargetCount = targets,
            BaseValues = targets == 1 ? [0.25f] : [],
        };
    }
}
