using Google.Protobuf;
using Saker.Onnx.Graphs;
using Saker.Onnx.Validation;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Validation;

public sealed class ModelValidatorTests
{
    [Fact]
    public void A_sound_model_has_no_problems()
    {
        var model = Model(["x"], ["y"], Node("a", "Neg", "x", "h"), Node("b", "Neg", "h", "y"));

        Assert.Empty(model.FindProblems());
        model.Validate();
    }

    [Fact]
    public void A_value_that_nothing_gives_is_named_with_its_node() =>
        AssertProblem(Model(["x"], ["y"], Node("a", "Neg", "ghost", "y")), "a", "ghost", "Node 'a' of the graph takes 'ghost', which nothing gives.");

    [Fact]
    public void A_node_without_a_name_is_called_by_operator_and_position() =>
        AssertProblem(Model(["x"], ["y"], Node("", "Neg", "ghost", "y")), "Neg#0", "ghost", "Node 'Neg#0' of the graph takes 'ghost', which nothing gives.");

    [Fact]
    public void A_value_given_twice_is_named() =>
        AssertProblem(Model(["x"], ["y"], Node("a", "Neg", "x", "y"), Node("b", "Abs", "x", "y")), "b", "y", "Node 'b' of the graph gives 'y', which is given already.");

    [Fact]
    public void An_input_given_by_a_node_or_declared_twice_is_named()
    {
        AssertProblem(Model(["x"], ["x"], Node("a", "Neg", "x", "x")), "a", "x", "Node 'a' of the graph gives 'x', which is given already.");
        AssertProblem(Model(["x", "x"], ["y"], Node("a", "Neg", "x", "y")), null, "x", "Input 'x' of the graph is there twice or has no name.");
    }

    [Fact]
    public void An_initialiser_declared_twice_is_named_and_one_that_is_an_input_is_its_default()
    {
        var model = Model(["x"], ["y"], Node("a", "Neg", "x", "y"));
        model.Proto.Graph.Initializer.Add(WireTensors.Write(Tensor.Vector(1f), "x"));
        Assert.Empty(model.FindProblems());

        model.Proto.Graph.Initializer.Add(WireTensors.Write(Tensor.Vector(1f), "x"));
        AssertProblem(model, null, "x", "Initialiser 'x' of the graph is there twice or has no name.");
    }

    [Fact]
    public void An_output_that_nothing_gives_is_named() =>
        AssertProblem(Model(["x"], ["y", "z"], Node("a", "Neg", "x", "y")), null, "z", "Output 'z' of the graph is given by no node.");

    [Fact]
    public void Nodes_out_of_order_are_named() =>
        AssertProblem(Model(["x"], ["y"], Node("b", "Neg", "h", "y"), Node("a", "Neg", "x", "h")), "b", "h", "Node 'b' of the graph takes 'h' before node 'a' gives it: nodes must be sorted.");

    [Fact]
    public void A_circle_is_named_without_the_nodes_behind_it() =>
        AssertProblem(
            Model(["x"], ["y"], Node("a", "Add", "x c_out", "a_out"), Node("b", "Neg", "a_out", "b_out"), Node("c", "Neg", "b_out", "c_out"), Node("d", "Neg", "c_out", "y")),
            "a", null, "Nodes 'a', 'c', 'b' of the graph wait for each other in a circle.");

    [Fact]
    public void A_node_that_takes_its_own_output_is_a_circle() =>
        AssertProblem(Model(["x"], ["y"], Node("a", "Add", "x y", "y")), "a", null, "Nodes 'a' of the graph wait for each other in a circle.");

