using System.Runtime.InteropServices;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Editing;

/// <summary>A model's graph that code changes: names that are not taken yet, constants that are stored once, nodes added at the end.</summary>
internal sealed class GraphDraft
{
    // Larger constants are not looked for among those there are.
    private const int MaxSharedBytes = 1 << 12;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _constants = new(StringComparer.Ordinal);

    /// <param name="model">The model; it is changed.</param>
    public GraphDraft(ModelProto model)
    {
        Model = model;
        Collect(model.Graph);
        foreach (var constant in model.Graph.Initializer)
            _constants[constant.Name] = constant;
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    /// <summary>A name that nothing in the model has yet.</summary>
    public string Fresh(string stem)
    {
        var number = _numbers.GetValueOrDefault(stem);
        string candidate;
        do
            candidate = number == 0 ? stem : $"{stem}_{number}";
        while (number++ >= 0 && !_names.Add(candidate));
        _numbers[stem] = number;
        return candidate;
    }

    /// <summary>The name of a constant that holds this; small ones are shared.</summary>
    public string Constant(Tensor tensor)
    {
        var key = tensor.Type != ElementType.Text && tensor.Bytes().Length <= MaxSharedBytes ? $"{tensor.Type}[{string.Join(',', tensor.Shape)}]{Convert.ToBase64String(tensor.Bytes())}" : null;
        if (key is not null && _shared.TryGetValue(key, out var known))
            return known;
        var name = Fresh("constant");
        Store(name, tensor);
        if (key is not null)
            _shared.Add(key, name);
        return name;
    }

    public string Integers(params ReadOnlySpan<long> values) => Constant(Tensor.Vector(values.ToArray()));

    public string Scalar(float value) => Constant(Tensor.Scalar(value));

    /// <summary>Stores a constant under a name of its own.</summary>
    public void Store(string name, Tensor tensor)
    {
        var proto = WireTensors.Write(tensor, name);
        _constants[name] = proto;
        Graph.Initializer.Add(proto);
    }

    /// <summary>Gives a constant another content under its name.</summary>
    public void Exchange(string name, Tensor tensor)
    {
        var proto = WireTensors.Write(tensor, name);
        Graph.Initializer[Graph.Initializer.IndexOf(_constants[name])] = proto;
        _constants[name] = proto;
    }

    /// <summary>A constant's content, or null where the name is none.</summary>
    public Tensor? FindConstant(string name) => _constants.TryGetValue(name, out var proto) ? TensorReader.Read(proto, $"Initialiser '{name}'") : null;

    public bool IsConstant(string name) => _constants.ContainsKey(name);

    /// <summary>Makes constants inputs: their values come from outside from now on.</summary>
    public void MakeInputs(IReadOnlyCollection<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var listed = Graph.Input.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var constant in Graph.Initializer.Where(constant => wanted.Contains(constant.Name)).ToArray())
        {
            Graph.Initializer.Remove(constant);
            _constants.Remove(constant.Name);
            if (!listed.Contains(constant.Name))
                Graph.Input.Add(WireTypes.ValueInfo(constant.Name, (ElementType)constant.DataType, [.. constant.Dims]));
        }
    }

    public NodeProto Add(string operatorType, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var node = new NodeProto { OpType = operatorType, Name = Fresh(operatorType) };
        foreach (var input in inputs)
            node.Input.Add(input);
        foreach (var output in outputs)
            node.Output.Add(output);
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute.Proto);
        Graph.Node.Add(node);
        return node;
    }

    /// <summary>Adds a node with one output, whose name is given back.</summary>
    public string Add(string operatorType, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var output = Fresh(operatorType + "_out");
        Add(operatorType, inputs, [output], attributes);
        return output;
    }

    /// <summary>Turns the graph's Constant nodes into initialisers of the values' names.</summary>
    public void HoistConstants()
    {
        var kept = new List<NodeProto>(Graph.Node.Count);
        foreach (var node in Graph.Node)
            if (node.IsStandard() && node.OpType == "Constant" && ConstantNode.Read(node) is { } tensor)
                Store(node.Output[0], tensor);
            else
                kept.Add(node);
        if (kept.Count == Graph.Node.Count)
            return;
        Graph.Node.Clear();
        Graph.Node.AddRange(kept);
    }

    /// <summary>Takes away nodes and constants that no output needs.</summary>
    public void Prune()
    {
        var needed = Graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        var kept = new List<NodeProto>(Graph.Node.Count);
        foreach (var node in Graph.Node.Reverse())
        {
            if (!node.Output.Any(needed.Contains))
                continue;
            needed.UnionWith(GraphOrder.Takes(node));
            kept.Add(node);
        }
        kept.Reverse();
        Graph.Node.Clear();
        Graph.Node.AddRange(kept);
        foreach (var constant in Graph.Initializer.Where(constant => !needed.Contains(constant.Name)).ToArray())
        {
            Graph.Initializer.Remove(constant);
            _constants.Remove(constant.Name);
        }
        _shared.Clear();
    }

    private void Collect(GraphProto graph)
    {
        _names.UnionWith(graph.Input.Select(input => input.Name));
        _names.UnionWith(graph.Initializer.Select(constant => constant.Name));
        _names.UnionWith(graph.Output.Select(output => output.Name));
        foreach (var node in graph.Node)
        {
            _names.Add(node.Name);
            _names.UnionWith(node.Output);
            foreach (var body in ModelWalk.Bodies(node))
                Collect(body);
        }
    }
}
