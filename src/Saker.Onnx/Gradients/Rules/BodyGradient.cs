using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>
/// The gradients of a node's body: the body is worked out again as a graph of its own, its results are weighed by the gradients that come from outside, and their sum is differentiated by the rules
/// that there are for any graph, so that bodies may hold bodies.
/// </summary>
/// <param name="node">The node whose body it is.</param>
/// <param name="body">The body; it is left as it is.</param>
/// <param name="shapes">The extents of what the body takes.</param>
internal sealed class BodyGradient(GradientNode node, GraphProto body, IReadOnlyList<long[]> shapes)
{
    private readonly Emitter _emit = node.Emit;
    private readonly List<(string Result, string Weight, long[] Shape)> _weighed = [];
    private readonly HashSet<string> _outer = [.. GraphOrder.OuterValues(body)];

    /// <summary>What nothing goes back through in a node's bodies, continuing a sentence; null where something does.</summary>
    public static string? FindProblem(NodeProto node)
    {
        foreach (var body in ModelWalk.Bodies(node))
        {
            var path = new GradientPath(body, [.. body.Output.Select(output => output.Name)], [.. body.Input.Select(input => input.Name), .. GraphOrder.OuterValues(body)]);
            foreach (var inner in path.Nodes.Reverse())
                if (GradientRules.All.FindProblem(inner) is { } problem)
                    return $"has the node '{inner.Label()}' ({inner.OpType}) in its body, which {problem}";
        }
        return null;
    }

    /// <summary>Has a result count by a weight: the name of its gradient, given by the graph around it or to be an input of the new body.</summary>
    public void Weigh(string result, string weight, long[] shape) => _weighed.Add((result, weight, shape));

    /// <summary>The body with gradients in it.</summary>
    /// <param name="wanted">What it is differentiated by, of what the body takes.</param>
    /// <returns>The graph to be completed, and the gradients in it by name: only those of what results depend on.</returns>
    public (GraphDraft Draft, IReadOnlyDictionary<string, string> Gradients) Build(IReadOnlyCollection<string> wanted)
    {
        var draft = Open();
        var terms = _weighed.Select(weighed => draft.Add("ReduceSum", [draft.Add("Mul", [weighed.Result, weighed.Weight])], NodeAttribute.Of("keepdims", 0))).ToArray();
        if (terms.Length == 0)
            return (draft, new Dictionary<string, string>());
        var loss = draft.Add("Sum", terms);
        var path = new GradientPath(draft.Graph, loss, wanted);
        string[] reached = [.. wanted.Where(path.Reached.Contains)];
        if (reached.Length == 0)
            return (draft, new Dictionary<string, string>());
        var built = GradientBuilder.Build(draft, new GradientSettings { Loss = loss, WithRespectTo = reached, UsesBatchStatistics = false, DropsOut = false }, OpsetUpgrader.Current, known: null);
        return (new GraphDraft(built.Model.Proto), built.Gradients);
    }

    /// <summary>Makes a body of it: inputs and outputs in order, and no name that the graph around it has, but those of values that it takes from there.</summary>
    public GraphProto Close(GraphDraft draft, IReadOnlyList<ValueInfoProto> inputs, IReadOnlyList<ValueInfoProto> outputs)
    {
        var graph = draft.Graph;
        graph.Output.Clear();
        graph.Output.AddRange(outputs);
        draft.Prune();
        graph.Input.Clear();
        graph.Input.AddRange(inputs);
        graph.ValueInfo.Clear();
        foreach (var constant in graph.Initializer.Where(constant => _outer.Contains(constant.Name)).ToArray())
            graph.Initializer.Remove(constant);
        Rename(graph, new Dictionary<string, string>(StringComparer.Ordinal));
        graph.Name = _emit.Draft.Fresh("back");
        return graph;
    }

    /// <summary>A name for the new body that neither it nor the graph around it has.</summary>
    public string Fresh(GraphDraft draft, string stem)
    {
        string name;
        do
            name = _emit.Draft.Fresh(stem);
        while (draft.Fresh(name) != name);
        return name;
    }

    private GraphDraft Open()
    {
        var around = _emit.Draft;
        var model = new ModelProto { IrVersion = around.Model.IrVersion, Graph = body.Clone() };
        model.OpsetImport.AddRange(around.Model.OpsetImport);
        model.Functions.AddRange(around.Model.Functions);
        var graph = model.Graph;
        for (var i = 0; i < shapes.Count; i++)
            graph.Input[i] = WireTypes.ValueInfo(graph.Input[i].Name, TypeOf(graph.Input[i]), shapes[i]);
        foreach (var name in _outer)
            if (around.Graph.Initializer.FirstOrDefault(constant => constant.Name == name) is { } constant)
                graph.Initializer.Add(constant);
            else
                graph.Input.Add(WireTypes.ValueInfo(name, around.Graph.Input.FirstOrDefault(input => input.Name == name) is { } input ? TypeOf(input) : ElementType.Float32, _emit.Shape(name)));
        foreach (var (_, weight, shape) in _weighed)
        {
            if (graph.Input.All(input => input.Name != weight) && graph.Initializer.All(constant => constant.Name != weight))
                graph.Input.Add(WireTypes.ValueInfo(weight, ElementType.Float32, shape));
            // Of If it is a value of the graph around it, of Scan a part of a sequence.
            if (_emit.Knows(weight))
                _outer.Add(weight);
        }
        graph.Output.Clear();
        var draft = new GraphDraft(model);
        draft.HoistConstants();
        return draft;
    }

    /// <summary>What type an input of the body has.</summary>
    public ElementType TypeOf(ValueInfoProto input) => WireTypes.Spec(input)?.Type ?? throw node.Refuse($"its body does not say of what type '{input.Name}' is");

    private void Rename(GraphProto graph, Dictionary<string, string> names)
    {
        string Own(string name) => name.Length == 0 || _outer.Contains(name) ? name : names[name] = _emit.Draft.Fresh(name);
        string Of(string name) => names.GetValueOrDefault(name, name);
        foreach (var input in graph.Input)
            input.Name = Own(input.Name);
        foreach (var constant in graph.Initializer)
            constant.Name = Own(constant.Name);
        foreach (var inner in graph.Node)
        {
            inner.Name = _emit.Draft.Fresh(inner.OpType);
            for (var i = 0; i < inner.Input.Count; i++)
                inner.Input[i] = Of(inner.Input[i]);
            foreach (var nested in ModelWalk.Bodies(inner))
                Rename(nested, new Dictionary<string, string>(names, StringComparer.Ordinal));
            for (var i = 0; i < inner.Output.Count; i++)
                inner.Output[i] = Own(inner.Output[i]);
        }
        foreach (var output in graph.Output)
            output.Name = Of(output.Name);
    }
}
