using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Editing;

public sealed class ModelEditorTests
{
    [Fact]
    public void A_stored_value_gets_another_content_and_all_else_stays()
    {
        var model = Scaled();
        var edited = new ModelEditor(model).SetConstant("constant_1", Tensor.Scalar(5f)).Build();
        Assert.Equal(5f, edited.Graph.FindInitializer("constant_1")!.Read().Span<float>()[0]);
        Assert.Equal(2f, model.Graph.FindInitializer("constant_1")!.Read().Span<float>()[0]);
        Assert.Equal(model.Graph.Nodes.Select(node => node.ToString()), edited.Graph.Nodes.Select(node => node.ToString()));
        Assert.Equal(model.OperatorSets, edited.OperatorSets);
        Assert.Equal([15f], Run(edited, 3));
    }

    [Fact]
    public void Contents_that_do_not_fit_are_refused_by_name()
    {
        var editor = new ModelEditor(Scaled());
        Assert.Contains("'constant_1' holds Float32[]", Assert.Throws<OnnxException>(() => editor.SetConstant("constant_1", Tensor.Vector(1f, 2f))).Message);
        Assert.Contains("'nothing'", Assert.Throws<OnnxException>(() => editor.SetConstant("nothing", Tensor.Scalar(1f))).Message);
        Assert.Contains("'nothing'", Assert.Throws<OnnxException>(() => editor.SetOutputs("nothing")).Message);
    }

    [Fact]
    public void A_head_is_replaced_and_what_nothing_needs_goes()
    {
        var editor = new ModelEditor(Scaled());
        var squared = editor.AddNode("Mul", ["in", "in"]);
        var edited = editor.SetOutputs(squared).Build();
        Assert.Equal([9f], Run(edited, 3));
        Assert.Single(edited.Graph.Nodes);
        Assert.Empty(edited.Graph.Initializers);
    }

    [Fact]
    public void Takers_of_a_value_take_another()
    {
        var editor = new ModelEditor(Scaled());
        var added = editor.AddNode("Add", ["in", editor.AddConstant("constant_1", Tensor.Scalar(1f))]);
        var taker = editor.Build().Graph.Nodes.First(node => node.Operator == "Mul").Outputs[0];
        var head = editor.AddNode("Neg", [taker]);
        Assert.Equal([-6f], Run(editor.SetOutputs(head).Build(), 3));
        Assert.NotEqual("in", added);
    }

    [Fact]
    public void Free_extents_are_fixed_and_others_refused()
    {
        var editor = new ModelEditor(Scaled());
        Assert.Equal([4L], editor.SetInputShape("in", 4).Build().Inputs.Single().Shape);
        Assert.Contains("cannot have the shape [5]", Assert.Throws<OnnxException>(() => editor.SetInputShape("in", 5)).Message);
        Assert.Contains("1 extents", Assert.Throws<OnnxException>(() => editor.SetInputShape("in", 4, 4)).Message);
    }

    private static OnnxModel Scaled()
    {
        var graph = new GraphBuilder("scaled");
        var input = graph.Input("in", ElementType.Float32, -1);
        graph.Output("out", graph.Multiply(input, graph.Constant(Tensor.Scalar(2f))), -1);
        return graph.Build();
    }

    private static float[] Run(OnnxModel model, float value)
    {
        using var session = new OnnxSession(model);
        return session.Run(new Dictionary<string, Tensor> { ["in"] = Tensor.Vector(value) })[0].Span<float>().ToArray();
    }
}
