using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Gradients;

/// <summary>Bodies: steps and branches.</summary>
internal static class ControlCases
{
    private const int Steps = 4;

    public static IEnumerable<GradientCase> All =>
    [
        // What all steps take lies around them.
        new("Scan, a cell", (graph, values) => Scan(graph, Cell(values[2].Name), 1, [values[0], values[1]], 2, (results, around) => around.Add(results[0], around.ReduceSum(results[1], [0], keep: false))),
            Drawn.Of(2, 3), Drawn.Of(Steps, 2, 3), Drawn.Of(3, 3)),
        new("Scan, only its last state", (graph, values) => Scan(graph, Cell(values[2].Name), 1, [values[0], values[1]], 2, (results, _) => results[0]), Drawn.Of(2, 3), Drawn.Of(Steps, 2, 3), Drawn.Of(3, 3)),
        new("Scan, only what steps give", (graph, values) => Scan(graph, Cell(values[2].Name), 1, [values[0], values[1]], 2, (results, _) => results[1]), Drawn.Of(2, 3), Drawn.Of(Steps, 2, 3), Drawn.Of(3, 3)),
        new("Scan from the last, along other axes", (graph, values) => Scan(graph, Cell(values[2].Name), 1, [values[0], values[1]], 2, (results, _) => results[1],
                NodeAttribute.Of("scan_input_axes", [1L]), NodeAttribute.Of("scan_input_directions", [1L]), NodeAttribute.Of("scan_output_axes", [-1L]), NodeAttribute.Of("scan_output_directions", [1L])),
            Drawn.Of(2, 3), Drawn.Of(2, Steps, 3), Drawn.Of(3, 3)),
        new("Scan, in at the front and out at the back", (graph, values) => Scan(graph, Cell(values[2].Name), 1, [values[0], values[1]], 2, (results, around) => around.Add(results[1], results[0]),
                NodeAttribute.Of("scan_output_directions", [1L])),
            Drawn.Of(2, 3), Drawn.Of(Steps, 2, 3), Drawn.Of(3, 3)),
        new("Scan of two states and a count", (graph, values) => Scan(graph, Pair(), 1, [values[0], values[1], graph.Constant(Tensor.Scalar(0L)), values[2]], 4, (results, around) => around.Add(results[3], results[1])),
            Drawn.Of(3), Drawn.Between(0.5, 1.5, 3), Drawn.Of(Steps, 3)),
        new("Scan within a Scan", (graph, values) => Scan(graph, Nested(values[2].Name), 1, [values[0], values[1]], 2, (results, around) => around.Add(results[0], around.ReduceSum(results[1], [0], keep: false))),
            Drawn.Of(2), Drawn.Of(3, Steps, 2), Drawn.Of(2)),
        // A step takes its number, the state and a weight around it, and goes on by what it was told.
        new("Loop of known steps", (graph, values) => Loop(graph, graph.Constant(Tensor.Scalar(4L)), Counting(values[1].Name, "Identity"), [values[0]], (results, around) => around.Add(results[0], around.ReduceSum(results[1], [0], keep: false))),
            Drawn.Of(2, 3), Drawn.Of(3, 3)),
        new("Loop, only its last state", (graph, values) => Loop(graph, graph.Constant(Tensor.Vector(3L)), Counting(values[1].Name, "Cast"), [values[0]], (results, _) => results[0]), Drawn.Of(2, 3), Drawn.Of(3, 3)),
        // As many steps as there are rows.
        new("Loop of as many steps as a value has rows", (graph, values) => Loop(graph, graph.Node("Gather", [graph.Node("Shape", [values[0]], ElementType.Int64), graph.Constant(Tensor.Scalar(0L))], ElementType.Int64),
                Counting(values[1].Name, null), [values[0]], (results, _) => results[1]), Drawn.Of(3, 2), Drawn.Of(2, 2)),
        new("Loop within a Loop", (graph, values) => Loop(graph, graph.Constant(Tensor.Scalar(2L)), Twice(values[1].Name), [values[0], values[2]], (results, around) => around.Add(results[0], results[1])), Drawn.Of(2, 2), Drawn.Of(2, 2), Drawn.Of(2, 2)),
        Branch("If, then", 1), Branch("If, else", -1),
        new("LRN", (graph, values) => graph.Node("LRN", values, ElementType.Float32, [NodeAttribute.Of("size", 3), NodeAttribute.Of("alpha", 0.9f), NodeAttribute.Of("beta", 0.6f), NodeAttribute.Of("bias", 1.5f)]), Drawn.Of(2, 5, 2, 2)),
        new("LRN over many channels", (graph, values) => graph.Node("LRN", values, ElementType.Float32, [NodeAttribute.Of("size", 5), NodeAttribute.Of("alpha", 2f)]), Drawn.Of(1, 6, 2, 2)),
    ];

