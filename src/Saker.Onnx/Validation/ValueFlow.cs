using Saker.Onnx.Reading;

namespace Saker.Onnx.Validation;

/// <summary>Follows values through one graph: each is given once, before it is taken, and every output is given.</summary>
internal sealed class ValueFlow(GraphScope scope, ICollection<ModelProblem> problems)
{
    private readonly Dictionary<string, int> _givers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<ValueUse> _free = [];

    // Which nodes a node must wait for; only edges within this graph.
    private readonly List<int>[] _waitsFor = new List<int>[scope.Nodes.Count];
    private readonly List<(int Taker, int Giver, ValueUse Use)> _early = [];

    /// <summary>Reports what is wrong.</summary>
    /// <returns>The values taken that this graph does not give: the graph around it must.</returns>
    public IReadOnlyList<ValueUse> Check()
    {
        Declare();
        for (var i = 0; i < scope.Nodes.Count; i++)
            Visit(i);
        foreach (var output in scope.Outputs)
            if (!_known.Contains(output))
                problems.Add(new ModelProblem(null, output, $"Output '{output}' of {scope.Place} is given by no node."));
        ReportOrder();
        return _free;
    }

    private void Declare()
    {
        foreach (var input in scope.Inputs)
            if (input.Length == 0 || !_known.Add(input))
                problems.Add(new ModelProblem(null, input, $"Input '{input}' of {scope.Place} is there twice or has no name."));
        var constants = new HashSet<string>(StringComparer.Ordinal);
        foreach (var constant in scope.Constants)
        {
            // An initialiser of an input's name is that input's default.
            if (constant.Length == 0 || !constants.Add(constant))
                problems.Add(new ModelProblem(null, constant, $"Initialiser '{constant}' of {scope.Place} is there twice or has no name."));
            _known.Add(constant);
        }
        for (var i = 0; i < scope.Nodes.Count; i++)
            foreach (var output in scope.Nodes[i].Output.Where(output => output.Length > 0))
                if (_known.Contains(output) || !_givers.TryAdd(output, i))
                    problems.Add(new ModelProblem(scope.Label(i), output, $"Node '{scope.Label(i)}' of {scope.Place} gives '{output}', which is given already."));
    }

    private void Visit(int index)
    {
        var label = scope.Label(index);
        _waitsFor[index] = [];
        var uses = scope.Nodes[index].Input.Where(input => input.Length > 0).Select(input => new ValueUse(label, input));
        foreach (var body in ModelWalk.Bodies(scope.Nodes[index]))
            uses = uses.Concat(new ValueFlow(GraphScope.Of(body, $"a body of node '{label}'"), problems).Check());
        foreach (var use in uses)
            Take(index, use);
        foreach (var output in scope.Nodes[index].Output.Where(output => output.Length > 0))
            _known.Add(output);
    }

    private void Take(int index, ValueUse use)
    {
        if (_givers.TryGetValue(use.Value, out var giver))
        {
            _waitsFor[index].Add(giver);
            if (!_known.Contains(use.Value))
                _early.Add((index, giver, use));
        }
        else if (!_known.Contains(use.Value))
        {
            _free.Add(use);
        }
    }

    private void ReportOrder()
    {
        if (_early.Count == 0)
            return;
        var cycle = FindCycle();
        if (cycle.Count > 0)
            problems.Add(new ModelProblem(scope.Label(cycle[0]), null, $"Nodes {string.Join(", ", cycle.Select(i => $"'{scope.Label(i)}'"))} of {scope.Place} wait for each other in a circle."));
        var circular = cycle.ToHashSet();
        foreach (var (taker, giver, use) in _early.Where(early => !(circular.Contains(early.Taker) && circular.Contains(early.Giver))))
            problems.Add(new ModelProblem(use.Node, use.Value, $"Node '{use.Node}' of {scope.Place} takes '{use.Value}' before node '{scope.Label(giver)}' gives it: nodes must be sorted."));
    }

    // Removes nodes that wait for nothing until none is left (Kahn 1962); from what remains, walking from node to a node it waits for
    // must come round.
    private List<int> FindCycle()
    {
        var remaining = Enumerable.Range(0, scope.Nodes.Count).ToHashSet();
        var open = _waitsFor.Select(givers => givers.Count).ToArray();
        var takers = Enumerable.Range(0, scope.Nodes.Count).SelectMany(taker => _waitsFor[taker].Select(giver => (giver, taker))).ToLookup(edge => edge.giver, edge => edge.taker);
        var ready = new Queue<int>(remaining.Where(i => open[i] == 0));
        while (ready.TryDequeue(out var done))
        {
            remaining.Remove(done);
            foreach (var taker in takers[done])
                if (--open[taker] == 0)
                    ready.Enqueue(taker);
        }
        if (remaining.Count == 0)
            return [];
        var path = new List<int>();
        var at = new Dictionary<int, int>();
        for (var node = remaining.Min(); ; node = _waitsFor[node].First(remaining.Contains))
        {
            if (at.TryGetValue(node, out var start))
                return path[start..];
            at.Add(node, path.Count);
            path.Add(node);
        }
    }
}
