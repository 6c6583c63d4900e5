using Saker.Onnx.Graphs;
using Saker.Onnx.Inspection;
using Saker.Onnx.Tests.Attribution;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.Inspection;

public sealed class ModelInspectionTests
{
    [Fact]
    public void A_network_is_told_by_its_parts()
    {
        var found = ModelInspection.Of(ToyModels.Pictures());
        Assert.Equal("in: Float32[-1, 1, 8, 8]", found.Inputs.Single().ToString());
        Assert.Equal("out: Float32[-1, 3]", found.Outputs.Single().ToString());
        Assert.Equal(("", 17L), (found.OperatorSets.Single().Domain, found.OperatorSets.Single().Version));
        Assert.Equal(2, found.Operators.Single(known => known.Name == "Conv").Count);
        Assert.Equal(["Conv", "Conv", "Gemm"], found.Layers.Select(layer => layer.Operator));
        Assert.Equal([40L, 222, 21], found.Layers.Select(layer => layer.Count));
        Assert.Equal(283, found.TrainableCount);
        Assert.Equal(283, found.StoredCount);
        Assert.Empty(found.Missing);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var graph = new GraphBuilder("odd");
        var value = graph.Node("Trilu", [graph.Input("in", ElementType.Float32, -1, 2, 2, 2)], ElementType.Float32);
        value = graph.Node("Trilu", [value], ElementType.Float32);
        graph.Output("out", value, -1, 2, 2, 2);
        var gradient = Assert.Single(ModelInspection.Of(graph.Build()).Missing);
        Assert.Equal("gradient", gradient.Kind);
        Assert.Contains("Trilu has no rule (2 nodes)", gradient.Message);

        var strange = new GraphBuilder("strange");
        strange.Output("out", strange.Node("Wonder", [strange.Input("in", ElementType.Float32, -1)], ElementType.Float32), -1);
        Assert.Contains(ModelInspection.Of(strange.Build()).Missing, part => part.Kind == "engine" && part.Message.Contains("Wonder"));
    }

    [Fact]
    public void Answers_that_depend_on_their_batch_are_told()
    {
        var graph = new GraphBuilder("batch");
        ElementType[] types = [ElementType.Float32, ElementType.Float32, ElementType.Float32];
        var given = graph.Node("BatchNormalization", [graph.Input("in", ElementType.Float32, -1, 2, 3), graph.Constant(Drawn.Of(2)), graph.Constant(Drawn.Of(2)), graph.Constant(Drawn.Of(2)), graph.Constant(Drawn.Positive(2))], types, [NodeAttribute.Of("training_mode", 1L)]);
        graph.Output("out", given[0], -1, 2, 3);
        var missing = ModelInspection.Of(graph.Build()).Missing;
        Assert.Contains(missing, part => part.Kind == "batch" && part.Message.Contains("evaluation mode"));
        Assert.DoesNotContain(missing, part => part.Message.Contains("ask for batch statistics"));
    }

    [Fact]
    public void Weights_that_are_laid_out_first_stand_with_the_node_that_takes_them()
    {
        var graph = new GraphBuilder("turned");
        var weight = graph.Constant(Drawn.Of(2, 3));
        graph.Output("out", graph.MatMul(graph.Input("in", ElementType.Float32, -1, 3), graph.Node("Transpose", [weight], ElementType.Float32, [NodeAttribute.Of("perm", [1L, 0])])), -1, 2);
        var layer = Assert.Single(ModelInspection.Of(graph.Build()).Layers);
        Assert.Equal(("MatMul", 6L, weight.Name), (layer.Operator, layer.Count, layer.Weights.Single().Name));
    }
}