    // s' = tanh(s W + x), y = s' x.
    internal static GraphProto Cell(string weight)
    {
        var body = Body(["s", "x"], ["next", "y"], ElementType.Float32);
        body.Node.Add(Node("MatMul", "product", "s", weight));
        body.Node.Add(Node("Add", "sum", "product", "x"));
        body.Node.Add(Node("Tanh", "next", "sum"));
        body.Node.Add(Node("Mul", "y", "next", "x"));
        return body;
    }

    // a' = a + b x, b' = b cos(a), n' = n + 1, y = a' (n + 1).
    private static GraphProto Pair()
    {
        var body = Body(["a", "b", "n", "x"], ["a2", "b2", "n2", "y"], ElementType.Float32);
        body.Input[2].Type.TensorType.ElemType = body.Output[2].Type.TensorType.ElemType = (int)ElementType.Int64;
        body.Initializer.Add(WireTensors.Write(Tensor.Scalar(1L), "one"));
        body.Node.Add(Node("Mul", "bx", "b", "x"));
        body.Node.Add(Node("Add", "a2", "a", "bx"));
        body.Node.Add(Node("Cos", "turned", "a"));
        body.Node.Add(Node("Mul", "b2", "b", "turned"));
        body.Node.Add(Node("Add", "n2", "n", "one"));
        var cast = Node("Cast", "count", "n2");
        cast.Attribute.Add(NodeAttribute.Of("to", (long)ElementType.Float32).Proto);
        body.Node.Add(cast);
        body.Node.Add(Node("Mul", "y", "a2", "count"));
        return body;
    }

    // Each step goes through a sequence of its own, from the state that the one before ended with.
    private static GraphProto Nested(string weight)
    {
        var inner = Body(["t", "u"], ["t2", "v"], ElementType.Float32);
        inner.Node.Add(Node("Mul", "w", "t", weight));
        inner.Node.Add(Node("Add", "wu", "w", "u"));
        inner.Node.Add(Node("Sin", "t2", "wu"));
        inner.Node.Add(Node("Mul", "v", "t2", "s"));
        var body = Body(["s", "x"], ["last", "y"], ElementType.Float32);
        var scan = Node("Scan", "last", "s", "x");
        scan.Output.Add("v_all");
        scan.Attribute.Add(NodeAttribute.Of("num_scan_inputs", 1).Proto);
        scan.Attribute.Add(NodeAttribute.Of("body", inner).Proto);
        body.Node.Add(scan);
        body.Node.Add(Node("Exp", "y", "v_all"));
        return body;
    }

    // s' = sin(s W) + number, y = s' s. Goes on for ever by a constant, or as it was told by way of an operator.
    internal static GraphProto Counting(string weight, string? condition)
    {
        var body = LoopBody(["s"], ["next", "y"], condition);
        var cast = Node("Cast", "number", "i");
        cast.Attribute.Add(NodeAttribute.Of("to", (long)ElementType.Float32).Proto);
        body.Node.Add(cast);
        body.Node.Add(Node("MatMul", "product", "s", weight));
        body.Node.Add(Node("Sin", "turned", "product"));
        body.Node.Add(Node("Add", "next", "turned", "number"));
        body.Node.Add(Node("Mul", "y", "next", "s"));
        return body;
    }