    [Fact]
    public void Domains_must_be_imported_and_known()
    {
        var model = Model(["x"], ["y"], Node("a", "Scaler", "x", "h"), Node("b", "Magic", "h", "y"));
        model.Proto.Graph.Node[0].Domain = "ai.onnx.ml";
        AssertProblem(model, "a", null, "Node 'a' of the graph is of domain 'ai.onnx.ml', which is not imported.");

        model.Proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 3 });
        model.Proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "acme", Version = 1 });
        model.Proto.Graph.Node[1].Domain = "acme";
        AssertProblem(model, "b", null, "Node 'b' of the graph is 'Magic' of domain 'acme', which is not supported.");

        var function = new FunctionProto { Name = "Magic", Domain = "acme" };
        function.Input.Add("in");
        function.Output.Add("out");
        function.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        function.Node.Add(Node("inside", "Neg", "in", "out"));
        model.Proto.Functions.Add(function);
        Assert.Empty(model.FindProblems());
    }

    [Fact]
    public void Both_spellings_of_the_default_domain_are_one()
    {
        var model = Model(["x"], ["y"], Node("a", "Neg", "x", "y"));
        model.Proto.Graph.Node[0].Domain = "ai.onnx";

        Assert.Empty(model.FindProblems());
    }

    [Fact]
    public void Bodies_see_what_was_given_before_their_node_and_nothing_later()
    {
        Assert.Empty(Branch("h", "inner", "inner").FindProblems());
        AssertProblem(Branch("ghost", "inner", "inner"), "in_body", "ghost", "Node 'in_body' of the graph takes 'ghost', which nothing gives.");
        AssertProblem(Branch("late", "inner", "inner"), "in_body", "late", "Node 'in_body' of the graph takes 'late' before node 'after' gives it: nodes must be sorted.");
        AssertProblem(Branch("h", "inner", "h"), null, "h", "Output 'h' of a body of node 'if' is given by no node.");
    }

    [Fact]
    public void Tensors_that_do_not_hold_together_are_named()
    {
        var model = Model(["x"], ["y"], Node("a", "Add", "x w", "y"));
        model.Proto.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 1, Dims = { 3 }, FloatData = { 1 } });

        AssertProblem(model, null, "w", "Initialiser 'w' of Float32[3] needs 3 elements and has 1.");
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var model = Model(["x"], ["z"], Node("a", "Neg", "ghost", "y"), Node("b", "", "x", "y"));
        model.Proto.OpsetImport.Clear();

        var exception = Assert.Throws<OnnxException>(model.Validate);

        Assert.Equal(7, exception.Problems.Count);
        Assert.All(exception.Problems, problem => Assert.Contains(problem.Message, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_chain_is_followed_without_running_out_of_stack()
    {
        var nodes = Enumerable.Range(0, 20_000).Select(i => Node($"n{i}", "Neg", i == 0 ? "v19999" : $"v{i - 1}", $"v{i}")).ToArray();

        var problem = Assert.Single(Model(["x"], ["v19999"], nodes).FindProblems());

        Assert.EndsWith("in a circle.", problem.Message, StringComparison.Ordinal);
    }

    private static void AssertProblem(OnnxModel model, string? node, string? value, string message) =>
        Assert.Equal(new ModelProblem(node, value, message), Assert.Single(model.FindProblems()));

    // h = Neg(x); y = If(c) { taken -> output }; late = Neg(x)
    private static OnnxModel Branch(string taken, string given, string output)
    {
        var body = new GraphProto { Name = "body" };
        body.Node.Add(Node("in_body", "Neg", taken, given));
        body.Output.Add(new ValueInfoProto { Name = output });
        var branch = Node("if", "If", "c", "y");
        branch.Attribute.Add(new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = body });
        return Model(["x", "c"], ["y"], Node("before", "Neg", "x", "h"), branch, Node("after", "Neg", "x", "late"));
    }

    private static OnnxModel Model(string[] inputs, string[] outputs, params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "g" };
        graph.Input.AddRange(inputs.Select(name => WireTypes.ValueInfo(name, ElementType.Float32, [-1])));
        graph.Output.AddRange(outputs.Select(name => WireTypes.ValueInfo(name, ElementType.Float32, [-1])));
        graph.Node.AddRange(nodes);
        return new OnnxModel(new ModelProto { IrVersion = 8, Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = 17 } } });
    }

    private static NodeProto Node(string name, string operatorType, string inputs, string outputs) =>
        new() { Name = name, OpType = operatorType, Input = { inputs.Split(' ') }, Output = { outputs.Split(' ') } };
}
