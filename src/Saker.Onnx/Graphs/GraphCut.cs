using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Graphs;

/// <summary>Takes a part out of a graph: the nodes that some values need.</summary>
internal static class GraphCut
{
    public static ModelProto Of(ModelProto model, IReadOnlyList<string> values)
    {
        var cut = model.Clone();
        var graph = cut.Graph;
        var needed = new HashSet<string>(values, StringComparer.Ordinal);
        // Nodes stand in the order of execution, so a walk from the last meets each one after all that take from it.
        var kept = graph.Node.Reverse().Where(node => Keep(node, needed)).Reverse().ToArray();
        var given = graph.Input.Select(input => input.Name).Concat(kept.SelectMany(node => node.Output)).ToHashSet(StringComparer.Ordinal);
        if (values.FirstOrDefault(value => !given.Contains(value)) is { } missing)
            throw new OnnxException($"No node of the graph gives '{missing}'.");

        var known = graph.Output.Concat(graph.ValueInfo).Where(info => info.Type is not null).GroupBy(info => info.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        Replace(graph.Node, kept);
        Replace(graph.Input, [.. graph.Input.Where(input => needed.Contains(input.Name))]);
        Replace(graph.Initializer, [.. graph.Initializer.Where(constant => needed.Contains(constant.Name))]);
        Replace(graph.Output, [.. values.Select(value => known.GetValueOrDefault(value) ?? new ValueInfoProto { Name = value })]);
        return cut;
    }

    private static bool Keep(NodeProto node, HashSet<string> needed)
    {
        if (!node.Output.Any(needed.Contains))
            return false;
        Need(node, needed);
        return true;
    }

    // Bodies of loops and branches take values of the graph around them by name.
    private static void Need(NodeProto node, HashSet<string> needed)
    {
        needed.UnionWith(node.Input.Where(input => input.Length > 0));
        foreach (var inner in ModelWalk.Bodies(node).SelectMany(body => body.Node))
            Need(inner, needed);
    }

    private static void Replace<T>(Google.Protobuf.Collections.RepeatedField<T> field, IReadOnlyList<T> items)
    {
        field.Clear();
        field.AddRange(items);
    }
}