    // The first state goes through a loop of its own, from where the one before ended; the second stays as it is.
    private static GraphProto Twice(string weight)
    {
        var inner = Body(["j", "on", "u"], ["goes_on", "with", "v"], ElementType.Float32);
        Number(inner);
        inner.Node.Add(Node("Identity", "goes_on", "on"));
        inner.Node.Add(Node("MatMul", "product", "u", weight));
        inner.Node.Add(Node("Sin", "v", "product"));
        inner.Node.Add(Node("Mul", "with", "v", "t"));
        var body = LoopBody(["s", "t"], ["sum", "t"], null);
        body.Initializer.Add(WireTensors.Write(Tensor.Scalar(3L), "three"));
        var loop = Node("Loop", "last", "three", "", "s");
        loop.Output.Add("all");
        loop.Attribute.Add(NodeAttribute.Of("body", inner).Proto);
        var reduced = Node("ReduceMean", "mean", "all");
        reduced.Attribute.Add(NodeAttribute.Of("axes", [0L]).Proto);
        reduced.Attribute.Add(NodeAttribute.Of("keepdims", 0).Proto);
        body.Node.AddRange([loop, reduced, Node("Add", "sum", "last", "mean")]);
        return body;
    }

    internal static GraphProto LoopBody(string[] states, string[] outputs, string? condition)
    {
        var body = Body(["i", "go", .. states], ["goes", .. outputs], ElementType.Float32);
        Number(body);
        if (condition is null)
            body.Initializer.Add(WireTensors.Write(Tensor.Scalar(true), "goes"));
        else
            body.Node.Add(Node(condition, "goes", "go"));
        if (condition == "Cast")
            body.Node[0].Attribute.Add(NodeAttribute.Of("to", (long)ElementType.Boolean).Proto);
        return body;
    }

    // The engine asks for the extents of the number of a step and of the condition.
    private static void Number(GraphProto body)
    {
        body.Input[0].Type.TensorType = new() { ElemType = (int)ElementType.Int64, Shape = new() };
        body.Input[1].Type.TensorType = new() { ElemType = (int)ElementType.Boolean, Shape = new() };
        body.Output[0].Type.TensorType.ElemType = (int)ElementType.Boolean;
    }

    internal static Value Loop(GraphBuilder graph, Value count, GraphProto body, Value[] states, Func<IReadOnlyList<Value>, GraphBuilder, Value> result) =>
        result(graph.Node("Loop", [count, graph.Constant(Tensor.Scalar(true)), .. states], [.. body.Output.Skip(1).Select(output => (ElementType)output.Type.TensorType.ElemType)], [NodeAttribute.Of("body", body)]), graph);

    // Where the sum of the third input is above 0, tanh(a) b, else a a with no b in it.
    private static GradientCase Branch(string name, float sign) => new(name, (graph, values) =>
    {
        var left = Body([], ["left"], ElementType.Float32);
        left.Node.Add(Node("Tanh", "squashed", values[0].Name));
        left.Node.Add(Node("Mul", "left", "squashed", values[1].Name));
        var right = Body([], ["right"], ElementType.Float32);
        right.Node.Add(Node("Mul", "right", values[0].Name, values[0].Name));
        var condition = graph.Node("Greater", [graph.ReduceSum(values[2], [0], keep: false), graph.Constant(Tensor.Scalar(0f))], ElementType.Boolean);
        var branched = graph.Node("If", [condition], ElementType.Float32, [NodeAttribute.Of("then_branch", left), NodeAttribute.Of("else_branch", right)]);
        return graph.Add(graph.Add(branched, graph.Multiply(values[0], values[1])), values[2]);
    }, Drawn.Of(3), Drawn.Of(3), Tensor.Vector(sign * 1f, sign * 2f, sign * 0.5f));

    private static Value Scan(GraphBuilder graph, GraphProto body, int sequences, Value[] inputs, int outputs, Func<IReadOnlyList<Value>, GraphBuilder, Value> result, params NodeAttribute[] attributes) =>
        result(graph.Node("Scan", inputs, [.. Enumerable.Range(0, outputs).Select(i => (ElementType)body.Output[i].Type.TensorType.ElemType)], [NodeAttribute.Of("num_scan_inputs", sequences), NodeAttribute.Of("body", body), .. attributes]), graph);

    internal static GraphProto Body(string[] inputs, string[] outputs, ElementType type)
    {
        var body = new GraphProto { Name = "body" };
        ValueInfoProto Info(string name) => new() { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type } } };
        body.Input.AddRange(inputs.Select(Info));
        body.Output.AddRange(outputs.Select(Info));
        return body;
    }

    internal static NodeProto Node(string operatorType, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = operatorType, Name = $"{operatorType}_of_{output}" };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        return node;
    }
}
