namespace Saker.Data.Tallies.Patterns;

/// <summary>The states between which the bytes of a text lead, several at once (Thompson, Regular Expression Search Algorithm, 1968).</summary>
internal sealed class PatternGraph
{
    private const int MaxStates = 2_000;
    private const int Split = -1;

    // Parts that take no byte, many times over, are no states: they are limited by themselves.
    private const int MaxParts = 10 * MaxStates;

    // Byte states have their set and where it leads; splits lead to two states without a byte.
    private readonly List<(int Kind, ByteSet Set, int Next, int Other)> _states = [];

    private int _parts;

    private PatternGraph() => End = Add(0, default, -1, -1);

    /// <summary>The state in which a text matches.</summary>
    public int End { get; }

    public int Start { get; private set; }

    /// <summary>Null when it is too large.</summary>
    public static PatternGraph? Create(PatternNode pattern)
    {
        var graph = new PatternGraph();
        graph.Start = graph.Build(pattern, graph.End);
        return graph.IsTooLarge ? null : graph;
    }

    private bool IsTooLarge => _states.Count > MaxStates || _parts > MaxParts;

    /// <summary>The states that can be reached from some without a byte, in order.</summary>
    public int[] Closure(IEnumerable<int> from)
    {
        var reached = new SortedSet<int>();
        var open = new Stack<int>(from);
        while (open.TryPop(out var state))
        {
            if (!reached.Add(state) || _states[state].Kind != Split)
                continue;
            open.Push(_states[state].Next);
            open.Push(_states[state].Other);
        }
        return [.. reached.Where(state => _states[state].Kind != Split)];
    }

    /// <summary>The states to which a byte leads from some.</summary>
    public IEnumerable<int> Step(int[] from, int value) => from.Where(state => state != End && _states[state].Set.Contains(value)).Select(state => _states[state].Next);

    /// <summary>Whether a byte leads wherever another one does.</summary>
    public bool AreAlike(int value, int other) => _states.All(state => state.Set.Contains(value) == state.Set.Contains(other));

    /// <summary>Gives the state from which a part leads to the next one.</summary>
    private int Build(PatternNode node, int next)
    {
        _parts++;
        if (IsTooLarge)
            return next;
        return node switch
        {
            PatternNode.Bytes bytes => Add(0, bytes.Set, next, -1),
            PatternNode.Sequence sequence => sequence.Parts.Reverse().Aggregate(next, (after, part) => Build(part, after)),
            PatternNode.Choice choice => choice.Parts.Select(part => Build(part, next)).Aggregate((one, other) => Add(Split, default, one, other)),
            PatternNode.Repeat repeat => Repeated(repeat, next),
            _ => throw new InvalidOperationException($"No part of a pattern: {node}."),
        };
    }

    private int Repeated(PatternNode.Repeat repeat, int next)
    {
        var start = next;
        if (repeat.Most is null)
        {
            start = Add(Split, default, next, next);
            _states[start] = (Split, default, Build(repeat.Part, start), next);
        }
        for (var i = repeat.Least; i < repeat.Most && !IsTooLarge; i++)
            start = Add(Split, default, Build(repeat.Part, start), next);
        for (var i = 0; i < repeat.Least && !IsTooLarge; i++)
            start = Build(repeat.Part, start);
        return start;
    }

    private int Add(int kind, ByteSet set, int next, int other)
    {
        _states.Add((kind, set, next, other));
        return _states.Count - 1;
    }
}
