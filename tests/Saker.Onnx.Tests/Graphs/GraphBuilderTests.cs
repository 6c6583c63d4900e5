using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class GraphBuilderTests
{
    [Fact]
    public void The_same_calls_give_the_same_bytes()
    {
        static byte[] Build(bool reversed)
        {
            var metadata = new List<KeyValuePair<string, string>> { new("a", "1"), new("b", "2") };
            if (reversed)
                metadata.Reverse();
            return Churn().Build(new Dictionary<string, string>(metadata)).ToBytes();
        }

        Assert.Equal(Build(reversed: false), Build(reversed: true));
    }

    [Fact]
    public void A_built_model_is_sound_and_declares_the_operator_sets_it_uses()
    {
        var model = Churn().Build();

        Assert.Empty(model.FindProblems());
        Assert.Equal([("", 17L), ("ai.onnx.ml", 3L)], model.OperatorSets.Select(set => (set.Domain, set.Version)));
        Assert.Equal(["tenure: Float64[-1, 1]", "Contract: Text[-1, 1]"], model.Inputs.Select(input => input.ToString()));
    }

    [Fact]
    public void Building_goes_on_after_a_build_without_changing_what_was_built()
    {
        var graph = Churn();
        var first = graph.Build();
        var before = first.ToBytes();
        graph.Output("more", graph.Scalar(ElementType.Float32, 1));

        Assert.Equal(before, first.ToBytes());
        Assert.Equal(2, graph.Build().Outputs.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void A_name_that_is_empty_or_taken_is_refused(string name)
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", ElementType.Float32, -1);

        Assert.Contains($"'{name}'", Assert.Throws<OnnxException>(() => graph.Input(name, ElementType.Float32, -1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_another_graph_is_refused_by_name()
    {
        var graph = new GraphBuilder("g");
        var stranger = new GraphBuilder("other").Input("theirs", ElementType.Float32, -1);

        Assert.Equal("Node 'Neg_0' takes 'theirs', which this graph does not have.", Assert.Throws<OnnxException>(() => graph.Negate(stranger)).Message);
        Assert.Equal("Output 'out' takes 'theirs', which this graph does not have.", Assert.Throws<OnnxException>(() => graph.Output("out", stranger)).Message);
        Assert.Throws<OnnxException>(() => graph.Negate(default));
    }

    [Fact]
    public void A_value_passed_off_as_another_type_is_refused()
    {
        var graph = new GraphBuilder("g");
        var value = graph.Input("x", ElementType.Float32, -1);

        Assert.Contains("takes 'x' as Int64; in this graph it is Float32", Assert.Throws<OnnxException>(() => graph.Abs(value with { Type = ElementType.Int64 })).Message, StringComparison.Ordinal);
    }

    private static GraphBuilder Churn()
    {
        var graph = new GraphBuilder("churn");
        var tenure = graph.Input("tenure", ElementType.Float64, -1, 1);
        var contract = graph.Input("Contract", ElementType.Text, -1, 1);
        var hot = graph.Reshape(graph.OneHotEncoder(contract, ["One year", "Two year"]), 0, -1);
        var features = graph.Concat(1, graph.Cast(tenure, ElementType.Float32), hot);
        graph.Output("features", features, -1, 3);
        return graph;
    }
}
