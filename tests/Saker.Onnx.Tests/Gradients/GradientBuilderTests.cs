using Saker.Onnx.Gradients;
using Saker.Onnx.Graphs;
using Saker.Onnx.Inspection;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Gradients;

public sealed class GradientBuilderTests
{
    [Fact]
    public void Operators_without_a_rule_are_all_named_before_anything_runs()
    {
        var graph = new GraphBuilder("odd");
        var input = graph.Input("in", ElementType.Float32, 2, 3);
        var odd = graph.Node("Det", [graph.Node("Trilu", [input], ElementType.Float32)], ElementType.Float32);
        graph.Output("loss", graph.ReduceSum(odd, [], keep: false));
        var refused = Assert.Throws<OnnxException>(() => Build(graph.Build(), "in"));
        Assert.Equal(2, refused.Problems.Count);
        Assert.Contains("(Trilu of operator set 17) has no rule", refused.Problems[0].Message);
        Assert.Contains("(Det of operator set 17) has no rule", refused.Problems[1].Message);
        Assert.StartsWith("No gradient can be built: Node 'Trilu", refused.Message);
    }

    [Fact]
    public void Bodies_with_operators_without_a_rule_are_named_with_what_holds_them()
    {
        var graph = new GraphBuilder("odd");
        var body = ControlCases.Body(["s", "x"], ["next", "y"], ElementType.Float32);
        body.Node.Add(ControlCases.Node("Trilu", "next", "s"));
        body.Node.Add(ControlCases.Node("Add", "y", "next", "x"));
        var results = graph.Node("Scan", [graph.Input("in", ElementType.Float32, 2, 3), graph.Input("parts", ElementType.Float32, 4, 2, 3)], [ElementType.Float32, ElementType.Float32],
            [NodeAttribute.Of("num_scan_inputs", 1), NodeAttribute.Of("body", body)]);
        graph.Output("loss", graph.ReduceSum(results[0], [0, 1], keep: false));
        var refused = Assert.Throws<OnnxException>(() => Build(graph.Build(), "in"));
        Assert.Contains("(Scan of operator set 17) has the node 'Trilu_of_next' (Trilu) in its body, which has no rule", Assert.Single(refused.Problems).Message);
    }

    [Theory]
    [InlineData("count", "takes the number of its steps from 'count', which is known only while the graph runs")]
    [InlineData("condition", "ends by the condition 'goes' in its body, so that the number of its steps is known only while the graph runs")]
    [InlineData("state", "has the state 's', whose extents change from step to step or are known only while the graph runs")]
    [InlineData("endless", "goes on for 9223372036854775807 steps; gradients go back through 1 to 1000000")]
    [InlineData("first", "begins by the condition 'condition', which is not always true")]
    public void Loops_whose_steps_are_not_known_are_named_with_the_reason(string what, string reason)
    {
        var graph = new GraphBuilder("odd");
        var input = graph.Input("in", ElementType.Float32, 2, 3);
        var count = what == "count" ? graph.Input("count", ElementType.Int64) : graph.Constant(Tensor.Scalar(what == "endless" ? long.MaxValue : 3L));
        var condition = what == "first" ? graph.Input("condition", ElementType.Boolean) : graph.Constant(Tensor.Scalar(true));
        var body = ControlCases.LoopBody(["s"], ["next"], what == "condition" ? "Not" : null);
        var node = ControlCases.Node(what == "state" ? "Concat" : "Add", "next", "s", "s");
        if (what == "state")
            node.Attribute.Add(NodeAttribute.Of("axis", 0).Proto);
        body.Node.Add(node);
        var last = graph.Node("Loop", [count, condition, input], ElementType.Float32, [NodeAttribute.Of("body", body)]);
        graph.Output("loss", graph.ReduceSum(last, [0, 1], keep: false));
        var model = graph.Build();
        var refused = Assert.Throws<OnnxException>(() => Build(model, "in"));
        Assert.Contains($"(Loop of operator set 17) {reason}.", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
        // What depends on the extents of inputs is known when these are given.
        Assert.Equal(what == "state" ? [] : [$"Loop {reason}: what lies before it cannot be trained."], ModelInspection.Of(model).Missing.Select(part => part.Message));
    }

    [Fact]
    public void A_loop_whose_body_gives_nothing_is_named_like_others()
    {
        var graph = new GraphBuilder("bare");
        var body = new GraphProto { Name = "body" };
        body.Input.Add(new ValueInfoProto { Name = "step" });
        graph.Output("out", graph.Node("Loop", [graph.Constant(Tensor.Scalar(3L))], ElementType.Float32, [NodeAttribute.Of("body", body)]));

        Assert.Contains(ModelInspection.Of(graph.Build()).Missing, part => part.Message.StartsWith("Loop has a body that does not fit what it takes", StringComparison.Ordinal));
    }

    [Fact]
    public void Frozen_parts_need_no_rule()
    {
        var graph = new GraphBuilder("frozen");
        var input = graph.Input("in", ElementType.Float32, 2, 3, 4, 4);
        var frozen = graph.Node("Trilu", [input], ElementType.Float32);
        var weight = graph.Constant(Tensor.Vector(1f, 2f, 3f, 4f));
        graph.Output("loss", graph.ReduceSum(graph.Multiply(frozen, weight), [0, 1, 2, 3], keep: false));
        var built = Build(graph.Build(), weight.Name);
        Assert.Equal([4L], built.Model.Outputs.Single(output => output.Name == built.Gradients[weight.Name]).Shape);
        Assert.Contains(weight.Name, built.Model.Graph.InputNames);
    }

    [Fact]
    public void Names_and_extents_that_cannot_be_are_refused()
    {
        var graph = new GraphBuilder("plain");
        var input = graph.Input("in", ElementType.Float32, -1, 3);
        graph.Input("unused", ElementType.Float32, 3);
        graph.Input("counts", ElementType.Int64, 3);
        graph.Output("loss", graph.ReduceSum(input, [0, 1], keep: false));
        graph.Output("rows", graph.ReduceSum(input, [1], keep: false));
        var model = graph.Build();
        Assert.Contains("'nothing'", Assert.Throws<OnnxException>(() => Build(model, "nothing")).Message);
        Assert.Contains("'counts' holds Int64", Assert.Throws<OnnxException>(() => Build(model, "counts")).Message);
        Assert.Contains("does not depend on 'unused'", Assert.Throws<OnnxException>(() => Build(model, "unused")).Message);
        Assert.Contains("must be one number", Assert.Throws<OnnxException>(() => GradientBuilder.Build(model, new() { Loss = "rows", WithRespectTo = ["in"], Rows = 2 })).Message);
        Assert.Contains("No node of the graph gives 'missing'", Assert.Throws<OnnxException>(() => GradientBuilder.Build(model, new() { Loss = "missing", WithRespectTo = ["in"] })).Message);
    }

    [Fact]
    public void The_model_itself_is_left_as_it_is()
    {
        var graph = new GraphBuilder("plain");
        var weight = graph.Constant(Tensor.Vector(1f, 2f));
        graph.Output("loss", graph.ReduceSum(graph.Multiply(graph.Input("in", ElementType.Float32, 2), weight), [0], keep: false));
        var model = graph.Build();
        var before = model.ToBytes();
        Build(model, weight.Name);
        Assert.Equal(before, model.ToBytes());
    }

    private static GradientGraph Build(OnnxModel model, string by) => GradientBuilder.Build(model, new GradientSettings { Loss = "loss", WithRespectTo = [by] });
}
