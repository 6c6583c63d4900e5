using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Editing;

/// <summary>The order of execution: every node after those whose values it takes, otherwise as they stood.</summary>
internal static class GraphOrder
{
    public static void Sort(GraphProto graph)
    {
        NodeProto[] nodes = [.. graph.Node];
        var givers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Length; i++)
            foreach (var output in nodes[i].Output)
                if (output.Length > 0)
                    givers[output] = i;
        var waits = new int[nodes.Length];
        var takers = new List<int>[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
            foreach (var giver in Takes(nodes[i]).Distinct(StringComparer.Ordinal).Where(givers.ContainsKey).Select(name => givers[name]).Where(giver => giver != i).Distinct())
            {
                (takers[giver] ??= []).Add(i);
                waits[i]++;
            }
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Length).Where(i => waits[i] == 0).Select(i => (i, i)));
        graph.Node.Clear();
        while (ready.TryDequeue(out var next, out _))
        {
            graph.Node.Add(nodes[next]);
            foreach (var taker in takers[next] ?? [])
                if (--waits[taker] == 0)
                    ready.Enqueue(taker, taker);
        }
        if (graph.Node.Count < nodes.Length)
            throw new OnnxException($"Nodes {string.Join(", ", nodes.Where((_, i) => waits[i] > 0).Take(5).Select(node => $"'{node.Label()}'"))} wait for each other in a circle.");
    }

    /// <summary>The names that a node takes, also those that its bodies take from around them.</summary>
    public static IEnumerable<string> Takes(NodeProto node) => node.Input.Where(name => name.Length > 0).Concat(ModelWalk.Bodies(node).SelectMany(OuterValues));

    /// <summary>Names that a body takes from the graph around it; what it names itself may have a name that is taken there.</summary>
    public static IEnumerable<string> OuterValues(GraphProto body)
    {
        var own = body.Input.Select(input => input.Name).Concat(body.Initializer.Select(constant => constant.Name)).Concat(body.Node.SelectMany(node => node.Output)).ToHashSet(StringComparer.Ordinal);
        return body.Node.SelectMany(Takes).Concat(body.Output.Select(output => output.Name)).Where(name => !own.Contains(name)).Distinct(StringComparer.Ordinal);
    }
}
