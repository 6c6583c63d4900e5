using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Upgrading;

/// <summary>What a model states of its values: element types and numbers of extents.</summary>
internal sealed class ValueFacts
{
    private readonly Dictionary<string, (ElementType Type, int? Rank)> _facts;
    private readonly HashSet<string> _taken;

    public ValueFacts(GraphProto graph)
        : this(graph, new(StringComparer.Ordinal), new(graph.Node.SelectMany(GraphOrder.Takes), StringComparer.Ordinal))
    {
    }

    private ValueFacts(GraphProto graph, Dictionary<string, (ElementType Type, int? Rank)> around, HashSet<string> taken)
    {
        _facts = around;
        _taken = taken;
        _taken.UnionWith(graph.Output.Select(output => output.Name));
        foreach (var info in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo))
            if (WireTypes.Spec(info) is { } spec)
                _facts[info.Name] = (spec.Type, info.Type.TensorType.Shape is null ? null : spec.Shape.Count);
        foreach (var constant in graph.Initializer)
            _facts[constant.Name] = ((ElementType)constant.DataType, constant.Dims.Count);
    }

    public ElementType? TypeOf(string value) => _facts.TryGetValue(value, out var fact) ? fact.Type : null;

    public int? RankOf(string value) => _facts.TryGetValue(value, out var fact) ? fact.Rank : null;

    /// <summary>The facts inside a body, which sees the values around it.</summary>
    public ValueFacts Inside(GraphProto body) => new(body, new(_facts, StringComparer.Ordinal), _taken);

    /// <summary>Whether a node or an output takes a value.</summary>
    public bool IsTaken(string value) => value.Length > 0 && _taken.Contains(value);
}
