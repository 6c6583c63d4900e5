using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Trees;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;

namespace Saker.Learning.Tests.Explanation.Trees;

/// <summary>Trees of graphs that somebody else wrote.</summary>
public sealed class EnsembleReaderTests
{
    [Theory]
    [InlineData(-1_000)]
    [InlineData(long.MinValue)]
    [InlineData(1L << 40)]
    public void A_feature_that_there_cannot_be_is_refused(long feature)
    {
        var error = Assert.Throws<SakerException>(() => EnsembleReader.Read(Node(Chain(1, feature)), 0));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains($"feature {feature}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_beyond_those_that_the_node_is_given_is_refused()
    {
        var graph = Chain(1, feature: 3).ToBytes();
        var model = new FormulaModel([new SignatureColumn("X", ColumnType.Float32)], (_, _) => 0);
        var error = Assert.Throws<SakerException>(() => ModelExplainer.Create(graph, model, new ExplainerOptions(), null));
        Assert.Contains("ask for the feature 3; it is given 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_branches_that_is_too_deep_to_walk_is_refused()
    {
        Assert.Contains("deeper than 1000", Assert.Throws<SakerException>(() => EnsembleReader.Read(Node(Chain(100_000, 0)), 0)).Message, StringComparison.Ordinal);
        var sum = EnsembleReader.Read(Node(Chain(1_000, 0)), 0);
        Assert.Equal(sum.Predict([0.5]), new TreeShap(sum).Expected + TreeShapTests.Explain(new TreeShap(sum), [0.5], 1)[0], 1e-9);
    }

    [Fact]
    public void A_node_without_trees_is_refused()
    {
        var graph = new GraphBuilder("none");
        var outputs = graph.Node("TreeEnsembleRegressor", [graph.Input("X", ElementType.Float32, -1, 3)], [ElementType.Float32], [NodeAttribute.Of("n_targets", 1L)], GraphBuilder.MachineLearning);
        graph.Output("value", outputs[0], -1, 1);
        Assert.Contains("no trees", Assert.Throws<SakerException>(() => EnsembleReader.Read(Node(graph.Build()), 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_nodes_leave_out_are_no_outputs()
    {
        // Two nodes that leave out their second output, as exporters do where nobody takes it. Our builder names every output.
        byte[] Dropout(string from, string to) => Field(1, [.. Field(1, from), .. Field(2, to), .. Field(2, ""), .. Field(4, "Dropout")]);
        byte[] Value(int number, string name) => Field(number, [.. Field(1, name), .. Field(2, Field(1, [8, 1]))]);
        byte[] other = Field(1, [.. Field(1, "X"), .. Field(2, "W"), .. Field(4, "LinearRegressor"), .. Field(7, "ai.onnx.ml")]);
        byte[] graph = [.. other, .. Dropout("X", "Y"), .. Dropout("Y", "Z"), .. Field(2, "two"), .. Value(11, "X"), .. Value(12, "Z")];
        var model = OnnxModel.Parse([8, 8, .. Field(7, graph), .. Field(8, [16, 17])]);

        var found = InnerModel.Find(model, "Z", new ExplainerOptions(), _ => null, out var reason);

        Assert.Null(found);
        Assert.Contains("is not made of one sum of trees", reason, StringComparison.Ordinal);
    }

    // A message or text of the wire format.
    private static byte[] Field(int number, string text) => Field(number, System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => content.Length < 128
        ? [(byte)((number << 3) | 2), (byte)content.Length, .. content]
        : [(byte)((number << 3) | 2), (byte)((content.Length & 127) | 128), (byte)(content.Length >> 7), .. content];

    // Branch i asks the feature and goes on to the next when it is larger.
    private static OnnxModel Chain(int length, long feature)
    {
        var count = (2 * length) + 1;
        long[] Each(Func<int, long> value) => [.. Enumerable.Range(0, count).Select(value)];
        // Branches have even numbers, their leaf the next one; the last node is a leaf, too.
        var leaves = Enumerable.Range(0, count).Where(node => node % 2 == 1 || node == count - 1).Select(node => (long)node).ToArray();
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("nodes_treeids", new long[count]), NodeAttribute.Of("nodes_nodeids", Each(node => node)),
            NodeAttribute.Of("nodes_featureids", Each(node => node % 2 == 0 && node < count - 1 ? feature : 0)),
            NodeAttribute.Of("nodes_modes", Enumerable.Range(0, count).Select(node => node % 2 == 1 || node == count - 1 ? "LEAF" : "BRANCH_LEQ").ToArray()),
            NodeAttribute.Of("nodes_values", Enumerable.Range(0, count).Select(node => node / (float)count).ToArray()),
            NodeAttribute.Of("nodes_truenodeids", Each(node => node % 2 == 0 && node < count - 1 ? node + 1 : 0)),
            NodeAttribute.Of("nodes_falsenodeids", Each(node => node % 2 == 0 && node < count - 1 ? node + 2 : 0)),
            NodeAttribute.Of("target_treeids", new long[leaves.Length]), NodeAttribute.Of("target_nodeids", leaves), NodeAttribute.Of("target_ids", new long[leaves.Length]),
            NodeAttribute.Of("target_weights", leaves.Select(leaf => leaf % 7 / 7f).ToArray()), NodeAttribute.Of("n_targets", 1L),
        ];
        var graph = new GraphBuilder("chain");
        var outputs = graph.Node("TreeEnsembleRegressor", [graph.Input("X", ElementType.Float32, -1, 3)], [ElementType.Float32], attributes, GraphBuilder.MachineLearning);
        graph.Output("value", outputs[0], -1, 1);
        return graph.Build();
    }

    private static OnnxNode Node(OnnxModel model) => model.Graph.Nodes.Single(EnsembleReader.Reads);
}
